import type { SyncContext, SyncRecord } from '../api-types.ts'
import type { Page } from './copy.ts'

/** The server's records as this device has them, in memory, by system. */
const bySystem = new Map<string, Map<string, SyncRecord>>()

let version = $state(0)
let context = $state.raw<SyncContext>()
let cursor: string | undefined

export const keyOf = (office: string, stream: string): string => `${office}|${stream}`

/** Changes whenever a record does: whoever reads records through it is drawn again. */
export const recordsVersion = (): number => version

export const syncContext = (): SyncContext | undefined => context
export const syncCursor = (): string | undefined => cursor

/** Lays a page of the copy over what is known. */
export function lay(page: Page): void {
  for (const record of page.records) {
    const records = bySystem.get(record.system) ?? new Map<string, SyncRecord>()
    bySystem.set(record.system, records)
    const known = records.get(keyOf(record.office, record.stream))
    if (!known || record.seq >= known.seq) records.set(keyOf(record.office, record.stream), record)
  }
  if (page.context) context = page.context
  if (page.cursor !== undefined) cursor = page.cursor
  version += 1
}

/** Tells readers that something laid over the records (the outbox) has changed. */
export function touchRecords(): void {
  version += 1
}

export function clearRecords(): void {
  bySystem.clear()
  context = undefined
  cursor = undefined
  version += 1
}

export const serverRecords = (system: string): ReadonlyMap<string, SyncRecord> => bySystem.get(system) ?? new Map()

/** Everything as one page, for writing the copy anew. */
export function wholePage(): Page {
  const records = [...bySystem.values()].flatMap((map) => [...map.values()])
  return { records, ...(context && { context }), ...(cursor !== undefined && { cursor }) }
}
