import type { Context } from '../define/context.ts'
import { streamOf, type Asked, type Definition, type Step } from '../define/definition.ts'
import { allowed } from '../define/duty.ts'
import { isKeptAt } from '../define/kept-at.ts'
import { placeOf } from '../define/place.ts'
import { isOneOf } from '../define/who.ts'
import type { Problem, Verdict } from '../error.ts'
import { addDays, type Day } from '../rule/day.ts'
import { readBody } from '../field/body.ts'
import { excerpt } from '../field/excerpt.ts'
import { readText } from '../field/text.ts'
import { canonical } from './canonical.ts'
import type { Entry } from './envelope.ts'
import type { Body, Record } from './record.ts'

/**
 * What becomes of an entry. `accepted` goes to the ledger; `held` waits for a person: with `apart` false it is in the
 * ledger and shown beside its rival (a clash), with `apart` true it is kept outside until somebody with the power
 * decides; `refused` is kept and shown to its author with the reasons.
 */
export type Judgement =
  | { status: 'accepted'; body: Body; flags: readonly Problem[]; problems: readonly Problem[] }
  | { status: 'held'; apart: boolean; body: Body; flags: readonly Problem[]; problems: readonly Problem[] }
  | { status: 'refused'; problems: readonly Problem[] }

/**
 * The rules of the house for one entry, the same on the phone and on the server: step, powers, state, body, reason,
 * what it replaces, the definition's checks, lock and clash. `decided` is set when an officer has accepted a held
 * entry: lateness no longer holds it.
 */
export function judge(
  definition: Definition,
  entry: Entry,
  context: Context,
  record: Record | undefined,
  decided = false,
): Judgement {
  const step = Object.hasOwn(definition.steps, entry.step) ? definition.steps[entry.step] : undefined
  if (!step) return refused({ code: 'STEP_UNKNOWN', facts: { step: excerpt(entry.step) } })
  if (!isKeptAt(definition, context.office.level))
    return refused({ code: 'OFFICE_FOREIGN', facts: { level: context.office.level } })

  const problems: Problem[] = []
  const given = readBody(step.fields, entry.body, '', problems, context)
  if (!given) return { status: 'refused', problems }
  const body: Body = { ...keptNumbers(definition, step, record), ...given }
  const merged: Body = step.mode === 'act' ? { ...record?.body, ...body } : body
  const isSilent = entry.reason === undefined || (typeof entry.reason === 'string' && entry.reason.trim() === '')
  const reason = isSilent ? undefined : readText(entry.reason, '/reason', problems, 500)
  if (step.reason && !reason && problems.length === 0) problems.push({ code: 'REASON_MISSING', at: '/reason' })
  problems.push(...streamProblems(definition, entry, step, body, record))
  if (problems.length > 0) return { status: 'refused', problems }

  const subject = definition.subject && (record?.body[definition.subject] ?? body[definition.subject])
  const place = placeOf(context, entry.office, subject)
  if (!isOneOf(allowed(definition, step, record, merged, context), context.actor, place))
    return refused({ code: 'ROLE_NOT_ALLOWED', facts: { step: entry.step } })

  const day = step.mode === 'act' || isCancel(step) ? undefined : definition.day?.(merged as never)
  if (day !== undefined && day > addDays(context.today, definition.futureDays))
    return refused({ code: 'DAY_IN_FUTURE', facts: { day, today: context.today } })

  const misplaced = askedProblems(definition, step, merged, body, context)
  if (misplaced.length > 0) return { status: 'refused', problems: misplaced }
  const verdicts = step.checks.flatMap((name) => verdictsOf(definition.checks[name]!(merged as never, context, record)))
  const refusals = verdicts.filter((verdict) => verdict.weight === 'refuse')
  if (refusals.length > 0) return { status: 'refused', problems: refusals.map(problemOf) }
  const flags = verdicts.filter((verdict) => verdict.weight === 'flag').map(problemOf)
  const holds = verdicts.filter((verdict) => verdict.weight === 'hold').map(problemOf)
  holds.push(...lateProblems(definition, day === undefined ? actDays(step, given) : [{ day }], step, record, context))
  if (holds.length > 0 && !decided) return { status: 'held', apart: true, body, flags, problems: holds }

  if (step.mode === 'open' && record && isRival(record, body)) {
    const first = record.heads[0]!
    const clash: Problem = { code: 'CLASH', facts: { stream: entry.stream, first: first.id } }
    return { status: 'held', apart: definition.clash === 'hold', body, flags, problems: [clash] }
  }
  return { status: 'accepted', body, flags, problems: [] }
}

/** Whether a field of a step belongs, given what the others say. */
export function askedOf(definition: Definition, name: string, body: Body, context: Context): Asked {
  const ask = definition.asks?.[name]
  return ask ? ask(body as never, context) : definition.fields[name]?.isOptional ? 'may' : 'must'
}

/** A field that must be there and is not, or that has no place on such a page. */
function askedProblems(definition: Definition, step: Step, merged: Body, body: Body, context: Context): Problem[] {
  return Object.keys(definition.asks ?? {})
    .filter((name) => name in step.fields)
    .flatMap((name): Problem[] => {
      const asked = askedOf(definition, name, merged, context)
      if (asked === 'must' && body[name] === undefined) return [{ code: 'FIELD_MISSING', at: `/${name}` }]
      if (asked === 'no' && body[name] !== undefined) return [{ code: 'FIELD_NOT_ALLOWED', at: `/${name}` }]
      return []
    })
}

type DayAt = { day: Day; at?: string }

/** The days on which a step says that it was done (a cheque paid, a book brought back): its day fields that must be there. */
const actDays = (step: Step, given: Body): DayAt[] =>
  step.mode !== 'act'
    ? []
    : Object.entries(step.fields).flatMap(([name, field]) =>
        field.kind === 'day' && !field.isOptional ? [{ day: String(given[name]), at: `/${name}` }] : [],
      )

/**
 * A page of a locked month is held whichever way it changes: written, corrected to or from such a day, cancelled, or
 * added to by a step that was taken on such a day.
 */
function lateProblems(
  definition: Definition,
  days: readonly DayAt[],
  step: Step,
  record: Record | undefined,
  context: Context,
): Problem[] {
  if (definition.lock !== 'month') return []
  const before = step.mode === 'replace' && record ? definition.day?.(record.body as never) : undefined
  for (const { day, at } of before === undefined ? days : [...days, { day: before } as DayAt]) {
    const lock = context.lockOn(day)
    if (!lock) continue
    const place = at === undefined ? {} : { at }
    return lock.kind === 'year'
      ? [{ code: 'YEAR_CLOSED', ...place, facts: { day, locked: lock.until, by: lock.by ?? '' } }]
      : [{ code: 'LATE_AFTER_LOCK', ...place, facts: { day, locked: lock.until } }]
  }
  return []
}

/** A number that the server once gave stays on the page: a correction that does not say it keeps it. */
function keptNumbers(definition: Definition, step: Step, record: Record | undefined): Body {
  if (!record || step.mode !== 'replace' || isCancel(step)) return {}
  const opening = Object.values(definition.steps).filter((other) => other.mode === 'open')
  const names = opening.flatMap((other) => Object.keys(other.assigns)).filter((name) => record.body[name] !== undefined)
  return Object.fromEntries(names.map((name) => [name, record.body[name]]))
}

function streamProblems(
  definition: Definition,
  entry: Entry,
  step: Step,
  body: Body,
  record: Record | undefined,
): Problem[] {
  const problems: Problem[] = []
  if (step.mode === 'act' || isCancel(step)) {
    if (!record) return [{ code: 'RECORD_MISSING', facts: { stream: excerpt(entry.stream, 80) } }]
  } else if (streamOf(definition, body) !== entry.stream) {
    return [{ code: 'ENTRY_STREAM_WRONG', facts: { stream: excerpt(entry.stream, 80) } }]
  }
  if (step.mode === 'replace') {
    const named = [...(record?.heads ?? []), ...(isCancel(step) ? (record?.acts ?? []) : [])].map((item) => item.id)
    const isKnown = entry.replaces.length > 0 && entry.replaces.every((id) => named.includes(id))
    // A page is cancelled whole: what was done on it goes with it, so that nothing of it acts on a page written anew.
    const isWhole =
      !isCancel(step) ||
      !record?.heads.every((head) => entry.replaces.includes(head.id)) ||
      named.every((id) => entry.replaces.includes(id))
    if (!isKnown || !isWhole) problems.push({ code: 'REPLACED_UNKNOWN', facts: { stream: excerpt(entry.stream, 80) } })
  } else if (entry.replaces.length > 0) {
    problems.push({ code: 'REPLACED_UNKNOWN', facts: { stream: excerpt(entry.stream, 80) } })
  }
  const state = record && record.heads.length > 0 ? record.state : null
  // Two phones may open one page of a register, and a person decides; a case is opened once.
  const isFree = (step.mode === 'open' && definition.kind === 'register') || step.from.includes(state)
  if (!isFree) problems.push({ code: 'STATE_NOT_ALLOWED', facts: { state: state ?? '', step: entry.step } })
  return problems
}

const isCancel = (step: Step): boolean => step.mode === 'replace' && step.to === 'cancelled'

const isRival = (record: Record, body: Body): boolean => {
  const text = canonical(body)
  return record.heads.length > 0 && record.heads.some((head) => canonical(head.body) !== text)
}

const verdictsOf = (answer: true | Verdict | readonly Verdict[]): readonly Verdict[] =>
  answer === true ? [] : Array.isArray(answer) ? answer : [answer as Verdict]

const problemOf = ({ weight: _, ...problem }: Verdict): Problem => problem

const refused = (problem: Problem): Judgement => ({ status: 'refused', problems: [problem] })
