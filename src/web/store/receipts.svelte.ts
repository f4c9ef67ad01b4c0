import type { Entry } from '#kernel/entry/envelope.ts'
import { api } from '../api.ts'
import { now } from './clock.ts'
import { findPromise } from './seen-log.ts'
import { shelf } from './shelf.ts'

/** An accepted entry whose receipt is still owed: kept whole, so that it can be sent again. `isWrong` once one did not hold. */
type Owed = { entry: Entry; at: number; isWrong?: boolean }

/** The place of an entry in the log, with the proof; its values are not kept here. */
type Held = { id: string; at: number; receipt: string }

type Received = { status: 'waiting' } | { status: 'logged'; receipt: string }

const MOST_ASKED = 50
const MOST_KEPT = 500
/** The log takes a moment: what was accepted just now is asked for next time. */
const MOMENT_MS = 1_000

const store = shelf<Owed | Held>('receipts', 'work')

let owed: readonly Owed[] = []
let late = $state.raw<readonly Owed[]>([])

/** What was accepted and has not appeared in the public log in the promised time, or not as it was written. */
export const missing = (): readonly Owed[] => late

export async function loadReceipts(person: string): Promise<void> {
  owed = (await store.all(person)).flatMap(({ value }) => ('entry' in value ? [value] : []))
  await look()
}

export function leaveReceipts(): void {
  owed = []
  late = []
}

/** Notes entries that the server has accepted, before they leave the outbox. Where there is no log, nothing is owed. */
export async function oweReceipts(entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0 || (await findPromise()) === undefined) return
  const at = now()
  const fresh = entries.filter(({ id }) => !owed.some(({ entry }) => entry.id === id)).map((entry) => ({ entry, at }))
  if (fresh.length === 0) return
  await store.putAll(
    entries[0]!.by,
    fresh.map((value) => ({ id: value.entry.id, value })),
  )
  owed = [...owed, ...fresh]
}

/**
 * Fetches receipts that are owed and checks each; what holds is kept, what is overdue is told to the author. A server
 * that gives no answer is no better than one that says the entry waits.
 */
export async function collectReceipts(person: string): Promise<void> {
  const asked = owed.filter(({ at }) => now() - at > MOMENT_MS).slice(0, MOST_ASKED)
  if (asked.length > 0) await fetchReceipts(person, asked).catch((error: unknown) => console.warn(error))
  await look()
}

async function fetchReceipts(person: string, asked: readonly Owed[]): Promise<void> {
  const ids = asked.map(({ entry }) => entry.id)
  const { receipts } = await api<{ receipts: { [id: string]: Received | undefined } }>(
    'GET',
    `/receipts?ids=${ids.join(',')}`,
  )
  for (const item of asked) await settle(person, item, receipts[item.entry.id])
  await prune(person)
}

async function settle(person: string, item: Owed, told: Received | undefined): Promise<void> {
  if (told?.status !== 'logged') return
  const { checkOwn } = await import('../log/check-own.ts')
  const receipt = await checkOwn(item.entry, told.receipt)
  const value: Owed | Held =
    receipt === undefined ? { ...item, isWrong: true } : { id: item.entry.id, at: item.at, receipt }
  await store.put(person, item.entry.id, value)
  const rest = owed.filter(({ entry }) => entry.id !== item.entry.id)
  owed = 'entry' in value ? [...rest, value] : rest
}

async function prune(person: string): Promise<void> {
  if ((await store.count(person)) <= MOST_KEPT) return
  const held = (await store.all(person)).filter(({ value }) => 'receipt' in value)
  for (const { id } of held.slice(0, Math.max(0, held.length - MOST_KEPT))) await store.remove(id)
}

async function look(): Promise<void> {
  const promise = await findPromise()
  if (promise === undefined) return
  late = owed.filter(({ at, isWrong }) => isWrong || now() - at > promise * 1000)
}
