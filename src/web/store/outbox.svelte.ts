import type { Entry } from '#kernel/entry/envelope.ts'
import type { Problem } from '#kernel/error.ts'
import { touchRecords } from './records.svelte.ts'
import { shelf } from './shelf.ts'

/** An entry on its way. `apart` waits for a person's decision by our own judgement and is not folded in. */
export type Pending = { entry: Entry; apart: boolean; flags: readonly Problem[]; files?: readonly string[] }

const store = shelf<Pending>('outbox', 'work')

let pending = $state.raw<readonly Pending[]>([])

/** What waits for the network, in the order it was written. */
export const waiting = (): readonly Pending[] => pending

/** Takes up what earlier lives of the app left unsent. */
export async function loadOutbox(person: string): Promise<void> {
  const rows = await store.all(person)
  pending = rows.map((row) => row.value)
  touchRecords()
}

/** Keeps entries of one person on the device, all or none. When this returns, they survive a closed browser and an ended session. */
export async function append(items: readonly Pending[]): Promise<void> {
  if (items.length === 0) return
  await store.putAll(
    items[0]!.entry.by,
    items.map((value) => ({ id: value.entry.id, value })),
  )
  pending = [...pending.filter((p) => !items.some(({ entry }) => entry.id === p.entry.id)), ...items]
  touchRecords()
}

/** Only for entries that the server has answered. */
export async function removeAnswered(ids: readonly string[]): Promise<void> {
  for (const id of ids) await store.remove(id)
  pending = pending.filter((p) => !ids.includes(p.entry.id))
  touchRecords()
}

/** Clears memory when the person leaves; what is on the disk stays. */
export function leaveOutbox(): void {
  pending = []
  touchRecords()
}

export const countUnsent = (person: string): Promise<number> => store.count(person)

/** The unsent entries as a file that the person can carry to another device or office. */
export function outboxFile(): Blob {
  const entries = pending.map((p) => p.entry)
  return new Blob([JSON.stringify({ kind: 'khata-outbox', entries }, null, 1)], { type: 'application/json' })
}
