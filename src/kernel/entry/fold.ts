import type { Definition } from '../define/definition.ts'
import type { Problem } from '../error.ts'
import { canonical } from './canonical.ts'
import type { Accepted } from './envelope.ts'
import type { Act, Body, Head, Record } from './record.ts'

/** Lays one accepted entry onto a record. Applying it twice, or before its elders, changes nothing in the end. */
export function applyEntry(
  definition: Definition,
  record: Record | undefined,
  entry: Accepted,
  flags: readonly Problem[] = [],
): Record {
  const step = definition.steps[entry.step]
  if (!step) throw new RangeError(`STEP_UNKNOWN: ${definition.id}.${entry.step}`)
  const before = record ?? blank(entry)
  if (knows(before, entry.id)) return before.seq >= entry.seq ? before : { ...before, seq: entry.seq }
  const gone = entry.replaces.length > 0 ? [...new Set([...before.gone, ...entry.replaces])].sort() : before.gone
  const struck = (item: { id: string }) => !gone.includes(item.id)
  const mark = {
    id: entry.id,
    by: entry.by,
    post: entry.post,
    at: entry.clock.at,
    seq: entry.seq,
    ...(entry.assigned && { assigned: entry.assigned }),
  }
  const heads = before.heads.slice()
  const acts = before.acts.slice()
  if (step.mode === 'act') {
    acts.push({
      ...mark,
      step: entry.step,
      given: entry.body,
      ...(entry.reason !== undefined && { reason: entry.reason }),
    })
    acts.sort(byArrival)
  } else if (step.mode === 'open' || step.to !== 'cancelled') {
    heads.push({ ...mark, body: entry.body, ...(opensElsewhere(definition, step) && { step: entry.step }) })
    heads.sort(byArrival)
  }
  const isMarked = before.flags.some((flagged) => flagged.entry === entry.id)
  const marked = isMarked ? [] : flags.map((problem) => ({ ...problem, entry: entry.id }))
  const next = {
    ...before,
    heads: heads.filter(struck),
    gone,
    acts: acts.filter(struck),
    flags: [...before.flags, ...marked]
      .filter((f) => !gone.includes(f.entry))
      .sort((a, b) => compare(a.entry, b.entry)),
    seq: Math.max(before.seq, entry.seq),
  }
  return derive(definition, next)
}

/** Folds the accepted entries of one stream, in whatever order they are handed over. */
export function fold(
  definition: Definition,
  entries: readonly { entry: Accepted; flags?: readonly Problem[] }[],
): Record | undefined {
  let record: Record | undefined
  for (const { entry, flags } of entries) record = applyEntry(definition, record, entry, flags)
  return record
}

/** Whether two phones wrote different values and nobody has decided yet. */
export const isClash = (record: Record): boolean =>
  record.heads.length > 1 && new Set(record.heads.map((head) => canonical(head.body))).size > 1

// One that is struck out already is laid on again: what it replaced in its turn is struck out too.
const knows = (record: Record, id: string): boolean =>
  record.heads.some((head) => head.id === id) || record.acts.some((act) => act.id === id)

const blank = (entry: Accepted): Record => ({
  office: entry.office,
  system: entry.system,
  stream: entry.stream,
  state: '',
  body: {},
  heads: [],
  gone: [],
  acts: [],
  flags: [],
  seq: 0,
})

/** A record with its state and body as read: the leading head (of a clash the one that the server took first), then each act in that order. */
export function derive(definition: Definition, record: Record): Record {
  const lead: Head | undefined = record.heads[0]
  if (!lead) return { ...record, state: 'cancelled', body: {} }
  let state = (lead.step && definition.steps[lead.step]?.to) || writtenState(definition)
  let body: Body = { ...lead.body, ...lead.assigned }
  for (const act of record.acts) {
    const step = definition.steps[act.step]
    if (!step) continue
    state = step.to
    const given = { ...act.given, ...act.assigned }
    body = step.amend ? { ...step.amend(body, given), ...act.assigned } : { ...body, ...given }
  }
  return { ...record, state, body }
}

/** The state of a page that is written and on which nobody has acted. */
export function writtenState(definition: Definition): string {
  return Object.values(definition.steps).find((step) => step.mode === 'open')?.to ?? definition.states[0]!
}

/** Whether a step begins pages in another state than the first way to begin one: an officer plans, a head proposes. */
const opensElsewhere = (definition: Definition, { mode, to }: Definition['steps'][string]): boolean =>
  mode === 'open' && to !== writtenState(definition)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
// What the server has not taken yet (sequence 0) comes after all that it has; ids are made on devices and decide little.
const arrival = ({ seq }: Head | Act): number => seq || Number.MAX_SAFE_INTEGER
const byArrival = (a: Head | Act, b: Head | Act): number => arrival(a) - arrival(b) || compare(a.id, b.id)
