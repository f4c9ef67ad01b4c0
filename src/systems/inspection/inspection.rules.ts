import type { Context } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import type { Body } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { presentOn, sheetsOn } from '../common/presence.ts'
import { rollsOn } from '../common/roll.ts'
import { openPoints, overdue, pointsOf, visitsOf, type Point } from './points.ts'

type Seen = { group: string; enrolled: number; register?: number; counted?: number }
type Visit = {
  visit: string
  inspector: string
  on: Day
  arrived: string
  left?: string
  classes?: readonly Seen[]
  points?: readonly Point[]
}

/** Nobody writes a visit in another's name. */
export const ownVisit = ({ inspector }: Visit, context: Context) =>
  inspector === context.actor.person || refuse('INSPECTION_NOT_OWN', {}, '/inspector')

/** The same visit written on two devices without network is two pages: people strike out one. */
export function once({ visit, inspector, on }: Visit, context: Context) {
  const other = visitsOf(context.records('visits')).find(
    ({ stream, body }) => stream !== visit && body['inspector'] === inspector && body['on'] === on,
  )
  return !other || flag('INSPECTION_TWICE', { day: on })
}

/** A visit to a closed school happened all the same: it may be what was looked for. */
export const onOpenDay = ({ on }: Visit, context: Context) =>
  context.dayView(on).open || flag('INSPECTION_CLOSED_DAY', { day: on }, '/on')

export const timesInOrder = ({ arrived, left }: Visit) =>
  left === undefined || left > arrived || flag('INSPECTION_TIMES', {}, '/left')

/** Heads counted and marks in the register differ: shown beside each other, judged by people. */
export function headsAgree({ classes }: Visit) {
  const differ = (classes ?? []).filter(
    ({ register, counted }) => register !== undefined && counted !== undefined && register !== counted,
  )
  if (differ.length === 0) return true
  const sum = (of: 'register' | 'counted') => differ.reduce((total, row) => total + row[of]!, 0)
  const facts = { classes: differ.length, register: sum('register'), counted: sum('counted') }
  return flag('INSPECTION_COUNT_DIFFERS', facts, '/classes')
}

export const dueAfterVisit = ({ on, points }: Visit) =>
  (points ?? []).every(({ due }) => due === undefined || due >= on) ||
  flag('INSPECTION_DUE_BEFORE', { day: on }, '/points')

/**
 * A new page begins with the classes and what the registers say of them, the staff, the inspector's rank, and what
 * earlier visits left open; a reply begins with a line for each point.
 */
export function startsOf(context: Context, preset: Body): Body {
  const on = String(preset['on'] ?? context.today)
  const rolls = rollsOn(context.records('pupils'), on)
  const sheets = sheetsOn(context.records('sheets'), on)
  const classes = context.options('groups').flatMap((group): Seen[] => {
    const enrolled = rolls.get(group)?.size ?? 0
    const sheet = sheets.get(group)
    if (enrolled === 0 && !sheet) return []
    return [{ group, enrolled, ...(sheet && { register: presentOn([sheet]).size }) }]
  })
  const followed = openPoints(context.records('visits')).map(({ point, since }) => ({ point, since }))
  const posted = context.staff().filter(({ role }) => role === 'teacher' || role === 'head').length
  const points = (preset['points'] ?? []) as readonly Point[]
  return {
    ...(classes.length > 0 && { classes }),
    ...(posted > 0 && { posted }),
    ...(followed.length > 0 && { followed }),
    ...(context.actor.title && { rank: context.actor.title }),
    ...(points.length > 0 && { replies: points.map(({ point }) => ({ point })) }),
  }
}

/** What an officer above is told of a school before she goes there. */
export function beforeVisit(context: Context): Line[] {
  const visits = visitsOf(context.records('visits'))
  const last = visits.at(-1)
  const open = openPoints(visits)
  const late = overdue(open, context.today).length
  return [
    last
      ? { label: 'lines.last', value: visits.length, facts: { day: String(last.body['on']) } }
      : { label: 'lines.never', value: 0 },
    ...(open.length > 0 ? [{ label: 'lines.open', value: open.length }] : []),
    ...(late > 0 ? [{ label: 'lines.overdue', value: late }] : []),
  ]
}

/** Points of a page that ask for something. */
export const asking = (record: Parameters<typeof pointsOf>[0]): number =>
  pointsOf(record).filter(({ severity }) => severity !== 'note').length
