import type { Context } from '#kernel/define/context.ts'
import type { Effect } from '#kernel/define/definition.ts'
import { head, nearestOfficer, officerAbove, officerOf, type Who } from '#kernel/define/who.ts'
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

/**
 * Before whom she may appeal, one after the other: the officers next above the one who decided, up to the district,
 * where names of staff stop (fact book UP §3 point 8: head, block, district; "Reports by level").
 */
function instances(body: Body, context: Context): readonly Who[] {
  const district = context.line.findIndex(({ level }) => level === 'district')
  const officers = context.line
    .slice(0, district < 0 ? undefined : district + 1)
    .filter(({ id, holders }) => id !== context.office.id && holders.some(({ role }) => role === 'officer'))
  const who = context.postedOn(String(body['on'])).find((one) => one.person === body['person'])
  const decided = context.office.level !== 'school' || who?.role === 'head' ? 1 : 0
  return officers.slice(decided, decided + 2).map(({ level }) => officerOf(level))
}

export const firstInstance = (_record: Record | undefined, body: Body, context: Context): readonly Who[] =>
  instances(body, context).slice(0, 1)

export const secondInstance = (_record: Record | undefined, body: Body, context: Context): readonly Who[] =>
  instances(body, context).slice(1)

/** She appeals where somebody is left to appeal to. */
export const mayAppeal = (_record: Record | undefined, body: Body, context: Context): readonly Who[] =>
  instances(body, context).length > 0 ? ['subject'] : []

export const mayAppealAgain = (_record: Record | undefined, body: Body, context: Context): readonly Who[] =>
  instances(body, context).length > 1 ? ['subject'] : []

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
