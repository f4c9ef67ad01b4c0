import type { Body, Record as Folded } from '../entry/record.ts'
import type { Context } from './context.ts'

/**
 * How a step is taken on many records at once: a list, who of it is meant, and the step's fields asked once for all.
 * Each record is judged for itself and gets its own entry, so that nothing but the typing is shared.
 */
export type Bulk = {
  /** The field whose value brings the records together (a class section); without it all on which the step is open. */
  by?: string
  /** Fields of the step that differ from record to record and are left out: they must be optional. */
  apart: readonly string[]
  /** Whether all are meant until one is taken out, rather than none until she is put in. */
  isAll: boolean
  /** What the common fields begin with, by the value that brought the records together. */
  start?: (value: string, context: Context) => Body
  /** Whether it was taken on a record already this time: a pupil who came into the class by the same promotion. */
  isDone?: (record: Folded, context: Context) => boolean
}

/** As a definition writes it: `true` where the step needs no more. */
export type BulkOf<F extends string> = true | (Partial<Bulk> & { by?: F })

/** With every word given its default. */
export const bulkOf = (given: BulkOf<string>): Bulk => ({ apart: [], isAll: false, ...(given === true ? {} : given) })
