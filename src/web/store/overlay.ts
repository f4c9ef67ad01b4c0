import { applyEntry } from '#kernel/entry/fold.ts'
import type { SyncRecord } from '../api-types.ts'
import { findSystem } from '../catalogue.svelte.ts'
import { waiting, type Pending } from './outbox.svelte.ts'
import { keyOf, recordsVersion, serverRecords } from './records.svelte.ts'

/** A record as this person sees it: the server's, with her own unsent entries laid over; `unsent` counts them. */
export type Seen = SyncRecord & { unsent: number }

/** Unsent entries stand after everything the server has numbered. */
const AFTER_ALL = 2 ** 50

let cached = new Map<string, { map: ReadonlyMap<string, Seen>; list: readonly Seen[] }>()
let cachedFor = -1

/** Every record of a system that this device has, as seen. The same array until something changes. */
export const seenRecords = (system: string): readonly Seen[] => seen(system).list

/** One record as seen. */
export const findSeen = (system: string, office: string, stream: string): Seen | undefined =>
  seen(system).map.get(keyOf(office, stream))

/** The server's record with the given unsent entries over it; also for records of other offices. */
export function layOver(record: SyncRecord | undefined, items: readonly Pending[]): Seen | undefined {
  let folded: SyncRecord | undefined = record
  items.forEach((item, i) => {
    const definition = findSystem(item.entry.system)
    if (!definition || item.apart || !definition.steps[item.entry.step]) return
    const entry = { ...item.entry, seq: AFTER_ALL + i, received: item.entry.clock.at }
    const next = applyEntry(definition, folded, entry, item.flags)
    folded = { ...next, seq: folded?.seq ?? 0, ...(folded?.officeNames && { officeNames: folded.officeNames }) }
  })
  return folded && { ...folded, unsent: items.length }
}

export const unsentOf = (system: string, office: string, stream: string): Pending[] =>
  waiting().filter(({ entry }) => entry.system === system && entry.office === office && entry.stream === stream)

function seen(system: string): { map: ReadonlyMap<string, Seen>; list: readonly Seen[] } {
  const version = recordsVersion()
  if (version !== cachedFor) {
    cached = new Map()
    cachedFor = version
  }
  const known = cached.get(system)
  if (known) return known
  const map = build(system)
  const made = { map, list: [...map.values()] }
  cached.set(system, made)
  return made
}

function build(system: string): ReadonlyMap<string, Seen> {
  const map = new Map<string, Seen>()
  for (const [key, record] of serverRecords(system)) map.set(key, { ...record, unsent: 0 })
  const byStream = new Map<string, Pending[]>()
  for (const item of waiting()) {
    if (item.entry.system !== system) continue
    const key = keyOf(item.entry.office, item.entry.stream)
    byStream.set(key, [...(byStream.get(key) ?? []), item])
  }
  for (const [key, items] of byStream) {
    const record = layOver(serverRecords(system).get(key), items)
    if (record) map.set(key, record)
  }
  return map
}
