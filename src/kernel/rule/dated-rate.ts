/** Rates, norms and quotas are dated rows with the order they rest on, never constants: old months stay computable. */
import { addDays, type Day } from './day.ts'
import { RuleError } from './rule-error.ts'

/** One value and the days it holds, both ends included; without `to` until further notice. `source` names the order. */
export interface DatedRow<T> {
  from: Day
  to?: Day
  value: T
  source: string
}

/** The row in force on a day (of overlapping rows the one that began last), or undefined; its source prints with it. */
export function rateOn<T>(rows: readonly DatedRow<T>[], day: Day): DatedRow<T> | undefined {
  let found: DatedRow<T> | undefined
  for (const row of rows) {
    if (row.from <= day && (row.to === undefined || day <= row.to) && (!found || row.from >= found.from)) found = row
  }
  return found
}

/** The row in force on a day; throws `RATE_MISSING`, because pay or grain must not be computed from a guess. */
export function getRateOn<T>(rows: readonly DatedRow<T>[], day: Day): DatedRow<T> {
  const row = rateOn(rows, day)
  if (!row) throw new RuleError('RATE_MISSING', { day })
  return row
}

/** A fault of a rate table: days no row covers, days two rows claim, or a row that ends before it begins. */
export interface RateFault {
  kind: 'gap' | 'overlap' | 'reversed'
  from: Day
  /** The last day of the fault; absent when it has no end. */
  to?: Day
}

/** Every fault of a rate table between its first and last day, so that packs are checked when built, not on pay day. */
export function rateGaps(rows: readonly DatedRow<unknown>[]): RateFault[] {
  const faults: RateFault[] = []
  const reversed = (r: DatedRow<unknown>) => r.to !== undefined && r.to < r.from
  for (const r of rows) if (reversed(r)) faults.push(fault('reversed', r.from, r.to))
  const sorted = rows.filter((r) => !reversed(r)).sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
  if (!sorted.length) return faults
  let end = sorted[0]!.to // the last day covered so far, undefined = no end
  for (const { from, to } of sorted.slice(1)) {
    if (end !== undefined && from > end) {
      const next = addDays(end, 1)
      if (next < from) faults.push(fault('gap', next, addDays(from, -1)))
    } else faults.push(fault('overlap', from, earlier(end, to)))
    end = end === undefined || to === undefined ? undefined : end > to ? end : to
  }
  return faults
}

function fault(kind: RateFault['kind'], from: Day, to: Day | undefined): RateFault {
  return to === undefined ? { kind, from } : { kind, from, to }
}

function earlier(a: Day | undefined, b: Day | undefined): Day | undefined {
  return a === undefined ? b : b === undefined || a < b ? a : b
}
