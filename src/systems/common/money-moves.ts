/** What the pages of receipts and payments move: the one place from which every balance of a school's money is summed. */
import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import { balances, type Move } from '#kernel/rule/account.ts'
import type { Day } from '#kernel/rule/day.ts'

/** Where money lies. A limit is leave to spend until the year of money ends, and no cash. */
export type Purse = 'bank' | 'cash' | 'limit'

/** A movement of one head's money; `back` is an instrument that came to nothing. */
export type MoneyMove = Move & { purse: Purse; head: string; way: 'in' | 'out' | 'back'; record: Record }

type Years = Pick<Context, 'yearOf'>

/** The account of a head in a purse; a limit is an account of its year alone, so that what is not spent lapses. */
export function accountOf(purse: Purse, head: string, day: Day, years: Years): string {
  return purse === 'limit' ? `limit/${head}/${years.yearOf('money-year', day)}` : `${purse}/${head}`
}

/** From which purse an instrument pays. */
export const purseOf = (instrument: unknown): Purse =>
  instrument === 'ppa' ? 'limit' : instrument === 'cash' ? 'cash' : 'bank'

/** What comes in by a page of the register of receipts. */
export function receiptMoves(record: Record, years: Years): MoneyMove[] {
  const { kind, head, amount, on, into } = record.body
  if (record.heads.length === 0) return []
  const purse: Purse = kind === 'limit' ? 'limit' : into === 'cash' ? 'cash' : 'bank'
  return [move(record, { purse, head, amount, day: on, way: 'in', seq: record.heads[0]!.seq }, years)]
}

/** The steps that end an issued instrument without payment, with the field of their day. */
const ENDS: Readonly<{ [step: string]: string }> = {
  markStale: 'staleOn',
  stop: 'stoppedOn',
  bounce: 'bouncedOn',
  cancel: 'cancelledOn',
}

/** What goes out when an instrument is handed over, and comes back when it came to nothing. */
export function paymentMoves(record: Record, years: Years): MoneyMove[] {
  const issue = record.acts.find((act) => act.step === 'issue')
  if (!issue || record.heads.length === 0) return []
  const { head, amount, instrument, toCash } = record.body
  const purse = purseOf(instrument)
  const day = issue.given['issuedOn']
  const end = record.acts.find((act) => act.step in ENDS)
  const moves = [move(record, { purse, head, amount: -Number(amount), day, way: 'out', seq: issue.seq }, years)]
  const backOn = end && end.given[ENDS[end.step]!]
  // Leave to spend comes back to the year from which it was taken, whenever the instrument bounced.
  if (end) {
    const back = move(record, { purse, head, amount, day: backOn, way: 'back', seq: end.seq }, years)
    moves.push(purse === 'limit' ? { ...back, account: moves[0]!.account } : back)
  }
  if (toCash === true && purse === 'bank') {
    moves.push(move(record, { purse: 'cash', head, amount, day, way: 'in', seq: issue.seq }, years))
    if (end)
      moves.push(
        move(record, { purse: 'cash', head, amount: -Number(amount), day: backOn, way: 'out', seq: end.seq }, years),
      )
  }
  return moves
}

/** Every movement of the school's money that the pages at hand tell. */
export const moneyMoves = (receipts: readonly Record[], payments: readonly Record[], years: Years): MoneyMove[] => [
  ...receipts.flatMap((record) => receiptMoves(record, years)),
  ...payments.flatMap((record) => paymentMoves(record, years)),
]

/** What an account holds on a day. */
export const heldIn = (account: string, moves: readonly MoneyMove[], until?: Day): number =>
  balances(moves, until).get(account) ?? 0

/** What all heads together hold in a purse on a day; of limits only that of the day's own year of money. */
export function purseTotal(purse: Purse, moves: readonly MoneyMove[], until: Day, years: Years): number {
  const year = years.yearOf('money-year', until)
  const inPurse = moves.filter((m) => m.purse === purse && (purse !== 'limit' || m.account.endsWith(`/${year}`)))
  return [...balances(inPurse, until).values()].reduce((sum, amount) => sum + amount, 0)
}

function move(
  record: Record,
  given: { purse: Purse; head: unknown; amount: unknown; day: unknown; way: MoneyMove['way']; seq: number },
  years: Years,
): MoneyMove {
  const { purse, way } = given
  const [head, day] = [String(given.head), String(given.day)]
  return {
    account: accountOf(purse, head, day, years),
    day,
    // Of one day what came in stands before what went out; what waits to be sent comes last.
    order: (way === 'out' ? 2e12 : 0) + (given.seq || 1e12),
    amount: Number(given.amount),
    purse,
    head,
    way,
    record,
  }
}
