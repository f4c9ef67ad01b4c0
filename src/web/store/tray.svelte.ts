import type { Entry } from '#kernel/entry/envelope.ts'
import type { Problem } from '#kernel/error.ts'
import { shelf } from './shelf.ts'

/** An entry that the server refused or holds, with its reasons: kept and shown to its author until she has dealt with it. */
export type Returned = { entry: Entry; status: 'refused' | 'held'; problems: readonly Problem[]; at: number }

const store = shelf<Returned>('tray', 'work')

let items = $state.raw<readonly Returned[]>([])

export const returned = (): readonly Returned[] => items

export async function loadTray(person: string): Promise<void> {
  items = (await store.all(person)).map((row) => row.value)
}

export async function putInTray(item: Returned): Promise<void> {
  await store.put(item.entry.by, item.entry.id, item)
  items = [...items.filter((i) => i.entry.id !== item.entry.id), item]
}

/** The author has read it, or has sent it anew. */
export async function takeFromTray(id: string): Promise<void> {
  await store.remove(id)
  items = items.filter((i) => i.entry.id !== id)
}

export function leaveTray(): void {
  items = []
}
