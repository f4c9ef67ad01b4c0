/** Years that begin on another day than 1 January: of classes (1 April in UP), of money (1 July in Bangladesh). */
import { addDays, type Day } from './day.ts'

export type YearKind = 'calendar-year' | 'school-year' | 'money-year'

/**
 * The year that a day belongs to when years begin on `start` (`01-01`, `04-01`), as it stands on papers: `2026` where
 * it is the calendar's, `2026-27` where it reaches into the next.
 */
export function yearOf(day: Day, start: string): string {
  const first = Number(day.slice(0, 4)) - (day.slice(5) < start ? 1 : 0)
  return start === '01-01' ? String(first) : `${first}-${String((first + 1) % 100).padStart(2, '0')}`
}

/** On which day the years of a kind begin in a school system. */
export const yearStart = (kind: YearKind, pack: { yearStart: string; moneyYearStart: string }): string =>
  kind === 'calendar-year' ? '01-01' : kind === 'school-year' ? pack.yearStart : pack.moneyYearStart

/** The first and the last day of a year as `yearOf` writes it. */
export function yearSpan(year: string, start: string): { from: Day; to: Day } {
  const first = Number(year.slice(0, 4))
  return { from: `${first}-${start}`, to: addDays(`${first + 1}-${start}`, -1) }
}
