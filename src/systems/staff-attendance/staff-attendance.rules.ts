import type { Context } from '#kernel/define/context.ts'
import type { Asked, Expected } from '#kernel/define/definition.ts'
import { head, officerAbove, type Who } from '#kernel/define/who.ts'
import type { Body, Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Point } from '#kernel/field/point.ts'
import type { Day } from '#kernel/rule/day.ts'
import { metresBetween } from '#kernel/rule/metres-between.ts'
import { awayOn, isAfterStart, isExcused, isFreeDay, marksHere, partOf } from '../common/staff-day.ts'

export type Page = { on: Day; person: string; in: string; late?: string; half?: string; place?: Point }

const page = (body: Body): Partial<Page> => body as Partial<Page>
const whoIs = (context: Context, { person, on }: Partial<Page>) =>
  context.postedOn(on ?? context.today).find((one) => one.person === person)

/** Whether she came after the grace that follows the beginning of work; whoever comes for the afternoon alone did not. */
export function isLate(body: Body, context: Context): boolean {
  const { on, person, in: at, half } = page(body)
  if (on === undefined || at === undefined || half === 'afternoon') return false
  if (partOf(awayOn(context.records('aways'), person ?? '', on)) === 'forenoon') return false
  return isAfterStart(context, on, at, context.rate('staff.graceMinutes', on) ?? 0)
}

/** Whether an outage of the area excuses the day of a page. */
export const isWithin = (body: Body, context: Context): boolean =>
  isExcused(context.records('outages'), String(body['on']))

/** A late arrival is asked why, but where the area's own record says it; nothing waits for the answer. */
export const reasonFor = (body: Partial<Page>, context: Context): Asked =>
  isLate(body, context) && !isWithin(body, context) ? 'first' : 'may'

/** Late without a reason is kept, marked so that the reason can still be given. */
export function reasonGiven(body: Page, context: Context) {
  const isOpen = body.late === undefined && isLate(body, context) && !isWithin(body, context)
  return !isOpen || flag('STAFF_REASON_OPEN', { time: context.clock(Date.parse(body.in)).time }, '/late')
}

/** Somebody not posted here on that day: a visit, a transfer of which the office has not heard. */
export function posted(body: Page, context: Context) {
  return whoIs(context, body) !== undefined || flag('STAFF_NOT_POSTED', { day: body.on }, '/person')
}

/** A time that lies on another day than the page: a clock that is wrong, or the wrong date. */
export function sameDay(body: Page, context: Context) {
  const { day } = context.clock(Date.parse(body.in))
  return day === body.on || flag('STAFF_OTHER_DAY', { day: body.on, other: day }, '/in')
}

/** A day without school, or a holiday for her: she is kept, and nothing is expected of her. */
export function dayFree(body: Page, context: Context) {
  const isFree = isFreeDay(context, whoIs(context, body) ?? {}, body.on)
  return !isFree || flag('HOLIDAY', { day: body.on }, '/on')
}

/** She came although leave or duty has her elsewhere for the whole day. */
export function whileAway(body: Page, context: Context) {
  const part = partOf(awayOn(context.records('aways'), body.person, body.on))
  return part !== 'whole' || flag('STAFF_WHILE_AWAY', { day: body.on }, '/on')
}

/** A place far from the office's own point, beyond what the device says of its accuracy. The point may be the wrong one. */
export function nearSchool(body: Page, context: Context) {
  const far = metresAway(body.place, context)
  const most = context.rate('staff.nearMetres', body.on) ?? 500
  if (far === undefined || far - (body.place?.accuracy ?? 0) <= most) return true
  return flag('STAFF_FAR', { metres: far, accuracy: body.place?.accuracy ?? 0 }, '/place')
}

/** Metres between where she marked and where the office is said to stand. */
export const metresAway = (at: Point | undefined, { office }: Context): number | undefined =>
  at && office.point ? metresBetween(at, office.point) : undefined

/** A departure before the arrival is a clock that was set; both stand as they were told. */
export function outAfterIn(body: Body, context: Context) {
  const [from, to] = [body['in'], body['out']].map((at) => Date.parse(String(at)))
  return to! > from! || flag('STAFF_OUT_BEFORE_IN', { in: timeAt(context, from!), out: timeAt(context, to!) }, '/out')
}

/** Short leave within a day, where the pack has it, and as long as it allows. */
export function shortLeaveKept(body: Body, context: Context) {
  const most = context.rate('staff.shortLeaveMinutes', String(body['on']))
  if (!most) return refuse('STAFF_SHORT_LEAVE_OFF')
  const minutes = Math.round((Date.parse(String(body['shortTo'])) - Date.parse(String(body['shortFrom']))) / 60_000)
  return (minutes > 0 && minutes <= most) || flag('STAFF_SHORT_LEAVE_LONG', { minutes, most }, '/shortTo')
}

const timeAt = (context: Context, ms: number): string => (Number.isNaN(ms) ? '' : context.clock(ms).time)

/** Whether somebody else wrote any of it for her. */
export const isByOther = ({ heads, acts, body }: Record): boolean =>
  [...heads, ...acts.filter((act) => act.step === 'depart')].some((item) => item.by !== body['person'])

/** She confirms or disputes what another wrote for her; what she marked herself needs nobody's word. */
export const whoConfirms = (record: Record | undefined): readonly Who[] =>
  record !== undefined && isByOther(record) ? ['subject'] : []

/** On the day itself she corrects her page; after it the head and the officers do (fact book §2.0). */
export const whoCorrects = (record: Record | undefined, _body: Body, context: Context): readonly Who[] =>
  record?.body['on'] === context.today ? ['subject', head, officerAbove] : [head, officerAbove]

export function startOfPage(context: Context, preset: Body): Body {
  const isOther = preset['person'] !== undefined && preset['person'] !== context.actor.person
  return { via: isOther ? 'proxy' : 'phone' }
}

/** Her own arrival, on each day on which she works here. */
export function expectedArrival(context: Context, on: Day): readonly Expected[] {
  const me = context.postedOn(on).find((one) => one.person === context.actor.person && marksHere(one))
  if (!me || isFreeDay(context, me, on)) return []
  if (partOf(awayOn(context.records('aways'), me.person, on)) === 'whole') return []
  return [{ stream: `${on}/${me.person}`, preset: { on, person: me.person }, label: {} }]
}
