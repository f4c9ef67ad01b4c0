import { type Day, dayOf, epochDay, monthLength, partsOf } from './day.ts'
import { RuleError } from './rule-error.ts'

/** An age in full years, then full months, then days, as forms and service books ask for it. */
export interface Age {
  years: number
  months: number
  days: number
}

/**
 * The age on a day. A birthday that a month lacks (29 February in a common year, the 31st of a monthly count) falls on
 * the first of the next month: the later choice, so nobody is called older than every reading of the rule allows [K].
 */
export function ageOn(birth: Day, day: Day): Age {
  if (day < birth) throw new RuleError('AGE_BEFORE_BIRTH', { birth, day })
  const b = partsOf(birth)
  const d = partsOf(day)
  const total = (d.year - b.year) * 12 + d.month - b.month - (d.date < b.date ? 1 : 0)
  const days = epochDay(day) - epochDay(monthsAfter(birth, total))
  return { years: Math.floor(total / 12), months: total % 12, days }
}

/** Full years lived on a day (29 February: the birthday of a common year is 1 March): what age limits count. */
export function completedYears(birth: Day, day: Day): number {
  return ageOn(birth, day).years
}

/** The day somebody reaches n full years, by the same rule; limits are compared with it. */
export function birthdayOf(birth: Day, years: number): Day {
  return monthsAfter(birth, years * 12)
}

function monthsAfter(birth: Day, months: number): Day {
  const b = partsOf(birth)
  const index = b.year * 12 + b.month - 1 + months
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  if (b.date <= monthLength(year, month)) return dayOf(year, month, b.date)
  return month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)
}
