/**
 * Staff away with leave or on duty: written by the leave procedures, and by hand for orders that come on paper
 * (medical, maternity, training, census, election). Read by Today, Oversight and the staff register.
 */
import type { Context } from '#kernel/define/context.ts'
import type { Effect } from '#kernel/define/definition.ts'
import { head, officerAbove, type Who } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag } from '#kernel/error.ts'
import { choice } from '#kernel/field/choice.ts'
import { period } from '#kernel/field/period.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import type { Period } from '#kernel/rule/period.ts'
import { causeOf, duties, leaves } from '../common/away-causes.ts'
import { awayDays } from '../common/away-days.ts'

/** The head writes for those who work under her; for herself the officer above does. */
const writers = (_record: Record | undefined, { person }: Body, context: Context): readonly Who[] =>
  context.staff().some((one) => one.person === person && one.role === 'head') ? [officerAbove] : [head, officerAbove]

const isOf = (causes: readonly string[]) => (record: Record) =>
  record.state === 'entered' && causes.includes(String(record.body['cause'])) ? 1 : 0

export const absence = defineRegister({
  id: 'absence',
  version: 1,
  catalogue: ['R1'],
  icon: '⌂',
  shelf: 'staff',
  subject: 'person',
  key: ['case'],
  fields: {
    case: ref('record', { self: true }),
    person: ref('person'),
    cause: choice(...leaves, ...duties),
    days: period({ maxDays: 730 }),
    part: choice('forenoon', 'afternoon').optional(),
    order: text({ max: 80 }).optional(),
    note: text({ max: 200 }).optional(),
  },
  codes: ['AWAY_NOT_POSTED'],
  checks: {
    posted: ({ person, days }, context) =>
      [days.from, days.to].some((day) => context.postedOn(day).some((one) => one.person === person)) ||
      flag('AWAY_NOT_POSTED', { from: days.from, to: days.to }, '/person'),
  },
  access: { write: [], correct: [officerAbove] },
  steps: {
    enter: { from: null, to: 'entered', by: writers, checks: ['posted'], emits: 'away.given' },
    cancel: {
      from: 'entered',
      to: 'cancelled',
      by: [head, officerAbove],
      mode: 'replace',
      with: {},
      reason: true,
      tone: 'danger',
      emits: 'away.ended',
    },
    // Back before the last day: the days that were not taken are days at work again.
    comeBack: { from: 'entered', to: 'entered', by: [], with: { days: period({ maxDays: 730 }) } },
  },
  asks: {
    order: ({ cause }) => (cause === undefined || cause === 'casual-leave' ? 'may' : 'first'),
    part: ({ days }) => (days !== undefined && days.from !== days.to ? 'no' : 'may'),
  },
  starts: ({ today }) => ({ days: { from: today, to: today } }),
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  namesUpTo: 'district',
  keptAt: ['*'],
  futureDays: 400,
  listens: {
    'leave.granted': ({ stream, body, system }): Effect => ({
      stream,
      step: 'enter',
      body: { case: stream, person: body['teacher'], days: body['days'], cause: causeOf(system, body['kind']) },
    }),
    'leave.cancelled': ({ stream }) => ({ stream, step: 'cancel', body: {} }),
    'leave.joined': ({ stream, body }) => {
      const days = awayDays(body)
      return days.to === (body['days'] as Period).to ? [] : [{ stream, step: 'comeBack', body: { days } }]
    },
  },
  measures: {
    days: (record, context) => openDays(record.body['days'] as Period | undefined, (day) => context.dayView(day).open),
    count: { away: isOf(leaves), duty: isOf(duties) },
    show: [{ measure: 'away' }, { measure: 'duty' }],
  },
  touches: (before, after) =>
    span(before?.body['days'] as Period | undefined, after.body['days'] as Period | undefined),
  keep: 130,
  list: ['person', 'days', 'cause'],
})

/** From the first to the last day of two periods: what was away before and what is now. */
function span(a: Period | undefined, b: Period | undefined): Period | undefined {
  if (!a || !b) return a ?? b
  return { from: a.from < b.from ? a.from : b.from, to: a.to > b.to ? a.to : b.to }
}

function openDays(days: Period | undefined, isOpen: (day: Day) => boolean): Day[] {
  const open: Day[] = []
  if (days) for (let day = days.from; day <= days.to; day = addDays(day, 1)) if (isOpen(day)) open.push(day)
  return open
}
