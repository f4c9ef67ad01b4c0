import type { Body } from '../entry/record.ts'
import type { Context } from './context.ts'
import type { Definition, Series } from './definition.ts'

/** The name under which the next number of a series is kept: that of the year of the page's own day where it has years. */
export function seriesName(series: Series, definition: Definition, body: Body, context: YearContext): string {
  if (typeof series === 'string') return series
  return `${series.series} ${context.yearOf(series.per, definition.day?.(body as never) ?? context.today)}`
}

type YearContext = Pick<Context, 'yearOf' | 'today'>
