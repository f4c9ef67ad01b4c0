/** What a working day asks of one person: the hours of her office, and what excuses her. */
import type { Context, StaffView } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'
import { contains, type Period } from '#kernel/rule/period.ts'
import { minutesOf } from '#kernel/rule/time-in.ts'

export type Hours = { from: string; to: string }

/** When work begins and ends on a day: the school's hours, or those of the offices above. */
export function hoursOn(context: Context, day: Day): Hours | undefined {
  const isSchool = context.office.level === 'school'
  const own = isSchool ? undefined : context.rate<Hours>('staff.officeHours', day)
  return own ?? context.rate<Hours>('attendance.hours', day)
}

/** Whether a person need not work on a day: no school, or a holiday for those of her sex. */
export function isFreeDay(context: Context, person: Pick<StaffView, 'sex'>, day: Day): boolean {
  const { open, only } = context.dayView(day)
  return !open || (only !== undefined && only === person.sex)
}

/** Whether somebody marks her days at this office: not one who looks on, nor one whose work is at another post. */
export const marksHere = ({ role, kind }: StaffView): boolean => role !== 'viewer' && kind !== 'additional'

/** The leave or duty that takes a person away on a day, as the register of staff away has it. */
export const awayOn = (aways: readonly Record[], person: string, day: Day): Record | undefined =>
  aways.find(
    ({ state, body }) => state === 'entered' && body['person'] === person && contains(body['days'] as Period, day),
  )

/** Which part of the day leave or duty takes. */
export const partOf = (away: Record | undefined): 'none' | 'whole' | 'forenoon' | 'afternoon' =>
  away === undefined ? 'none' : ((away.body['part'] as 'forenoon' | 'afternoon' | undefined) ?? 'whole')

/** Whether an office above has recorded that nobody can be blamed for this day: network, flood, road. */
export const isExcused = (outages: readonly Record[], day: Day): boolean =>
  outages.some(({ state, body }) => state === 'entered' && contains(body['days'] as Period, day))

/** Whether a moment lies so many minutes past the beginning of work. */
export function isAfterStart(context: Context, day: Day, instant: string, grace: number): boolean {
  const hours = hoursOn(context, day)
  const at = context.clock(Date.parse(instant))
  return hours !== undefined && at.day === day && minutesOf(at.time) > minutesOf(hours.from) + grace
}

/** Whether the working day is over: another day, or past the hour at which work ends. */
export function isOver(context: Context, day: Day): boolean {
  if (day !== context.today) return day < context.today
  const hours = hoursOn(context, day)
  return hours !== undefined && minutesOf(context.clock(context.now).time) >= minutesOf(hours.to)
}

/** A notice of absence by which a person's decision stands: absent. */
export const isAbsent = ({ state }: Record): boolean => ['upheld', 'dismissed', 'closed'].includes(state)

/** A notice of absence that waits for an answer or a decision. */
export const isOpenCase = ({ state }: Record): boolean =>
  ['noticed', 'replied', 'appealed', 'appealedAgain'].includes(state)
