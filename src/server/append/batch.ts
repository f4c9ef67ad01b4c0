import { createHash } from 'node:crypto'
import type { Context } from '#kernel/define/context.ts'
import { effectsOf, isOpenTo, toldOf, type Definition, type Effect } from '#kernel/define/definition.ts'
import { dueDay, dutyOf } from '#kernel/define/duty.ts'
import { makeContext, type ContextData } from '#kernel/define/make-context.ts'
import { seriesName } from '#kernel/define/series.ts'
import type { Actor } from '#kernel/define/who.ts'
import type { Accepted, Entry } from '#kernel/entry/envelope.ts'
import { canonical } from '#kernel/entry/canonical.ts'
import { applyEntry } from '#kernel/entry/fold.ts'
import { judge } from '#kernel/entry/judge.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import type { Problem } from '#kernel/error.ts'
import type { Leaf } from '#kernel/log/leaf.ts'
import { systems } from '#systems/index.ts'
import { getSystem } from '../reach.ts'
import type { Answer } from './answer.ts'
import { claimKey, numberKey } from './claims.ts'
import { countsOf, deltasOf, type Counts, type Delta } from './counts.ts'

/** Rows of one batch of one office, gathered before anything is written. */
export type Written = {
  entries: (Pick<Leaf, 'op' | 'ref'> & { entry: Accepted; flags: readonly Problem[]; subject?: string })[]
  records: Map<string, RecordRow>
  deltas: (Delta & { system: string })[]
  recounts: { systems: string[]; from: string; to?: string }[]
  claims: { key: Buffer; system: string; stream: string }[]
  issued: { entry: Accepted; kind: string; number?: number; subject?: string }[]
  apart: { entry: Entry; status: 'held' | 'refused'; problems: readonly Problem[] }[]
}

export type RecordRow = {
  record: Folded
  counts: Counts
  day?: string
  subject?: string
  duty?: { office: string; role: string; step: string; dueBy: string }
}

/** What a batch starts from: everything was read under the office's lock. */
export type Start = {
  data: ContextData
  now: number
  /** When an entry arrived: now, but for those that another door (import, gateway) took earlier. */
  receivedAt: (entry: Entry) => number
  seq: number
  streams: Map<string, { record: Folded; counts: Counts }>
  needs: (definition: Definition, need: string, body: Body) => readonly Folded[]
  nextNumber: (series: string) => number
  claimNumber: (series: string, used: number) => void
  isClaimed: (key: Buffer, stream: string) => boolean
}

const NONE: ReadonlyMap<string, Folded> = new Map()

export const streamKey = (system: string, stream: string): string => `${system} ${stream}`

/** Judges, folds and measures the entries of one office one after the other; pure but for the numbers it draws. */
export class Batch {
  readonly written: Written = {
    entries: [],
    records: new Map(),
    deltas: [],
    recounts: [],
    claims: [],
    issued: [],
    apart: [],
  }
  seq: number
  private readonly start: Start
  private readonly contexts = new Map<string, Context>()
  private readonly own = new Map<string, Map<string, Folded>>()
  /** Keys of the numbers that this batch has given or taken, with the stream of each. */
  private readonly numbered = new Map<string, string>()
  /** Pages of this batch by what they claim. */
  private readonly claimants = new Map<string, Set<string>>()
  private current: { definition: Definition; body: Body } | undefined

  constructor(start: Start) {
    this.start = start
    this.seq = start.seq
  }

  /** One entry of a person. `decided` when an officer has taken a held one; `noted` marks it besides the checks. */
  take(entry: Entry, actor: Actor, decided = false, noted?: Problem): Answer {
    const definition = getSystem(entry.system)
    const before = this.find(entry.system, entry.stream)
    const context = this.contextFor(actor, definition, { ...before?.body, ...entry.body })
    const judgement = judge(definition, entry, context, before, decided)
    if (judgement.status === 'refused' || (judgement.status === 'held' && judgement.apart)) {
      const { status, problems } = judgement
      this.written.apart.push({ entry, status, problems })
      return { id: entry.id, status, problems, flags: [], ...(status === 'held' && { apart: true }) }
    }
    const used = this.usedNumber(definition, entry, judgement.body, context)
    if (used) {
      this.written.apart.push({ entry, status: 'refused', problems: [used] })
      return { id: entry.id, status: 'refused', problems: [used], flags: [] }
    }
    const assigned = this.numbers(definition, entry, judgement.body, context)
    const flags = [...judgement.flags, ...(noted ? [noted] : [])]
    const record = this.write(asJudged(entry, judgement.body), definition, flags, assigned, context)
    return {
      id: entry.id,
      status: judgement.status,
      problems: judgement.problems,
      flags,
      seq: this.seq,
      record,
      ...(assigned && { assigned }),
    }
  }

  /** The record of a stream as this batch has left it. */
  find(system: string, stream: string): Folded | undefined {
    const key = streamKey(system, stream)
    return this.written.records.get(key)?.record ?? this.start.streams.get(key)?.record
  }

  /** Records of a system that this batch has written, by stream. */
  ownOf(system: string): ReadonlyMap<string, Folded> {
    return this.own.get(system) ?? NONE
  }

  private write(
    entry: Entry,
    definition: Definition,
    flags: Problem[],
    assigned: Accepted['assigned'],
    context: Context,
  ): Folded {
    const key = streamKey(entry.system, entry.stream)
    const before = this.find(entry.system, entry.stream)
    this.seq += 1
    const accepted: Accepted = {
      ...entry,
      seq: this.seq,
      received: this.start.receivedAt(entry),
      ...(assigned && { assigned }),
    }
    let record = applyEntry(definition, before, accepted, flags)
    const claimed = this.claim(definition, record, before)
    if (claimed) {
      flags.push(claimed)
      record = { ...record, flags: [...record.flags, { ...claimed, entry: entry.id }] }
    }
    const was = this.written.records.get(key)?.counts ?? this.start.streams.get(key)?.counts ?? {}
    const counts = countsOf(definition, record, context)
    this.written.deltas.push(...deltasOf(was, counts).map((delta) => ({ ...delta, system: definition.id })))
    const subject = definition.subject && (record.body[definition.subject] ?? before?.body[definition.subject])
    this.written.entries.push({
      entry: accepted,
      flags,
      ...leafPlace(definition, entry, before),
      ...(typeof subject === 'string' && { subject }),
    })
    this.own.set(definition.id, (this.own.get(definition.id) ?? new Map<string, Folded>()).set(record.stream, record))
    this.written.records.set(
      key,
      this.rowOf(definition, record, counts, context, typeof subject === 'string' ? subject : undefined),
    )
    const issued = issuedBy(definition, accepted)
    if (issued) this.written.issued.push({ ...issued, ...(typeof subject === 'string' && { subject }) })
    const touched = definition.touches?.(before, record)
    if (touched) this.written.recounts.push({ systems: dependents(definition), ...touched })
    this.effects(definition, entry, toldOf(record, before))
    return record
  }

  private rowOf(definition: Definition, record: Folded, counts: Counts, context: Context, subject?: string): RecordRow {
    const duty = dutyOf(definition, record, context)
    const day =
      definition.day?.(record.body as never) ?? (typeof record.body['on'] === 'string' ? record.body['on'] : undefined)
    return {
      record,
      counts,
      ...(day && { day }),
      ...(subject && { subject }),
      ...(duty && {
        duty: {
          office: duty.office,
          role: duty.role,
          step: duty.step,
          dueBy: dueDay(duty, context.today, context),
        },
      }),
    }
  }

  /** What a step makes happen elsewhere in the same office: entries of the systems that listen to its event. */
  private effects(definition: Definition, cause: Entry, record: Folded): void {
    const event = definition.steps[cause.step]?.emits
    if (!event) return
    for (const other of systems) {
      for (const made of effectsOf(other, event, record)) this.effect(definition, cause, other, made)
    }
  }

  /** Lays on a page of another system what a step makes happen there. */
  effect(definition: Definition, cause: Entry, other: Definition, made: Effect): void {
    const page = this.find(other.id, made.stream)
    const standing = [...(page?.heads ?? []), ...(page?.acts ?? [])].map((item) => item.id)
    const step = other.steps[made.step]!
    const isReplacing = step.mode === 'replace'
    if (!isOpenTo(step, page)) return
    const entry: Entry = {
      ...effectEntry(cause, other, made),
      replaces: isReplacing ? standing : [],
      reason: `${definition.id}.${cause.step}`,
    }
    const context = this.contextFor(this.actorOfEffect(cause), other, made.body)
    this.write(entry, other, [], this.numbers(other, entry, made.body, context), context)
  }

  private actorOfEffect(cause: Entry): Actor {
    return {
      person: cause.by,
      post: cause.post,
      role: 'officer',
      office: cause.office,
      path: this.start.data.office.path,
    }
  }

  private numbers(
    definition: Definition,
    entry: Entry,
    body: Body,
    context: Context,
  ): Record<string, number> | undefined {
    const assigned: Record<string, number> = {}
    for (const [field, kind] of Object.entries(definition.steps[entry.step]!.assigns)) {
      const series = seriesName(kind, definition, { ...this.find(entry.system, entry.stream)?.body, ...body }, context)
      const given = body[field]
      if (typeof given === 'number') this.start.claimNumber(series, given)
      else assigned[field] = this.start.nextNumber(series)
      const number = (assigned[field] ?? given) as number
      const key = numberKey(entry.office, series, number)
      this.written.claims.push({ key, system: definition.id, stream: entry.stream })
      this.numbered.set(key.toString('base64'), entry.stream)
    }
    return Object.keys(assigned).length > 0 ? assigned : undefined
  }

  /** A number written by hand that another page of this office has or had: cancelled pages keep theirs for ever. */
  private usedNumber(definition: Definition, entry: Entry, body: Body, context: Context): Problem | undefined {
    for (const [field, kind] of Object.entries(definition.steps[entry.step]!.assigns)) {
      const given = body[field]
      if (typeof given !== 'number') continue
      const series = seriesName(kind, definition, body, context)
      const key = numberKey(entry.office, series, given)
      const ours = this.numbered.get(key.toString('base64')) ?? entry.stream
      if (ours !== entry.stream || this.start.isClaimed(key, entry.stream))
        return { code: 'NUMBER_USED', at: `/${field}`, facts: { no: given } }
    }
    return undefined
  }

  /** Whether what a page claims is claimed by another, of before or of this batch. */
  private claim(definition: Definition, record: Folded, before: Folded | undefined): Problem | undefined {
    if (!definition.claims) return undefined
    let problem: Problem | undefined
    for (const text of before ? definition.claims(before) : [])
      this.claimants.get(`${definition.id} ${text}`)?.delete(record.stream)
    for (const text of definition.claims(record)) {
      const key = claimKey(definition.id, text)
      this.written.claims.push({ key, system: definition.id, stream: record.stream })
      const own = this.claimants.get(`${definition.id} ${text}`) ?? new Set<string>()
      if (own.size > 0 || this.start.isClaimed(key, record.stream)) problem = { code: 'CLAIMED_ELSEWHERE' }
      this.claimants.set(`${definition.id} ${text}`, own.add(record.stream))
    }
    return problem && !record.flags.some((flag) => flag.code === problem.code) ? problem : undefined
  }

  private contextFor(actor: Actor, definition: Definition, body: Body): Context {
    this.current = { definition, body }
    const known = this.contexts.get(actor.post)
    if (known) return known
    const records = (need: string) => {
      const { definition: now, body: about } = this.current!
      return this.start.needs(now, need, about)
    }
    const context = makeContext(this.start.data, actor, this.start.now, records)
    this.contexts.set(actor.post, context)
    return context
  }
}

/** The paper that a step issues, with the number that it assigns. */
function issuedBy(definition: Definition, entry: Accepted): Written['issued'][number] | undefined {
  const { issues: kind, assigns } = definition.steps[entry.step]!
  if (!kind) return undefined
  const said: Body = { ...entry.body, ...entry.assigned }
  const number = Object.keys(assigns)
    .map((field) => said[field])
    .find((one) => typeof one === 'number')
  return { entry, kind, ...(number !== undefined && { number }) }
}

/** The entry as it is kept; what a device has signed otherwise stays with its signature, which fits nothing else. */
function asJudged(entry: Entry, body: Body): Entry {
  const { evidence } = entry
  if (!evidence || canonical(body) === canonical(entry.body)) return { ...entry, body }
  return { ...entry, body, evidence: { ...evidence, said: entry.body } }
}

/** The entry that an effect is, by the one who caused it. Its id follows from the cause, so that twice is once. */
export const effectEntry = (cause: Entry, other: Definition, made: Effect): Entry => ({
  ...withoutEvidence(cause),
  id: effectId(cause.id, `${other.id} ${made.stream}`),
  system: other.id,
  version: other.version,
  stream: made.stream,
  step: made.step,
  body: made.body,
  replaces: [],
})

/** The device has signed what it sent, not what follows from it. */
function withoutEvidence({ evidence: _, ...entry }: Entry): Entry {
  return entry
}

/** How the public log calls the step, and which of the office's entries it names. */
function leafPlace(definition: Definition, entry: Entry, before: Folded | undefined): Pick<Leaf, 'op' | 'ref'> {
  const step = definition.steps[entry.step]!
  if (step.mode !== 'replace') return { op: 'add', ref: null }
  const named = [...(before?.heads ?? []), ...(before?.acts ?? [])].filter((item) => entry.replaces.includes(item.id))
  return {
    op: step.to === 'cancelled' ? 'void' : 'correct',
    ref: named.length > 0 ? Math.min(...named.map((item) => item.seq)) : null,
  }
}

/** Systems whose counts of past days depend on another's records: those that need it, or all where it spreads down. */
const dependents = (definition: Definition): string[] =>
  systems
    .filter(
      (d) =>
        d.measures?.days &&
        (definition.spreads || Object.values(d.needs).some((need) => need.system === definition.id)),
    )
    .map((d) => d.id)

/** The id of an entry made by another: always the same for the same cause, so that a retry makes no second one. */
function effectId(cause: string, page: string): string {
  const hash = createHash('sha256').update(`${cause} ${page}`).digest('hex')
  return `${cause.slice(0, 14)}8${hash.slice(1, 4)}-a${hash.slice(4, 7)}-${hash.slice(7, 19)}`
}
