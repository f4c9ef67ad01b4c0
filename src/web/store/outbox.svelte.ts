import type { Entry } from '#kernel/entry/envelope.ts'
import type { Problem } from '#kernel/error.ts'
import { touchRecords } from './records.svelte.ts'
import { alone } from './alone.ts'
import { signAll, signingName } from './device-key.ts'
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

/**
 * Signs entries of one person and keeps them on the device, all or none. When this returns, they survive a closed
 * browser and an ended session. One tab at a time signs, so that the device has one row of entries.
 */
export async function append(items: readonly Pending[]): Promise<void> {
  if (items.length === 0) return
  const person = items[0]!.entry.by
  await alone('khata-sign', async () => {
    const made = await signAll(
      person,
      items.map(({ entry }) => entry),
    )
    const signed = items.map((item, i) => ({ ...item, entry: made.entries[i]! }))
    await store.putAll(
      person,
      signed.map((value) => ({ id: value.entry.id, value })),
      made.signing && { name: signingName(person), value: made.signing },
    )
    pending = [...pending.filter((p) => !signed.some(({ entry }) => entry.id === p.entry.id)), ...signed]
  })
  touchRecords()
}

/** Puts an entry back that the server had accepted and lost: the same entry, under the same id and signature. */
export async function sendAgain(entry: Entry): Promise<void> {
  const item: Pending = { entry, apart: false, flags: [] }
  await store.put(entry.by, entry.id, item)
  pending = [...pending.filter((p) => p.entry.id !== entry.id), item]
  touchRecords()
}

/** What other tabs have put in since, so that entries go out in the order in which they were signed. */
export async function takeUpOutbox(person: string): Promise<void> {
  const known = new Set(pending.map(({ entry }) => entry.id))
  const others = (await store.all(person)).flatMap(({ id, value }) => (known.has(id) ? [] : [value]))
  if (others.length === 0) return
  pending = [...pending, ...others].sort((a, b) => (a.entry.evidence?.n ?? 0) - (b.entry.evidence?.n ?? 0))
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
