import type { Cell } from './sheet.ts'

/**
 * An official letter as a step issues it: the office of the one who takes the step writes it, under a memo number of
 * its own. What stands in it are sentences of the labels, with the values that the record gives.
 */
export type Letter = {
  /** Which kind of letter: an item of the pack's list `letterTypes` (office order, memo, notification). */
  type: string
  /** What it is about, as files are kept: an item of the pack's list `fileKinds` (leave, transfer). */
  kind: string
  /** Whom it is written to, one line each; an order has none. */
  to?: readonly Cell[]
  subject?: Cell
  paragraphs: readonly Cell[]
  /** Who gets a copy, one line each (অনুলিপি). */
  copies?: readonly Cell[]
}
