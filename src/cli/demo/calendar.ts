import type { Pack } from '#kernel/pack.ts'
import { addDays, epochDay, weekday, type Day } from '#kernel/rule/day.ts'

/** Whether the pack's calendar keeps school on a day; a holiday for women alone does not close it. */
export function isListedOpen(pack: Pack, day: Day): boolean {
  if (pack.weekly.includes(weekday(day))) return false
  return !pack.holidays.some((holiday) => !holiday.only && holiday.from <= day && day <= holiday.to)
}

/** The last n school days of the pack's calendar up to and including a day, oldest first. */
export function lastSchoolDays(pack: Pack, until: Day, n: number): Day[] {
  const days: Day[] = []
  for (let day = until; days.length < n; day = addDays(day, -1)) if (isListedOpen(pack, day)) days.push(day)
  return days.reverse()
}

/** The first day of the school year in which a day falls. */
export function yearStartOf(pack: Pack, day: Day): Day {
  const start = `${day.slice(0, 4)}-${pack.yearStart}`
  return start <= day ? start : `${Number(day.slice(0, 4)) - 1}-${pack.yearStart}`
}

/** UTC milliseconds of a local time of day, in minutes after midnight, at a zone so many minutes ahead of UTC. */
export const instantOf = (day: Day, minutes: number, zone: number): number =>
  epochDay(day) * 86_400_000 + Math.round((minutes - zone) * 60_000)

/** The local day of an instant. */
export const localDay = (instant: number, zone: number): Day =>
  addDays('1970-01-01', Math.floor((instant + zone * 60_000) / 86_400_000))
