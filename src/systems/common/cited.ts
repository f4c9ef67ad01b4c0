import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import { toAscii } from '#kernel/rule/digits.ts'
import type { Day } from '#kernel/rule/day.ts'

/** The committee's resolution of a number as papers cite it: `12`, or `12/2026-27` where another year is meant. */
export function findResolution(cited: string, on: Day, context: Context): Record | undefined {
  const [no, year] = toAscii(cited).trim().split('/', 2)
  const wanted = year ?? context.yearOf('school-year', on)
  return context
    .records('resolutions')
    .find(
      (r) =>
        r.state !== 'cancelled' &&
        String(r.body['no']) === no &&
        context.yearOf('school-year', String(r.body['on'])) === wanted,
    )
}

/**
 * Whether a resolution that is cited stands in the minutes. Where a school's resolutions are still on paper none can
 * be found here: such a page is kept and marked.
 */
export function citedWhere(cited: string, on: Day, context: Context): 'here' | 'on-paper' | 'nowhere' {
  if (findResolution(cited, on, context)) return 'here'
  return context.records('resolutions').some((record) => record.heads.length > 0) ? 'nowhere' : 'on-paper'
}
