import type { Context } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { chairOn } from '../common/committee.ts'
import { accountOf, heldIn, moneyMoves, purseOf, type MoneyMove } from '../common/money-moves.ts'

/** A voucher as its rules see it: the bill with what later steps have laid over it. */
export type Voucher = {
  payment: string
  on: Day
  head: string
  amount: number
  instrument: string
  resolution?: string
  instead?: string
  number?: string
  dated?: Day
  signer?: string
  signerName?: string
  issuedOn?: Day
  clearedOn?: Day
  bouncedOn?: Day
  staleOn?: Day
}

/** What all pages but this one move. */
export const otherMoves = (page: Pick<Voucher, 'payment'>, context: Context): MoneyMove[] =>
  moneyMoves(
    context.records('receipts'),
    context.records('payments').filter((p) => p.stream !== page.payment),
    context,
  )

/** Vouchers that are made and not yet paid have a claim on the head as well. */
function promised(page: Voucher, context: Context): number {
  const account = accountOf(purseOf(page.instrument), page.head, page.on, context)
  return context
    .records('payments')
    .filter((p) => p.stream !== page.payment && WAITS.includes(p.state) && claim(p, context) === account)
    .reduce((sum, p) => sum + Number(p.body['amount']), 0)
}

const WAITS = ['made', 'approved', 'half-signed', 'signed']

const claim = ({ body }: Record, context: Context): string =>
  accountOf(purseOf(body['instrument']), String(body['head']), String(body['on']), context)

/** A head may be overdrawn, since the paper was; it is marked, and what is short is said. */
export function inFunds(page: Voucher, context: Context) {
  const purse = purseOf(page.instrument)
  const payDay = page.issuedOn ?? page.on
  const account = accountOf(purse, page.head, payDay, context)
  const moves = otherMoves(page, context)
  const left = heldIn(account, moves)
  if (page.amount <= left - promised(page, context)) return true
  const before = lapsed(page.head, payDay, moves, context)
  if (purse === 'limit' && left === 0 && before > 0)
    return flag('CASH_LIMIT_LAPSED', { span: context.yearOf('money-year', payDay), leftPaisa: before }, '/head')
  return flag('CASH_HEAD_OVERDRAWN', { leftPaisa: left - promised(page, context), paisa: page.amount }, '/amount')
}

/** What was left of a head's limit of other years: it lapsed with its year. */
const lapsed = (head: string, day: Day, moves: readonly MoneyMove[], context: Context): number =>
  moves
    .filter((m) => m.purse === 'limit' && m.head === head && m.account !== accountOf('limit', head, day, context))
    .reduce((sum, m) => sum + m.amount, 0)

/** Cash in hand is for small things: how small is a dated rate; none means that cash is not used at all. */
export function cashAllowed(page: Voucher, context: Context) {
  const most = context.rate('money.cashMost', page.on)
  return (
    page.instrument !== 'cash' ||
    most === undefined ||
    page.amount <= most ||
    flag('CASH_OVER_LIMIT', { paisa: page.amount, mostPaisa: most }, '/instrument')
  )
}

const DEAD = ['stale', 'stopped', 'bounced', 'cancelled']

/** A payment made anew stands for one that came to nothing: while the first may still be paid, both could be. */
export function insteadOfDead(page: Voucher, context: Context) {
  const first = page.instead && context.records('payments').find((p) => p.stream === page.instead)
  return (
    !first || DEAD.includes(first.state) || flag('CASH_STILL_ALIVE', { no: Number(first.body['no'] ?? 0) }, '/instead')
  )
}

/** What the head holds for this voucher, what is promised elsewhere, and what is left after it. */
export function fundsLines(record: Record, context: Context): readonly Line[] {
  const page = { payment: record.stream, ...record.body } as unknown as Voucher
  if (!page.head || !page.instrument || typeof page.amount !== 'number') return []
  const held = heldIn(accountOf(purseOf(page.instrument), page.head, page.on, context), otherMoves(page, context))
  const waiting = promised(page, context)
  return [
    { label: 'explain.held', value: held, unit: 'paisa' },
    { label: 'explain.promised', value: -waiting, unit: 'paisa' },
    { label: 'explain.this', value: -page.amount, unit: 'paisa' },
    { label: 'explain.left', value: held - waiting - page.amount, unit: 'paisa', total: true },
  ]
}

/** A school mostly pays by the same instrument, and it is the chair who signs: the forms begin with them. */
export function starts(context: Context): { instrument?: unknown; signer?: string } {
  const last = context
    .records('payments')
    .reduce<Record | undefined>((a, b) => (a && a.stream > b.stream ? a : b), undefined)
  const chair = chairOn(context.records('members'), 'smc', context.today)
  return { ...(last && { instrument: last.body['instrument'] }), ...(chair && { signer: chair.stream }) }
}
