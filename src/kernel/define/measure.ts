import type { Record as Folded } from '../entry/record.ts'
import type { Day } from '../rule/day.ts'
import type { Context } from './context.ts'

/** Numbers that a record adds to the roll-up, all of one day or standing until changed. */
export type Measures = {
  /** The days the numbers belong to; without it they stand until the record changes (pupils enrolled, open cases). */
  days?: (record: Folded, context: Context) => readonly Day[]
  /**
   * The stretch whose numbers are shown together: those of the day asked about, or of its month or year of money so far
   * (meetings held this month, money used this year).
   */
  per?: 'day' | 'month' | 'money-year'
  count: Readonly<Record<string, (record: Folded, context: Context) => number>>
  /** How officers see them: shares with their denominators, or plain numbers. */
  show: readonly Shown[]
}

/**
 * One figure of Oversight: a measure, alone or as a share. Its whole is another measure of the system, one of another
 * system (`receipt.allotted`), the number of `schools`, or that of the `staff` posted. Money is counted in paisa,
 * a mass in grams. `per` shows one figure of a daily register over a longer stretch (grain used this month).
 */
export type Shown = {
  measure: string
  of?: string
  good?: 'high' | 'low'
  unit?: 'money' | 'mass'
  per?: 'month' | 'money-year'
}

/** The day under which standing measures are kept. */
export const STANDING: Day = '1900-01-01'
