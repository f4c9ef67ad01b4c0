import type { Body, Record as Folded } from '../entry/record.ts'
import type { Day } from '../rule/day.ts'
import { addWorkingDays } from '../rule/working-days.ts'
import type { Context } from './context.ts'
import type { Definition, Step } from './definition.ts'
import { placeOf } from './place.ts'
import { officeOf, officerOf, type Role, type Who } from './who.ts'

/** Whose move it is on a record: a role at an office, and within how many working days. */
export type Duty = { role: Role; office: string; step: string; due: number }

/**
 * The one whose inbox a record lies in: of the steps open from its state, the first that belongs to somebody other
 * than its subject and has a time to be done in.
 */
export function dutyOf(definition: Definition, record: Folded, context: Context): Duty | undefined {
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.due === undefined || !step.from.includes(record.state)) continue
    for (const who of namedFor(step, record, record.body, context)) {
      if (who === 'subject') continue
      const office = officeOf(who, placeOf(context, record.office))
      if (office !== undefined) return { role: who.role, office, step: name, due: daysOf(step.due, context) }
    }
  }
  return undefined
}

const daysOf = (due: number | string, context: Context): number =>
  typeof due === 'number' ? due : (context.rate(due, context.today) ?? 3)

/** The day by which a duty that fell due on `from` must be done: at least the next working day of the office. */
export const dueDay = (duty: Pick<Duty, 'due'>, from: Day, context: Context): Day =>
  addWorkingDays(from, Math.max(1, duty.due), { weekly: [], closed: (day) => !context.dayView(day).open })

/** Whom the definition names for a step on a record as it is now. */
export const namedFor = (step: Step, record: Folded | undefined, body: Body, context: Context): readonly Who[] =>
  typeof step.by === 'function' ? step.by(record, body, context) : step.by

/**
 * Who may take a step on a record as it is now: those whom the definition names, and beside one who has let the time
 * pass the officer next above her.
 */
export function allowed(
  definition: Definition,
  step: Step,
  record: Folded | undefined,
  body: Body,
  context: Context,
): readonly Who[] {
  const named = namedFor(step, record, body, context)
  const late = record && lateAt(definition, record, context)
  if (!late) return named
  const place = placeOf(context, record.office)
  const isHers = (who: Who) => who !== 'subject' && who.role === late.role && officeOf(who, place) === late.office
  const above = named.some(isHers) ? superiorOf(late.office, context) : undefined
  return above ? [...named, officerOf(above.level)] : named
}

/** The duty on a record that is past its time by more than the days the pack gives (`duty.escalateDays`). */
function lateAt(definition: Definition, record: Folded, context: Context): Duty | undefined {
  const grace = context.rate('duty.escalateDays', context.today)
  const duty = grace === undefined ? undefined : dutyOf(definition, record, context)
  if (grace === undefined || !duty) return undefined
  const last = dueDay({ due: duty.due + grace }, context.dayOf(lastMove(record)), context)
  return context.today > last ? duty : undefined
}

/** The moment of the last thing that happened on a record. */
export const lastMove = ({ heads, acts }: Pick<Folded, 'heads' | 'acts'>): number =>
  Math.max(0, ...heads.map(({ at }) => at), ...acts.map(({ at }) => at))

/** The office next above one in which an officer is posted. */
export function superiorOf(office: string, context: Pick<Context, 'line'>): Context['line'][number] | undefined {
  const at = context.line.findIndex(({ id }) => id === office)
  return context.line.find(({ holders }, i) => i > at && holders.some(({ role }) => role === 'officer'))
}

/** Names of the steps that this actor may take on a record now, in the definition's order. */
export function openSteps(
  definition: Definition,
  record: Folded,
  context: Context,
  isAllowed: (step: string) => boolean,
): string[] {
  const state = record.heads.length > 0 ? record.state : null
  return Object.keys(definition.steps).filter((name) => {
    const step = definition.steps[name]!
    return step.mode !== 'open' && step.from.includes(state) && isAllowed(name)
  })
}
