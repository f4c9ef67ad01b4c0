import type { Day } from '../rule/day.ts'

/** A stretch of days closed by a person's act, or opened again after the pack's lock day had closed it. */
export type Closing = { kind: 'month' | 'year'; from: Day; to: Day; open: boolean; by: string }

/** Why a day's pages are closed, and up to which day; `by` is the office that closed a year. */
export type Lock = { kind: 'month' | 'year'; until: Day; by?: string }

/**
 * The lock on a day: a closed year, else the month by its own closing page, else the pack's lock day (fact book UP
 * §2.0: the 5th of the next month). A month opened again stays open until it is closed again.
 */
export function lockOf(data: { lockedUntil?: Day; closings?: readonly Closing[] }, day: Day): Lock | undefined {
  const covering = (data.closings ?? []).filter(({ from, to }) => from <= day && day <= to)
  const year = covering.find((closing) => closing.kind === 'year' && !closing.open)
  if (year) return { kind: 'year', until: year.to, by: year.by }
  const month = covering.find((closing) => closing.kind === 'month')
  if (month) return month.open ? undefined : { kind: 'month', until: month.to }
  return data.lockedUntil !== undefined && day <= data.lockedUntil
    ? { kind: 'month', until: data.lockedUntil }
    : undefined
}
