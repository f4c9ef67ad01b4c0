/** The way of a case through the offices: who recommends it, one after the other, and who decides. */
import type { Record as Folded } from '../entry/record.ts'
import type { Day } from '../rule/day.ts'
import type { Context } from './context.ts'
import type { Role, Who } from './who.ts'

/** One desk on the way: a role at the office of a level; without a level at the office of the case itself. */
export type Desk = { role: Role; level?: string }

/**
 * A row of an approver matrix, as the pack keeps it dated under one key: it holds for cases of these kinds, of
 * subjects in these roles, up to so many (days, paisa); what it does not name it leaves open. The last desk decides.
 */
export type RoadRow = { kinds?: readonly string[]; roles?: readonly Role[]; most?: number; desks: readonly Desk[] }

/** What of a case the matrix looks at. `subject` never sits on her own case. */
export type Traveller = { subject: string; kind?: string; amount?: number }

/**
 * The desks of a case in their order, by the first row of the matrix that holds. Left out are desks that recommend and at
 * which nobody sits today, and those where the subject would sit herself. The power to decide never comes down: where
 * the desk that decides is empty the officer next above it decides, and where there is none the case waits for it.
 */
export function roadOf(key: string, day: Day, traveller: Traveller, context: Context): readonly Who[] {
  const own = context.staff().find(({ person }) => person === traveller.subject)?.role
  const row = context.rate<readonly RoadRow[]>(key, day)?.find((one) => holds(one, traveller, own))
  const desks = row?.desks ?? []
  const last = desks.at(-1)
  if (!last) return [{ role: 'officer', at: 'nearest' }]
  const before = desks.slice(0, -1).filter((desk) => isManned(desk, traveller.subject, context))
  const decides = isManned(last, traveller.subject, context) ? whoAt(last) : whoDecidesFor(last, before, context)
  return [...before.map(whoAt), decides]
}

/** The officer next above an empty desk; above the last one that has seen the case where its level has no office here. */
function whoDecidesFor(desk: Desk, before: readonly Desk[], context: Context): Who {
  const placeOf = ({ level }: Desk): number =>
    level === undefined ? 0 : context.line.findIndex((office) => office.level === level)
  const own = placeOf(desk)
  const at = own >= 0 ? own : Math.max(0, ...before.map(placeOf))
  const above = context.line.find(({ holders }, i) => i > at && holders.some(({ role }) => role === 'officer'))
  if (above) return { role: 'officer', at: 'level', level: above.level }
  return own > 0 ? whoAt(desk) : { role: 'officer', at: 'nearest' }
}

const holds = ({ kinds, roles, most }: RoadRow, { kind, amount }: Traveller, role: Role | undefined): boolean =>
  (!kinds || (kind !== undefined && kinds.includes(kind))) &&
  (!roles || (role !== undefined && roles.includes(role))) &&
  (most === undefined || (amount !== undefined && amount <= most))

function isManned({ role, level }: Desk, subject: string, context: Context): boolean {
  if (level === undefined) return context.staff().some((one) => one.role === role && one.person !== subject)
  const office = context.line.find((one) => one.level === level)
  return office !== undefined && office.holders.some((holder) => holder.role === role)
}

const whoAt = ({ role, level }: Desk): Who =>
  level === undefined ? { role, at: 'office' } : { role, at: 'level', level }

/** Steps that move a case along its road: those that hand it on, and those by which it sets out anew. */
export type Moves = { on: readonly string[]; anew: readonly string[] }

/** How many desks a case has passed since it last set out. */
export function passedOf(record: Pick<Folded, 'acts'> | undefined, { on, anew }: Moves): number {
  const acts = record?.acts ?? []
  const start = acts.findLastIndex(({ step }) => anew.includes(step))
  return acts.slice(start + 1).filter(({ step }) => on.includes(step)).length
}

/** Whose desk a case lies on, and whether that desk decides. */
export function deskOf(road: readonly Who[], passed: number): { who: Who; isLast: boolean } {
  const at = Math.min(passed, road.length - 1)
  return { who: road[at]!, isLast: at === road.length - 1 }
}
