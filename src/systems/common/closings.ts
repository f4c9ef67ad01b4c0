import type { Closing } from '#kernel/define/lock.ts'
import type { Record } from '#kernel/entry/record.ts'
import { daysOfMonth } from '#kernel/rule/day.ts'
import { yearSpan } from '#kernel/rule/year.ts'

/** What pages of the month-close and year-close registers close, or open again. */
export function closingsOf(pages: readonly Record[], yearStart: string): Closing[] {
  return pages.flatMap(({ system, state, body, office }): Closing[] => {
    if (state === 'cancelled') return []
    const open = state === 'reopened'
    if (system === 'month-close') {
      const days = daysOfMonth(String(body['month']))
      return [{ kind: 'month', from: days[0]!, to: days.at(-1)!, open, by: office }]
    }
    if (system === 'year-close')
      return [{ kind: 'year', ...yearSpan(String(body['year']), yearStart), open, by: office }]
    return []
  })
}
