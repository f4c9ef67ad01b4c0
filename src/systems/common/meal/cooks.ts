import type { Record } from '#kernel/entry/record.ts'
import type { Day, Month } from '#kernel/rule/day.ts'

/** Cooks who were engaged on any day of a month. */
export function cooksIn(cooks: readonly Record[], month: Month): Record[] {
  return cooks.filter(({ heads, body }) => {
    const { from, until } = body as { from?: Day; until?: Day }
    return (
      heads.length > 0 && from !== undefined && from <= `${month}-31` && (until === undefined || until >= `${month}-01`)
    )
  })
}
