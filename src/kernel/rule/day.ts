/**
 * Calendar days as text and integers: no clock, no local time, no `Date`, so that a phone whose zone is
 * set wrongly counts as the server does. Conversions use the civil-day algorithm on days since 1970-01-01.
 */
import { RuleError } from './rule-error.ts'

/** A calendar day 'YYYY-MM-DD' (ISO 8601); text sorts as time does, so `<` compares days. */
export type Day = string

/** A calendar month 'YYYY-MM'. */
export type Month = string

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether a Gregorian year has 29 February; the Bangla calendar asks too. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Days in a Gregorian month (month 1–12), the one place that knows February. */
export function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : MONTH_DAYS[month - 1]!
}

const SHAPE = /^\d{4}-\d{2}-\d{2}$/

/**
 * Whether a value is a real day from 1900-01-01 to 2100-12-31: no register of ours holds a day outside that.
 * A plain boolean, since a guard for `Day` (which is `string`) would make the compiler think other text impossible.
 */
export function isDay(text: unknown): boolean {
  if (typeof text !== 'string' || !SHAPE.test(text)) return false
  const { year, month, date } = partsOf(text)
  return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && date >= 1 && date <= monthLength(year, month)
}

/** The numbers of a day (month 1–12, date 1–31), read by position; the text is trusted to be a `Day`. */
export function partsOf(day: Day): { year: number; month: number; date: number } {
  return { year: +day.slice(0, 4), month: +day.slice(5, 7), date: +day.slice(8, 10) }
}

/** Days since 1970-01-01 (negative before); throws `DAY_INVALID` on text that is no day, before it spoils a sum. */
export function epochDay(day: Day): number {
  const { year, month, date } = partsOf(day)
  if (!(month >= 1 && month <= 12 && date >= 1 && date <= 31 && year >= 0)) throw new RuleError('DAY_INVALID', { day })
  const y = month > 2 ? year : year - 1 // years begin in March, so a leap day ends one
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468
}

/** The day that is n days after 1970-01-01; inverse of `epochDay`. */
export function dayOfEpoch(n: number): Day {
  const z = n + 719468
  const era = Math.floor(z / 146097)
  const d = z - era * 146097
  const y = Math.floor((d - Math.floor(d / 1460) + Math.floor(d / 36524) - Math.floor(d / 146096)) / 365)
  const ofYear = d - (365 * y + Math.floor(y / 4) - Math.floor(y / 100))
  const m = Math.floor((5 * ofYear + 2) / 153)
  const month = m < 10 ? m + 3 : m - 9
  return dayOf(y + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - Math.floor((153 * m + 2) / 5) + 1)
}

/** Writes a day from its numbers (month 1–12); does not check that the day exists. */
export function dayOf(year: number, month: number, date: number): Day {
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${date < 10 ? '0' : ''}${date}`
}

/** The day n days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
  return dayOfEpoch(epochDay(day) + n)
}

/** The same date so many months later, or the last of that month where it has no such date. */
export function addMonths(day: Day, n: number): Day {
  const { year, month, date } = partsOf(day)
  const months = year * 12 + month - 1 + n
  const [y, m] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1]
  return dayOf(y, m, Math.min(date, monthLength(y, m)))
}

/** Days from one day to another: 1 from today to tomorrow, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return epochDay(to) - epochDay(from)
}

/** Day of the week, 0 = Sunday … 6 = Saturday, as weekly holidays are listed. */
export function weekday(day: Day): number {
  return (((epochDay(day) + 4) % 7) + 7) % 7 // 1970-01-01 was a Thursday
}

/** The month a day falls in, 'YYYY-MM': the key of monthly returns. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/** Every day of a month in order: the columns of an attendance sheet. */
export function daysOfMonth(month: Month): Day[] {
  const length = monthLength(+month.slice(0, 4), +month.slice(5, 7))
  return Array.from({ length }, (_, i) => `${month}-${i < 9 ? '0' : ''}${i + 1}`)
}
