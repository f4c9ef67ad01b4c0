import type { Context } from '#kernel/define/context.ts'
import type { Effect } from '#kernel/define/definition.ts'
import { head, nearestOfficer, officerAbove, type Who } from '#kernel/define/who.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import type { Period } from '#kernel/rule/period.ts'
import { awayOn, isExcused, isFreeDay, isOver } from '../common/staff-day.ts'

type Absence = { on: Day; person: string }

/** Who decides about a person's day: her head; for a head and for officers the officer above. */
export function superior(_record: Record | undefined, body: Body, context: Context): readonly Who[] {
  const who = context.postedOn(String(body['on'])).find((one) => one.person === body['person'])
  if (context.office.level !== 'school') return [officerAbove]
  return who?.role === 'head' ? [nearestOfficer] : [head, nearestOfficer]
}

/** Before the day is over nobody has been absent: she may still come. */
export function afterDay({ on }: Absence, context: Context) {
  return isOver(context, on) || refuse('ABSENCE_TOO_EARLY', { day: on }, '/on')
}

export function posted({ on, person }: Absence, context: Context) {
  const isHere = context.postedOn(on).some((one) => one.person === person)
  return isHere || flag('ABSENCE_NOT_POSTED', { day: on }, '/person')
}

/** One who marked her arrival was there; the notice is kept, and says so. */
export function notMarked({ on, person }: Absence, context: Context) {
  const page = context.records('pages').find((one) => one.stream === `${on}/${person}` && one.heads.length > 0)
  return page === undefined || flag('ABSENCE_MARKED', { day: on }, '/on')
}

/** A day that leave, duty, a holiday or an outage excuses already. */
export function notExcused({ on, person }: Absence, context: Context) {
  const who = context.postedOn(on).find((one) => one.person === person)
  const isAway = awayOn(context.records('aways'), person, on) !== undefined
  const isFree = who !== undefined && isFreeDay(context, who, on)
  return !(isAway || isFree || isExcused(context.records('outages'), on)) || flag('ABSENCE_EXCUSED', { day: on }, '/on')
}

/** She has so many days to answer; once she has, the head need not wait for them to pass. */
export function afterReply({ on }: Absence, context: Context, record: Record | undefined) {
  const days = context.rate('staff.replyDays', on) ?? 3
  const written = record?.heads[0] ? context.clock(record.heads[0].at).day : on
  const until = addDays(written, days)
  return record?.state === 'replied' || context.today > until || refuse('ABSENCE_REPLY_OPEN', { until, days })
}

/** The second appeal goes to another officer than the first. */
export function notSameOfficer(_page: Absence, context: Context, record: Record | undefined) {
  const before = record?.acts.find((act) => act.step === 'dismiss')
  return before?.by !== context.actor.person || refuse('ABSENCE_SAME_OFFICER')
}

/** The same step on the notices of all days that a leave or duty covers; half a day covers none. */
export function onDaysOf({ body }: Record, step: 'cover' | 'uncover'): Effect[] {
  const person = body['person'] ?? body['teacher']
  const days = body['days'] as Period | undefined
  if (typeof person !== 'string' || !days || body['part'] !== undefined) return []
  const made: Effect[] = []
  for (let day = days.from; day <= days.to; day = addDays(day, 1))
    made.push({ stream: `${day}/${person}`, step, body: {} })
  return made
}
