import type { Record as Folded } from '../entry/record.ts'
import type { Context } from './context.ts'
import type { Letter } from './letter.ts'
import type { Cell } from './sheet.ts'

/** A line of an issued paper; `words` writes a day or an amount out, so that a figure altered on paper shows. */
export type IssuedLine = { label: string; value: Cell; words?: 'day' | 'money' }

/**
 * A paper that a step issues and the archive keeps byte for byte: what stands on it, found from the record as that
 * step left it. Its number is the one that the step assigns. A letter is numbered by
 * the file of the office that sends it. A form that is truly special has a template of the same
 * name beside the system (`transfer-certificate.typ`).
 */
export type Issued = {
  lines?: (record: Folded, context: Context) => readonly IssuedLine[]
  /** What it says where it is an official letter; the lines stand below its sentences. */
  letter?: (record: Folded, context: Context) => Letter
  /** Label keys of sentences below the lines: what is certified. */
  notes?: readonly string[]
}
