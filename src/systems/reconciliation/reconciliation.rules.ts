import type { Context } from '#kernel/define/context.ts'
import type { Expected, Line } from '#kernel/define/definition.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import { addDays, addMonths, daysOfMonth, monthOf, type Day, type Month } from '#kernel/rule/day.ts'
import { moneyMoves, purseOf, purseTotal } from '../common/money-moves.ts'

export type Page = {
  month: Month
  bank: number
  limitLeft?: number
  differences?: readonly { what: string; amount: number }[]
}

/** The two sides of a month's end and what stands between them. */
export type Sides = { book: number; limit: number; uncleared: readonly Record[]; expected: number }

/** Instruments on the bank that are handed over and not paid by the month's end: the bank still holds their money. */
export function sidesOf(month: Month, context: Context): Sides {
  const until = daysOfMonth(month).at(-1)!
  const payments = context.records('payments')
  const moves = moneyMoves(context.records('receipts'), payments, context)
  const book = purseTotal('bank', moves, until, context)
  const uncleared = payments.filter((p) => purseOf(p.body['instrument']) === 'bank' && isUnclearedOn(p, until))
  const waiting = uncleared.reduce((sum, p) => sum + Number(p.body['amount']), 0)
  return { book, limit: purseTotal('limit', moves, until, context), uncleared, expected: book + waiting }
}

function isUnclearedOn({ acts, body, heads }: Record, until: Day): boolean {
  const { issuedOn } = body
  if (heads.length === 0 || body['instrument'] === 'debit' || typeof issuedOn !== 'string' || issuedOn > until)
    return false
  const ends = ['clearedOn', 'staleOn', 'stoppedOn', 'bouncedOn', 'cancelledOn']
  return !acts.some((act) => ends.some((field) => typeof act.given[field] === 'string' && act.given[field] <= until))
}

const explained = (page: Page): number => (page.differences ?? []).reduce((sum, { amount }) => sum + amount, 0)

/** What neither uncleared instruments nor the named differences account for. */
export function agrees(page: Page, context: Context) {
  const gap = page.bank - sidesOf(page.month, context).expected - explained(page)
  return gap === 0 || flag('RECONCILIATION_DIFFERENCE', { paisa: gap }, '/bank')
}

/** The limit on the portal against the limit in the book. */
export function limitAgrees(page: Page, context: Context) {
  if (page.limitLeft === undefined) return true
  const gap = page.limitLeft - sidesOf(page.month, context).limit
  return gap === 0 || flag('RECONCILIATION_LIMIT_DIFFERENCE', { paisa: gap }, '/limitLeft')
}

export function monthOver({ month }: Page, context: Context) {
  const last = daysOfMonth(month).at(-1)!
  return last < context.today || refuse('RECONCILIATION_MONTH_RUNS', { day: last }, '/month')
}

/** The first day of the month after: until the end of that month the officer above sees who has reconciled. */
export const nextMonth = (month: Month): Day => addMonths(`${month}-01`, 1)

/** Last month's, due by a day of this one that the pack names. */
export function expectedReturn(context: Context, day: Day): Expected[] {
  const due = context.rate('money.reconcileDay', day)
  if (due === undefined) return []
  const month = monthOf(addDays(`${monthOf(day)}-01`, -1))
  const by = `${monthOf(day)}-${String(due).padStart(2, '0')}`
  return [{ stream: month, preset: { month }, label: { month }, by }]
}

/** From the book's balance to the bank's, line by line. */
export function bankLines(record: Record, context: Context): readonly Line[] {
  const page = record.body as unknown as Page
  if (!page.month || typeof page.bank !== 'number') return []
  const { book, expected } = sidesOf(page.month, context)
  return [
    { label: 'explain.book', value: book, unit: 'paisa' },
    { label: 'explain.uncleared', value: expected - book, unit: 'paisa' },
    { label: 'explain.expected', value: expected, unit: 'paisa', total: true },
    { label: 'explain.bank', value: page.bank, unit: 'paisa' },
    { label: 'explain.explained', value: explained(page), unit: 'paisa' },
    { label: 'explain.gap', value: page.bank - expected - explained(page), unit: 'paisa', total: true },
  ]
}
