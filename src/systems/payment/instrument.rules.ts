/** What can become of an instrument after it has a number. */
import type { Context } from '#kernel/define/context.ts'
import { flag, refuse } from '#kernel/error.ts'
import { parseWhole, toAscii } from '#kernel/rule/digits.ts'
import { addMonths, type Day } from '#kernel/rule/day.ts'
import { bookOf, leafOf, skippedBefore, spoiledLeaves } from '../common/leaves.ts'
import type { Voucher } from './payment.rules.ts'

const plain = (number: unknown): string =>
  toAscii(String(number ?? ''))
    .trim()
    .toUpperCase()

/** A number pays once: a leaf that was drawn, cancelled or spoiled is refused, one passed over is shown. */
export function leafFree(page: Voucher, context: Context) {
  const payments = context.records('payments').filter((p) => p.stream !== page.payment)
  const number = plain(page.number)
  const books = context.records('books')
  const leaf = page.instrument === 'cheque' ? parseWhole(number) : undefined
  if (page.instrument === 'cheque' && leaf === undefined)
    return refuse('FIELD_WRONG_CODE', { value: number }, '/number')
  const isUsed = payments.some((p) =>
    leaf === undefined
      ? p.body['instrument'] === page.instrument && p.body['number'] !== undefined && plain(p.body['number']) === number
      : leafOf(p) === leaf,
  )
  const book = leaf === undefined ? undefined : bookOf(leaf, books)
  if (isUsed || (book && spoiledLeaves(book).includes(leaf!))) return refuse('CASH_CHEQUE_USED', { number }, '/number')
  if (leaf === undefined) return true
  if (!book) return flag('CASH_CHEQUE_FOREIGN', { number }, '/number')
  const skipped = skippedBefore(leaf, books, payments)
  return (
    skipped.length === 0 ||
    flag('CASH_CHEQUE_SKIPPED', { count: skipped.length, number: String(skipped[0]) }, '/number')
  )
}

/** The last day on which a bank pays an instrument of a date. */
export function validUntil(dated: Day, context: Context): Day {
  return addMonths(dated, context.rate('money.chequeMonths', dated) ?? 3)
}

/** Whether an instrument of a date has lived too long is counted; that it was not paid a person says. */
export function isStale(page: Voucher, context: Context) {
  const until = validUntil(page.dated ?? page.issuedOn ?? page.on, context)
  return context.today > until || refuse('CASH_NOT_STALE', { until })
}

/** Nothing is paid or returned before it was handed over; a bank that pays a stale cheque is asked why. */
export function afterIssue(page: Voucher, context: Context) {
  const day = page.clearedOn ?? page.bouncedOn
  const { issuedOn } = page
  if (day === undefined || issuedOn === undefined) return true
  if (day < issuedOn)
    return refuse('CASH_BEFORE_ISSUE', { day, issued: issuedOn }, page.clearedOn ? '/clearedOn' : '/bouncedOn')
  const until = validUntil(page.dated ?? issuedOn, context)
  return day <= until || page.instrument !== 'cheque' || flag('CASH_CLEARED_STALE', { until }, '/clearedOn')
}
