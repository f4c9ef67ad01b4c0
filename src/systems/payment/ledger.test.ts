import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEntry } from '#kernel/entry/fold.ts'
import type { Accepted } from '#kernel/entry/envelope.ts'
import type { Record } from '#kernel/entry/record.ts'
import { balances } from '#kernel/rule/account.ts'
import { head, teacher, uuid } from '#test/support/kernel-context.ts'
import { committee, bookOfCheques, issue, moneyBook, pay, receive, rs, sign, step } from '#test/support/kernel-money.ts'
import { moneyMoves, purseTotal, type Purse } from '../common/money-moves.ts'
import { receipt } from '../receipt/receipt.ts'
import { reconciliation } from '../reconciliation/reconciliation.ts'
import { payment } from './payment.ts'

const PURSES: readonly Purse[] = ['bank', 'cash', 'limit']

/** What may happen to money in a school: one act, told by small numbers. */
const happening = fc.record({
  what: fc.constantFrom('grant', 'limit', 'interest', 'cheque', 'ppa', 'cash', 'clear', 'bounce', 'stop', 'cancel'),
  rupees: fc.integer({ min: 1, max: 9_000 }),
  head: fc.constantFrom('composite', 'sports'),
  which: fc.nat(9),
})

describe('balances', () => {
  test('book balance is what came in less what went out, in whatever order the entries arrive', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 14 }), fc.infiniteStream(fc.nat()), (acts, order) => {
        const book = moneyBook({ rates: {} })
        committee(book, 1)
        let expected = { bank: 0, cash: 0, limit: 0 }
        const open: { n: number; purse: Purse; amount: number }[] = []
        acts.forEach(({ what, rupees, head: of, which }, n) => {
          const amount = rs(rupees)
          if (what === 'grant' || what === 'limit' || what === 'interest') {
            receive(book, n, { kind: what, head: of, amount, on: '2026-11-01' })
            expected = {
              ...expected,
              [what === 'limit' ? 'limit' : 'bank']: expected[what === 'limit' ? 'limit' : 'bank'] + amount,
            }
          } else if (what === 'cheque' || what === 'ppa' || what === 'cash') {
            const purse: Purse = what === 'cheque' ? 'bank' : what === 'ppa' ? 'limit' : 'cash'
            pay(book, n, { head: of, amount, instrument: what })
            if (what === 'cash') step(book, n, 'approve')
            else sign(book, n, what === 'cheque' ? String(1000 + n) : `C${n}`)
            step(book, n, 'issue', { issuedOn: '2026-11-03' }, teacher)
            expected = { ...expected, [purse]: expected[purse] - amount }
            open.push({ n, purse, amount })
          } else {
            const [one] = open.splice(which % Math.max(1, open.length), 1)
            if (!one) return
            const told =
              what === 'clear'
                ? step(book, one.n, 'clear', { clearedOn: '2026-11-05' })
                : what === 'bounce'
                  ? step(book, one.n, 'bounce', { bouncedOn: '2026-11-06', bounce: 'other' })
                  : what === 'stop'
                    ? step(book, one.n, 'stop', { stoppedOn: '2026-11-06' })
                    : step(book, one.n, 'cancel', { cancelledOn: '2026-11-06' })
            expect(told.status).toBe('accepted')
            if (what !== 'clear') expected = { ...expected, [one.purse]: expected[one.purse] + one.amount }
          }
        })
        const context = book.context(payment)
        const sums = (receipts: readonly Record[], payments: readonly Record[]) => {
          const moves = moneyMoves(receipts, payments, context)
          return Object.fromEntries(PURSES.map((p) => [p, purseTotal(p, moves, '2026-11-30', context)]))
        }
        expect(sums(book.pages(receipt), book.pages(payment))).toEqual(expected)
        const shuffled = shuffle(book.log, order)
        expect(sums(folded(receipt, shuffled), folded(payment, shuffled))).toEqual(expected)
        // The cash book of the month closes on the same figures.
        const last = payment.sheets['cashBook']!.table(context, { month: '2026-11' }).rows.at(-1)!
        expect(last.cells.slice(7)).toEqual(PURSES.map((p) => ({ field: 'amount', value: expected[p] })))
      }),
      { numRuns: 60 },
    )
  })

  test('heads add up to the purse, and money drawn as cash is no spending', () => {
    const book = moneyBook()
    committee(book, 1)
    bookOfCheques(book)
    receive(book, 1)
    pay(book, 1, { amount: rs(500), toCash: true })
    issue(book, 1, '101')
    pay(book, 2, { amount: rs(300), instrument: 'cash' })
    step(book, 2, 'approve')
    step(book, 2, 'issue', { issuedOn: '2026-11-04' }, teacher)
    const context = book.context(payment)
    const all = balances(moneyMoves(book.pages(receipt), book.pages(payment), context))
    expect([...all].sort()).toEqual([
      ['bank/composite', rs(49_500)],
      ['cash/composite', rs(200)],
    ])
    const [row] = payment.sheets['utilisation']!.table(context, { year: '2026' }).rows
    expect(row!.cells.slice(2)).toEqual([
      { field: 'amount', value: rs(50_000) },
      { field: 'amount', value: 0 },
      { field: 'amount', value: rs(300) },
      '0.6%',
      { field: 'amount', value: rs(49_700) },
    ])
  })
})

describe('the month’s end', () => {
  const school = () => {
    const book = moneyBook()
    committee(book, 1)
    bookOfCheques(book)
    receive(book, 1)
    pay(book, 1, { on: '2026-10-05' })
    issue(book, 1, '101', '2026-10-06')
    return book
  }
  const compare = (book: ReturnType<typeof school>, bank: number, more = {}) =>
    book.take(reconciliation, 'enter', { month: '2026-10', on: '2026-11-05', bank, ...more }, { by: teacher })

  test('bank and book agree when the cheque that is out is counted, and the gap is named when they do not', () => {
    expect(compare(school(), rs(50_000)).codes).toEqual([])
    expect(compare(school(), rs(50_250))).toMatchObject({
      status: 'accepted',
      flags: [{ code: 'RECONCILIATION_DIFFERENCE', at: '/bank', facts: { paisa: rs(250) } }],
    })
    const told = compare(school(), rs(50_250), { differences: [{ what: 'interest not yet written', amount: rs(250) }] })
    expect(told.codes).toEqual([])
  })

  test('a cheque paid within the month is out no longer; a running month is not compared', () => {
    const book = school()
    step(book, 1, 'clear', { clearedOn: '2026-10-20' })
    expect(compare(book, rs(48_000)).codes).toEqual([])
    expect(
      book.take(reconciliation, 'enter', { month: '2026-11', on: '2026-11-05', bank: 0 }, { by: teacher }).codes,
    ).toEqual(['RECONCILIATION_MONTH_RUNS'])
  })

  test('Today asks it by the day of the pack', () => {
    const book = school()
    expect(reconciliation.expects!(book.context(reconciliation), '2026-11-02')).toEqual([
      { stream: '2026-10', preset: { month: '2026-10' }, label: { month: '2026-10' }, by: '2026-11-10' },
    ])
  })
})

describe('a closed month', () => {
  test('holds a voucher of its days, and a cheque that is handed over or paid in them, for the officer', () => {
    const book = moneyBook({ lockedUntil: '2026-10-31' })
    committee(book, 1)
    bookOfCheques(book)
    receive(book, 1, {}, { decided: true })
    expect(pay(book, 1, { on: '2026-10-20' })).toMatchObject({ status: 'held', codes: ['LATE_AFTER_LOCK'] })
    pay(book, 2, { on: '2026-11-02' })
    sign(book, 2, '101')
    expect(step(book, 2, 'issue', { issuedOn: '2026-10-30' }, teacher)).toMatchObject({
      status: 'held',
      problems: [{ code: 'LATE_AFTER_LOCK', at: '/issuedOn', facts: { day: '2026-10-30', locked: '2026-10-31' } }],
    })
    expect(step(book, 2, 'issue', { issuedOn: '2026-11-03' }, teacher).status).toBe('accepted')
    expect(step(book, 2, 'clear', { clearedOn: '2026-11-02' }, head).codes).toEqual(['CASH_BEFORE_ISSUE'])
  })
})

test('a returned voucher is made again, and its checker is still another person', () => {
  const book = moneyBook()
  receive(book, 1)
  pay(book, 1)
  expect(step(book, 1, 'return').record!.state).toBe('returned')
  const page = book.page(payment, uuid(0x601)).body
  const again = { ...page, amount: rs(1_800) }
  const { payment: _, no: __, ...bill } = again as { payment?: unknown; no?: unknown }
  expect(step(book, 1, 'makeAgain', bill, teacher).record).toMatchObject({
    state: 'made',
    body: { amount: rs(1_800), no: 1 },
  })
  expect(step(book, 1, 'approve').record!.state).toBe('approved')
})

test('a cheque is not handed over before two have signed it', () => {
  const book = moneyBook()
  committee(book, 1)
  receive(book, 1)
  pay(book, 1)
  step(book, 1, 'approve')
  expect(step(book, 1, 'issue', { issuedOn: '2026-11-03' }, teacher).codes).toEqual(['CASH_UNSIGNED'])
  expect(step(book, 1, 'chairSign', { number: '1', dated: '2026-11-02' }).codes).toEqual(['CASH_SIGNER_MISSING'])
})

function folded(definition: typeof payment, log: readonly Accepted[]): Record[] {
  const records = new Map<string, Record>()
  for (const entry of log)
    if (entry.system === definition.id)
      records.set(entry.stream, applyEntry(definition, records.get(entry.stream), entry))
  return [...records.values()]
}

/** The same list in an order that the stream of numbers gives. */
function shuffle<T>(list: readonly T[], order: fc.Stream<number>): T[] {
  const keys = [...order.take(list.length)]
  return list
    .map((item, i) => ({ item, key: keys[i]! }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
