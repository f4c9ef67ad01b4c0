import type { Definition } from '#kernel/define/definition.ts'
import type { Problem } from '#kernel/error.ts'
import type { Body } from '#kernel/entry/record.ts'
import type { EntryEvidence, HistoryEntry } from '../api-types.ts'
import { findNames } from '../screen/names.svelte.ts'
import { unsentOf, type Seen } from '../store/overlay.ts'
import { nameText } from '../text/text.svelte.ts'

/** One line of a page's history, whether the server told it or this device knows it alone. */
export type Happening = {
  id: string
  step: string
  body: Body
  who: string
  title: string
  at: number
  received?: number
  seq?: number
  reason?: string
  trust?: 'trusted' | 'unverified'
  /** Where it came in by another door than a device of hers. */
  door?: 'import' | 'sms'
  evidence?: EntryEvidence
  flags: readonly Problem[]
  replaces: readonly string[]
  unsent: boolean
}

/** What happened on a page, eldest first: the server's entries where they are known, then what waits on this device. */
export function happenings(
  definition: Definition,
  record: Seen,
  entries: readonly HistoryEntry[] | undefined,
): Happening[] {
  const told = entries ? entries.map(fromEntry) : fromRecord(definition, record)
  // What was folded from the record has the unsent in it already; only what the server told is surely sent.
  const known = new Set(entries?.map((entry) => entry.id))
  const waiting = unsentOf(record.system, record.office, record.stream).filter(({ entry }) => !known.has(entry.id))
  const mine = waiting.map(({ entry, flags }): Happening => ({
    id: entry.id,
    step: entry.step,
    body: entry.body,
    who: nameText(findNames(entry.by)),
    title: '',
    at: entry.clock.at,
    ...(entry.reason !== undefined && { reason: entry.reason }),
    flags,
    replaces: entry.replaces,
    unsent: true,
  }))
  const ids = new Set(mine.map((item) => item.id))
  return [...told.filter((item) => !ids.has(item.id)), ...mine]
}

function fromEntry(entry: HistoryEntry): Happening {
  return {
    id: entry.id,
    step: entry.step,
    body: entry.body,
    who: nameText(findNames(entry.by)),
    title: nameText(entry.title ?? undefined),
    at: entry.clock.at,
    received: entry.received,
    seq: entry.seq,
    trust: entry.trust,
    ...(entry.evidence && { evidence: entry.evidence }),
    flags: entry.flags,
    replaces: entry.replaces,
    unsent: false,
    ...(entry.reason && { reason: entry.reason }),
    ...(entry.door && { door: entry.door }),
  }
}

function fromRecord(definition: Definition, record: Seen): Happening[] {
  const opening = Object.keys(definition.steps).find((name) => definition.steps[name]!.mode === 'open') ?? ''
  const common = { title: '', flags: [], replaces: [], unsent: false }
  const heads = record.heads.map((head): Happening => ({
    ...common,
    id: head.id,
    step: record.gone.length > 0 && 'correct' in definition.steps ? 'correct' : opening,
    body: head.body,
    who: nameText(findNames(head.by)),
    at: head.at,
  }))
  const acts = record.acts.map((act): Happening => ({
    ...common,
    id: act.id,
    step: act.step,
    body: act.given,
    who: nameText(findNames(act.by)),
    at: act.at,
    ...(act.reason !== undefined && { reason: act.reason }),
  }))
  return [...heads, ...acts]
}
