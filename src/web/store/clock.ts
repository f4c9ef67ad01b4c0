import type { Clock } from '#kernel/entry/envelope.ts'
import { db } from './db.ts'

/**
 * Evidence of time. Within one life of the page `performance.now()` counts on however the device's clock is set. Over
 * a restart, and while the phone sleeps, only the device's clock is left: it is believed as long as it goes forward
 * from the latest moment this device has ever seen; a clock that was set back gives no evidence at all.
 */
type Evidence = { contact: number; since: number; wall: number; highest: number }

let evidence: Evidence | undefined
let mark = 0

/** Takes up what the last life of the app knew. */
export async function loadClock(): Promise<void> {
  const kept = (await (await db()).get('meta', 'clock')) as Evidence | undefined
  if (!kept || evidence) return
  const gap = Date.now() - kept.highest
  if (gap < 0) return
  evidence = { ...kept, since: kept.since + (Date.now() - kept.wall), wall: Date.now(), highest: Date.now() }
  mark = performance.now()
}

/** Notes what the server's clock said just now. */
export function noteContact(serverTime: number): void {
  evidence = { contact: serverTime, since: 0, wall: Date.now(), highest: Math.max(Date.now(), evidence?.highest ?? 0) }
  mark = performance.now()
  void keepClock()
}

/** Written now and then, so that a restart starts from here. */
export async function keepClock(): Promise<void> {
  if (!evidence) return
  const wall = Date.now()
  const kept: Evidence = {
    contact: evidence.contact,
    since: sinceContact()!,
    wall,
    highest: Math.max(wall, evidence.highest),
  }
  await (await db()).put('meta', kept, 'clock').catch(() => undefined)
}

/** What an entry made now says about its time. */
export function readClock(): Clock {
  const since = sinceContact()
  return {
    at: Date.now(),
    ...(evidence && since !== undefined && { since: Math.round(since), contact: evidence.contact }),
  }
}

/** The best guess of the true time: the server's, counted on. */
export function now(): number {
  const since = sinceContact()
  return evidence && since !== undefined ? evidence.contact + since : Date.now()
}

/** When the server last answered, by its own clock. */
export const lastContact = (): number | undefined => evidence?.contact

function sinceContact(): number | undefined {
  if (!evidence) return undefined
  const counted = performance.now() - mark
  const slept = Date.now() - evidence.wall // the monotonic clock stands still while a phone sleeps
  return evidence.since + Math.max(counted, slept)
}
