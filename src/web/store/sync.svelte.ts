import { api, ApiError } from '../api.ts'
import { hasAllSystems } from '../catalogue.svelte.ts'
import type { Answer, SyncPage, SyncRecord } from '../api-types.ts'
import { useCurrency, useDigits } from '../text/text.svelte.ts'
import { alone } from './alone.ts'
import { keepClock, noteContact } from './clock.ts'
import { addPage, compact } from './copy.ts'
import { StoreError } from './db.ts'
import { tryRegister } from './device-key.ts'
import { dropFile, findFile } from './files.ts'
import { removeAnswered, takeUpOutbox, waiting, type Pending } from './outbox.svelte.ts'
import { lay, syncContext, syncCursor, wholePage } from './records.svelte.ts'
import { collectReceipts, oweReceipts } from './receipts.svelte.ts'
import { keepSeenLog } from './seen-log.ts'
import { deviceId, findMe, phase } from './session.svelte.ts'
import { putInTray } from './tray.svelte.ts'

const BATCH = 50
const EVERY_MS = 60_000
const WAITS_MS = [2_000, 5_000, 15_000, 30_000, 60_000, 120_000]

/** What the header shows: whether something runs, when the server last answered, and what went wrong. */
export const net = $state<{ busy: boolean; online: boolean; code?: string; at?: number; first: boolean }>({
  busy: false,
  online: true,
  first: true,
})

let running: Promise<void> | undefined
let again = false
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Sends what waits and fetches what is new; calls while it runs ask for one more round. */
export function sync(): Promise<void> {
  if (running) {
    again = true
    return running
  }
  running = round().finally(() => {
    running = undefined
    if (again) {
      again = false
      void sync()
    }
  })
  return running
}

/** Starts the triggers; the returned function stops them. */
export function startSync(): () => void {
  const now = () => void sync()
  const seen = () => (document.visibilityState === 'visible' ? now() : void keepClock())
  const lost = () => (net.online = false)
  window.addEventListener('online', now)
  window.addEventListener('offline', lost)
  document.addEventListener('visibilitychange', seen)
  now()
  return () => {
    window.removeEventListener('online', now)
    window.removeEventListener('offline', lost)
    document.removeEventListener('visibilitychange', seen)
    clearTimeout(timer)
  }
}

async function round(): Promise<void> {
  clearTimeout(timer)
  if (phase() !== 'in') return
  net.busy = true
  try {
    await alone('khata-push', push)
    await pull()
    const me = findMe()?.person.id
    if (me) {
      if (hasAllSystems()) void import('../afar/carried.ts').then(({ carryAhead }) => carryAhead(me))
      void collectReceipts(me)
    }
    failures = 0
    net.online = true
    delete net.code
    net.at = Date.now()
  } catch (error) {
    failures += 1
    if (error instanceof ApiError) {
      net.online = error.status !== 0
      net.code = error.code
    } else net.code = error instanceof StoreError ? error.code : 'OTHER'
    if (!(error instanceof ApiError) && !(error instanceof StoreError)) console.error(error)
  } finally {
    net.busy = false
    net.first = false
    const wait = failures === 0 ? EVERY_MS : WAITS_MS[Math.min(failures, WAITS_MS.length) - 1]!
    if (phase() === 'in') timer = setTimeout(() => void sync(), wait)
  }
}

async function push(): Promise<void> {
  const person = findMe()?.person.id
  if (person) {
    await takeUpOutbox(person)
    if (waiting().length > 0) await tryRegister(person, deviceId())
  }
  let size = BATCH
  const tried = new Set<string>()
  for (;;) {
    const batch = waiting()
      .filter((item) => !tried.has(item.entry.id))
      .slice(0, size)
    if (batch.length === 0) return
    try {
      await sendFiles(batch)
      const { time, answers } = await api<{ time: number; answers: Answer[] }>('POST', '/entries', {
        entries: batch.map((i) => i.entry),
      })
      noteContact(time)
      await take(batch, answers)
      for (const item of batch) tried.add(item.entry.id)
    } catch (error) {
      // One entry that the server cannot even read must not keep the others on the phone.
      if (
        !(error instanceof ApiError) ||
        error.status < 400 ||
        error.status >= 500 ||
        [401, 403, 408, 429].includes(error.status)
      )
        throw error
      if (batch.length > 1) {
        size = Math.max(1, size >> 1)
        continue
      }
      const problems =
        error.problems.length > 0 ? error.problems : [{ code: error.code, ...(error.facts && { facts: error.facts }) }]
      await putInTray({ entry: batch[0]!.entry, status: 'refused', problems, at: Date.now() })
      await removeAnswered([batch[0]!.entry.id])
    }
  }
}

/** Deals with the answers: first the record and the tray are on the disk, then the entry leaves the outbox. */
async function take(batch: readonly Pending[], answers: readonly Answer[]): Promise<void> {
  const me = findMe()
  if (!me) return
  const records: SyncRecord[] = answers.flatMap((answer) => (answer.record ? [answer.record] : []))
  if (records.length > 0) await addPage(me.person.id, me.post, { records })
  for (const answer of answers) {
    const item = batch.find(({ entry }) => entry.id === answer.id)
    if (item && answer.status !== 'accepted')
      await putInTray({ entry: item.entry, status: answer.status, problems: answer.problems, at: Date.now() })
  }
  if (records.length > 0) lay({ records })
  await oweReceipts(batch.map(({ entry }) => entry).filter((entry) => isInLedger(answers, entry.id)))
  await removeAnswered(answers.map((answer) => answer.id))
}

const isInLedger = (answers: readonly Answer[], id: string): boolean =>
  answers.some((answer) => answer.id === id && answer.seq !== undefined)

async function sendFiles(batch: readonly Pending[]): Promise<void> {
  for (const sha of batch.flatMap((item) => item.files ?? [])) {
    const blob = await findFile(batch[0]!.entry.by, sha)
    if (!blob) continue
    await api('PUT', `/files/${sha}`, blob)
    await dropFile(batch[0]!.entry.by, sha)
  }
}

async function pull(): Promise<void> {
  const me = findMe()
  for (let more = true; more && me;) {
    const cursor = syncCursor()
    const page = await api<SyncPage>(
      'GET',
      `/sync${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
    )
    if (findMe() !== me) return // signed out or another post meanwhile
    noteContact(page.time)
    if (page.log) await keepSeenLog(page.log)
    const isNew = page.cursor !== cursor || page.records.length > 0
    const isOther = JSON.stringify(page.context) !== JSON.stringify(syncContext())
    const kept = { cursor: page.cursor, records: page.records, ...(isOther && { context: page.context }) }
    if (isNew || isOther) {
      await addPage(me.person.id, me.post, kept)
      lay(kept)
      useDigits(page.context.pack.digits)
      useCurrency(page.context.pack.currency.code)
    }
    more = page.more
  }
  if (me) await compact(me.person.id, me.post, wholePage)
}
