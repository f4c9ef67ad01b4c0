import { api, ApiError } from '../api.ts'
import { now } from './clock.ts'
import { shelf } from './shelf.ts'

/** An answer of a page that needs the network, with the time it was given; `stale` when it is the last seen copy. */
export type SeenPage<T> = { value: T; at: number; stale: boolean }

const store = shelf<{ value: unknown; at: number }>('seen', 'copy')

/** Fetches a page, keeps it, and without network gives the last seen copy and says so. */
export async function fetchOrSeen<T>(person: string, path: string): Promise<SeenPage<T>> {
  const id = `${person}|${path}`
  try {
    const value = await api<T>('GET', path)
    const at = now()
    void store.put(person, id, { value, at }).catch(() => undefined)
    return { value, at, stale: false }
  } catch (error) {
    if (!(error instanceof ApiError) || (error.status !== 0 && error.status < 500)) throw error
    const kept = await store.get(person, id).catch(() => undefined)
    if (!kept) throw error
    return { value: kept.value as T, at: kept.at, stale: true }
  }
}
