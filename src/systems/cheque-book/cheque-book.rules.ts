import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import { refuse } from '#kernel/error.ts'
import { leafOf, spoiledLeaves } from '../common/leaves.ts'

type Page = { book: string; first: number; last: number }

/** From one leaf to a later one, and no more of them than a bank binds together. */
export function rangeRight({ first, last }: Page) {
  return (first <= last && last - first < 500) || refuse('CHEQUEBOOK_RANGE_WRONG', { first, last }, '/last')
}

/** A leaf is in one book only. */
export function noOverlap({ book, first, last }: Page, context: Context) {
  const other = context
    .records('books')
    .find((b) => b.stream !== book && b.heads.length > 0 && num(b, 'first') <= last && first <= num(b, 'last'))
  return (
    other === undefined ||
    refuse('CHEQUEBOOK_OVERLAPS', { first: num(other, 'first'), last: num(other, 'last') }, '/first')
  )
}

/** Asked when a leaf is spoiled; a book itself has none. */
export function leafInBook({ first, last, leaf }: Page & { leaf?: number }) {
  return (
    leaf === undefined ||
    (first <= leaf && leaf <= last) ||
    refuse('CHEQUEBOOK_LEAF_FOREIGN', { leaf, first, last }, '/leaf')
  )
}

/** A leaf that paid, or is spoiled already, cannot be spoiled. */
export function leafNotUsed({ leaf }: Page & { leaf?: number }, context: Context, record: Record | undefined) {
  if (leaf === undefined) return true
  const isUsed = context.records('payments').some((p) => leafOf(p) === leaf)
  return (
    (!isUsed && !(record && spoiledLeaves(record).includes(leaf))) || refuse('CHEQUEBOOK_LEAF_USED', { leaf }, '/leaf')
  )
}

const num = (record: Record, name: string): number => Number(record.body[name])
