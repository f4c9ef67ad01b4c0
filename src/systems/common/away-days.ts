import type { Body } from '#kernel/entry/record.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import type { Period } from '#kernel/rule/period.ts'

/** The days of a leave that were or will be taken: whoever joined before its end gives back what was left. */
export function awayDays(body: Body): Period {
  const days = body['days'] as Period
  const joined = body['joined'] as Day | undefined
  return joined !== undefined && joined <= days.to ? { from: days.from, to: addDays(joined, -1) } : days
}
