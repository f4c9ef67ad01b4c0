/** Leaves of cheque books: which were drawn, which spoiled, which passed over. */
import type { Record } from '#kernel/entry/record.ts'
import { parseWhole } from '#kernel/rule/digits.ts'

/** The leaf that a payment was drawn on, as a number; a cancelled cheque keeps its leaf for ever. */
export function leafOf(payment: Record): number | undefined {
  const { instrument, number } = payment.body
  return instrument === 'cheque' && typeof number === 'string' ? parseWhole(number) : undefined
}

/** The leaves of a book that were spoiled before they were issued. */
export const spoiledLeaves = (book: Record): number[] =>
  book.acts.filter((act) => act.step === 'spoil').map((act) => Number(act.given['leaf']))

/** The book that holds a leaf. */
export const bookOf = (leaf: number, books: readonly Record[]): Record | undefined =>
  books.find((b) => b.heads.length > 0 && Number(b.body['first']) <= leaf && leaf <= Number(b.body['last']))

/** The leaves before this one in its book that were neither drawn nor spoiled: somebody should say where they are. */
export function skippedBefore(leaf: number, books: readonly Record[], payments: readonly Record[]): number[] {
  const book = bookOf(leaf, books)
  if (!book) return []
  const gone = new Set([...payments.map(leafOf), ...spoiledLeaves(book)])
  const first = Number(book.body['first'])
  return Array.from({ length: leaf - first }, (_, i) => first + i).filter((n) => !gone.has(n))
}
