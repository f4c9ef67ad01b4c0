import { type Day, daysBetween, isDay } from './day.ts'

/** A span of days, both ends included, as leave orders and postings write it. */
export interface Period {
  from: Day
  to: Day
}

/** Whether a value is a span of two real days in order: the check of a form's period field. */
export function isPeriod(value: unknown): value is Period {
  const p = value as Partial<Period> | null | undefined
  return isDay(p?.from) && isDay(p?.to) && p!.from! <= p!.to!
}

/** Whether two spans share at least one day: two leaves that do are a clash. */
export function overlaps(a: Period, b: Period): boolean {
  return a.from <= b.to && b.from <= a.to
}

/** Whether a span holds a day, or the whole of another span. */
export function contains(outer: Period, inner: Day | Period): boolean {
  return typeof inner === 'string'
    ? outer.from <= inner && inner <= outer.to
    : outer.from <= inner.from && inner.to <= outer.to
}

/** Days in a span, both ends counted: leave from the 3rd to the 3rd is one day. */
export function length(period: Period): number {
  return daysBetween(period.from, period.to) + 1
}

/** The part of a span that lies within another, or undefined when none does: a leave cut to one salary month. */
export function clip(period: Period, within: Period): Period | undefined {
  const from = period.from > within.from ? period.from : within.from
  const to = period.to < within.to ? period.to : within.to
  return from <= to ? { from, to } : undefined
}
