/** Working days (কার্যদিবস), in which service limits and duties are counted. */
import { type Day, dayOfEpoch, epochDay } from './day.ts'
import { RuleError } from './rule-error.ts'

/**
 * Which days an office does not work: weekdays always off (0 = Sunday; [5, 6] in Bangladesh, [0] in UP schools) and
 * closed days. A service limit excludes government holidays but not school vacations: `closed` decides which it is.
 */
export interface WorkCalendar {
  weekly: readonly number[]
  closed: (day: Day) => boolean
}

/** Whether an office works on a day. */
export function isWorking(day: Day, cal: WorkCalendar): boolean {
  return worksOn(epochDay(day), cal)
}

/**
 * The day by which a task of n working days must be done: the nth working day after `day`, which itself never counts.
 * For n = 0 the day itself, working or not. Throws `WORKDAY_NEVER` when a calendar stays closed for a year.
 */
export function addWorkingDays(day: Day, n: number, cal: WorkCalendar): Day {
  let at = epochDay(day)
  let idle = 0
  for (let left = n; left > 0;) {
    if (worksOn(++at, cal)) {
      left--
      idle = 0
    } else if (++idle > 366) throw new RuleError('WORKDAY_NEVER', { day, n })
  }
  return dayOfEpoch(at)
}

/** Working days after `from` up to and with `to` (how late a case is), negative when `to` is earlier. */
export function workingDaysBetween(from: Day, to: Day, cal: WorkCalendar): number {
  if (to < from) return -workingDaysBetween(to, from, cal) || 0
  let count = 0
  for (let at = epochDay(from) + 1, end = epochDay(to); at <= end; at++) if (worksOn(at, cal)) count++
  return count
}

function worksOn(epoch: number, cal: WorkCalendar): boolean {
  const week = (((epoch + 4) % 7) + 7) % 7
  return !cal.weekly.includes(week) && !cal.closed(dayOfEpoch(epoch))
}
