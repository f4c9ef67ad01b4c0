/**
 * The revised Bangla calendar of Bangladesh (Bangla Academy revision adopted October 2019): 1 Boishakh is 14 April;
 * Boishakh–Ashwin 31 days, the rest 30, Falgun 29, or 30 when its Gregorian year is leap.
 */
import { addDays, type Day, dayOf, daysBetween, isDay, isLeapYear } from './day.ts'

/** A day of the Bangla calendar: year of the Bangla era, month 1 = Boishakh … 12 = Choitro, day 1–31. */
export interface BanglaDate {
  year: number
  month: number
  day: number
}

/**
 * The first day on which the revised rule holds: 31 Ashwin 1426, a day the calendar of 1987 did not have.
 * Earlier papers carry their own Bangla date; print the stored string, since converting would contradict the paper.
 */
export const REVISED_FROM: Day = '2019-10-16'

/** Month names in Bangla, index 0 = month 1; spelling of Bangladesh government letters. */
export const banglaMonths: readonly string[] =
  'বৈশাখ জ্যৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন কার্তিক অগ্রহায়ণ পৌষ মাঘ ফাল্গুন চৈত্র'.split(' ')

/** Days in a month of a Bangla year; Falgun of year y lies in February–March of Gregorian y + 594. */
export function banglaMonthLength(year: number, month: number): number {
  if (month <= 6) return 31
  return month === 11 && !isLeapYear(year + 594) ? 29 : 30
}

/** The Bangla date of a day, for the dual date of letters; undefined before the revision (see `REVISED_FROM`). */
export function toBangla(day: Day): BanglaDate | undefined {
  if (day < REVISED_FROM) return undefined
  const gregorian = +day.slice(0, 4)
  const start = day.slice(5) >= '04-14' ? gregorian : gregorian - 1
  const year = start - 593
  let left = daysBetween(dayOf(start, 4, 14), day)
  let month = 1
  for (let size = 31; left >= size; size = banglaMonthLength(year, month)) {
    left -= size
    month++
  }
  return { year, month, day: left + 1 }
}

/** The day of a Bangla date; undefined when no such date exists (30 Falgun of a common year) or it precedes the revision. */
export function fromBangla(date: BanglaDate): Day | undefined {
  const { year, month, day } = date
  if (![year, month, day].every(Number.isInteger) || month < 1 || month > 12) return undefined
  if (day < 1 || day > banglaMonthLength(year, month) || year < 1426 || year > 1507) return undefined
  let offset = day - 1
  for (let m = 1; m < month; m++) offset += banglaMonthLength(year, m)
  const result = addDays(dayOf(year + 593, 4, 14), offset)
  return result >= REVISED_FROM && isDay(result) ? result : undefined
}
