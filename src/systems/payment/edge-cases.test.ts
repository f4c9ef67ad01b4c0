/** What happens to a school's money, each case by its number in the fact book (group E). */
import { expect, test } from 'vitest'
import { fundsLines } from './payment.rules.ts'
import { payment } from './payment.ts'
import { chequeBook } from '../cheque-book/cheque-book.ts'
import { heldIn, moneyMoves } from '../common/money-moves.ts'
import { member } from '../member/member.ts'
import { receipt } from '../receipt/receipt.ts'
import type { Book } from '#test/support/kernel-book.ts'
import { actorAt, head, officer, people, staffOf, teacher, uuid } from '#test/support/kernel-context.ts'
import {
  bookOfCheques,
  committee,
  issue,
  meet,
  moneyBook,
  pay,
  receive,
  rs,
  sign,
  signMinutes,
  sit,
  step,
} from '#test/support/kernel-money.ts'

/** A school with money in the bank, a cheque book and a committee with a chair. */
function school(): Book {
  const book = moneyBook()
  committee(book, 11)
  bookOfCheques(book)
  receive(book, 1)
  return book
}

const held = (book: Book, account: string) =>
  heldIn(account, moneyMoves(book.pages(receipt), book.pages(payment), book.context(payment)))

test('E1 cheque cancelled before issue: it moves no money, its leaf is never drawn again, a spoiled blank leaf likewise', () => {
  const book = school()
  pay(book, 1)
  sign(book, 1, '101')
  const gone = step(book, 1, 'cancel', { cancelledOn: '2026-11-04' })
  expect(gone.record).toMatchObject({ state: 'cancelled', body: { number: '101', no: 1 } })
  expect(held(book, 'bank/composite')).toBe(rs(50_000))
  pay(book, 2)
  expect(sign(book, 2, '১০১')).toMatchObject({ status: 'refused', codes: ['CASH_CHEQUE_USED'] })
  const spoil = { leaf: 102, why: 'torn', spoiledOn: '2026-11-04' }
  expect(book.take(chequeBook, 'spoil', spoil, { stream: uuid(0x800), by: teacher }).status).toBe('accepted')
  expect(book.take(chequeBook, 'spoil', spoil, { stream: uuid(0x800), by: teacher }).codes).toEqual([
    'CHEQUEBOOK_LEAF_USED',
  ])
  expect(step(book, 2, 'chairSign', { number: '102', dated: '2026-11-04', signer: uuid(0x700) }).codes).toEqual([
    'CASH_CHEQUE_USED',
  ])
  expect(step(book, 2, 'chairSign', { number: '103', dated: '2026-11-04', signer: uuid(0x700) }).codes).toEqual([])
  expect(book.page(payment, uuid(0x602)).body['no']).toBe(2)
})

test('E2 cheque stale after three months: counted by the day, confirmed by a person, and the money is back in the book that day', () => {
  const book = school()
  pay(book, 1)
  issue(book, 1, '101')
  book.world = { ...book.world, today: '2027-02-02' }
  expect(step(book, 1, 'markStale', { staleOn: '2027-02-02' })).toMatchObject({
    status: 'refused',
    problems: [{ code: 'CASH_NOT_STALE', facts: { until: '2027-02-02' } }],
  })
  book.world = { ...book.world, today: '2027-02-03' }
  const rows = payment.sheets['cheques']!.table(book.context(payment), { year: '2026' }).rows
  expect(rows[0]!.cells[7]).toEqual({ label: 'cells.pastDays' })
  expect(held(book, 'bank/composite')).toBe(rs(48_000))
  expect(step(book, 1, 'markStale', { staleOn: '2027-02-03' }).record!.state).toBe('stale')
  expect(held(book, 'bank/composite')).toBe(rs(50_000))
  // Paid anew by another cheque that names the first.
  expect(pay(book, 2, { on: '2027-02-03', instead: uuid(0x601) }).codes).toEqual([])
})

test('E3 cheque number skipped: the drawn one is taken and marked, and the register shows the leaf that nobody speaks of', () => {
  const book = school()
  pay(book, 1)
  sign(book, 1, '101')
  pay(book, 2)
  step(book, 2, 'approve')
  expect(step(book, 2, 'chairSign', { number: '104', dated: '2026-11-02', signer: uuid(0x700) })).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'CASH_CHEQUE_SKIPPED', facts: { count: 2, number: '102' } }],
  })
  const states = payment.sheets['cheques']!.table(book.context(payment), { year: '2026' }).rows.map(({ cells }) => [
    cells[2],
    cells[7],
  ])
  expect(states).toEqual([
    ['101', { label: 'states.signed' }],
    ['104', { label: 'states.half-signed' }],
    ['102', { label: 'cells.skipped' }],
    ['103', { label: 'cells.skipped' }],
  ])
  expect(
    book.take(
      chequeBook,
      'spoil',
      { leaf: 102, why: 'miswritten', spoiledOn: '2026-11-02' },
      { stream: uuid(0x800), by: head },
    ).status,
  ).toBe('accepted')
  expect(payment.sheets['cheques']!.table(book.context(payment), { year: '2026' }).rows).toHaveLength(4)
})

test('E4 payment advice bounced, wrong account: the limit holds the money again, and a new advice names the one that came back', () => {
  const book = school()
  receive(book, 2, { kind: 'limit', amount: rs(25_000) })
  pay(book, 1, { instrument: 'ppa' })
  issue(book, 1, 'C0726001')
  expect(held(book, 'limit/composite/2026-27')).toBe(rs(23_000))
  expect(pay(book, 2, { instrument: 'ppa', instead: uuid(0x601) }).codes).toEqual(['CASH_STILL_ALIVE'])
  const back = step(book, 1, 'bounce', { bouncedOn: '2026-11-05', bounce: 'wrong-account' }, teacher)
  expect(back.record).toMatchObject({ state: 'bounced', body: { bounce: 'wrong-account' } })
  expect(held(book, 'limit/composite/2026-27')).toBe(rs(25_000))
  expect(sign(book, 2, 'C0726001').codes).toEqual(['CASH_CHEQUE_USED'])
  expect(step(book, 2, 'chairSign', { number: 'C0726002', dated: '2026-11-06', signer: uuid(0x700) }).codes).toEqual([])
})

test('E5 limit lapses 31 March: what is left of it pays nothing in April, and no cash book carries it over', () => {
  const book = school()
  receive(book, 2, { kind: 'limit', amount: rs(25_000) })
  pay(book, 1, { instrument: 'ppa' })
  issue(book, 1, 'C1')
  book.world = { ...book.world, today: '2027-04-05' }
  expect(pay(book, 2, { on: '2027-03-31', instrument: 'ppa' }).codes).toEqual([])
  expect(pay(book, 3, { on: '2027-04-01', instrument: 'ppa' })).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'CASH_LIMIT_LAPSED', facts: { span: '2027-28', leftPaisa: rs(23_000) } }],
  })
  const closing = (month: string) =>
    payment.sheets['cashBook']!.table(book.context(payment), { month }).rows.map(({ cells }) => cells.at(-1))
  expect(closing('2027-03').at(-1)).toEqual({ field: 'amount', value: rs(23_000) })
  expect(closing('2027-04')).toEqual([
    { field: 'amount', value: 0 },
    { field: 'amount', value: 0 },
  ])
})

test('E6 payment without resolution: made and marked; approving it waits for the office above; one that is cited must exist', () => {
  const book = school()
  expect(pay(book, 1, { amount: rs(6_000) }).codes).toEqual(['CASH_RESOLUTION_MISSING'])
  expect(step(book, 1, 'approve')).toMatchObject({ status: 'held', codes: ['CASH_RESOLUTION_MISSING'] })
  expect(book.page(payment, uuid(0x601)).state).toBe('made')
  expect(step(book, 1, 'approve', { resolution: '7' })).toMatchObject({
    status: 'refused',
    codes: ['CASH_RESOLUTION_UNKNOWN'],
    problems: [{ at: '/resolution', facts: { cited: '7' } }],
  })
  meet(book, '2026-11-01', 8, 11)
  signMinutes(book, '2026-11-01')
  expect(step(book, 1, 'approve', { resolution: '১' })).toMatchObject({ status: 'accepted', codes: [] })
  pay(book, 2, { amount: rs(6_000) })
  const decided = book.take(payment, 'approve', {}, { stream: uuid(0x602), by: head, decided: true })
  expect(decided.record!.state).toBe('approved')
})

test('E7 SMC chair vacant: a member signs and is marked, or the officer stands in; the two signatures stay two persons', () => {
  const book = moneyBook()
  receive(book, 1)
  bookOfCheques(book)
  sit(book, 0)
  sit(book, 1, { person: people.head })
  book.take(member, 'leave', { leftOn: '2026-10-01', cause: 'resigned' }, { stream: uuid(0x700), by: head })
  pay(book, 1)
  step(book, 1, 'approve')
  const half = step(book, 1, 'chairSign', {
    number: '101',
    dated: '2026-11-02',
    signer: uuid(0x701),
    why: 'chair resigned',
  })
  expect(half).toMatchObject({ status: 'accepted', flags: [{ code: 'CASH_CHAIR_VACANT', facts: { members: 1 } }] })
  expect(step(book, 1, 'sign', {}, head)).toMatchObject({ status: 'refused', codes: ['CASH_SIGNERS_SAME'] })
  pay(book, 2)
  step(book, 2, 'approve')
  const stood = step(book, 2, 'standIn', { number: '102', dated: '2026-11-02', authority: 'BSA order 44' }, officer)
  expect(stood.record!.state).toBe('half-signed')
  expect(step(book, 2, 'sign', {}, head).record!.state).toBe('signed')
})

test('E8 maker also checker: refused, whoever it is; the head’s own voucher goes to the office above', () => {
  const book = school()
  pay(book, 1, {}, { by: head })
  expect(step(book, 1, 'approve', {}, head).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(step(book, 1, 'approve', {}, officer).record!.state).toBe('approved')
  const both = actorAt('head', 'school', people.teacher)
  pay(book, 2)
  expect(step(book, 2, 'approve', {}, both)).toMatchObject({ status: 'refused', codes: ['CASH_MAKER_CHECKS'] })
  const alone = moneyBook({ staff: [staffOf.head] })
  pay(alone, 3, {}, { by: head })
  expect(step(alone, 3, 'approve', {}, head).codes).toEqual(['ROLE_NOT_ALLOWED'])
})

test('E9 head overdrawn: taken, marked with what is short, and shown as it is, below zero', () => {
  const book = school()
  pay(book, 1, { amount: rs(4_000), head: 'sports' })
  expect(book.page(payment, uuid(0x601)).flags).toMatchObject([
    { code: 'CASH_HEAD_OVERDRAWN', facts: { leftPaisa: 0, paisa: rs(4_000) } },
  ])
  issue(book, 1, '101')
  expect(held(book, 'bank/sports')).toBe(rs(-4_000))
  const rows = payment.sheets['utilisation']!.table(book.context(payment), { year: '2026' }).rows
  expect(rows.find(({ cells }) => JSON.stringify(cells[0]).includes('sports'))).toMatchObject({
    tones: expect.arrayContaining(['bad']),
  })
  // Two vouchers that each fit and together do not: the second is told what the first has claimed.
  pay(book, 2, { amount: rs(3_000), head: 'library', on: '2026-11-03' })
  receive(book, 2, { head: 'library', amount: rs(5_000) })
  expect(pay(book, 3, { amount: rs(3_000), head: 'library' })).toMatchObject({
    flags: [{ code: 'CASH_HEAD_OVERDRAWN', facts: { leftPaisa: rs(2_000) } }],
  })
  const lines = fundsLines(book.page(payment, uuid(0x603)), book.context(payment))
  expect(lines.map((line) => line.value)).toEqual([rs(5_000), -rs(3_000), -rs(3_000), -rs(1_000)])
})

test('E10 bank interest recovered: received under its own head, taken back by the bank without an instrument, nothing left', () => {
  const book = school()
  receive(book, 2, { kind: 'interest', head: 'interest', amount: rs(312), order: undefined })
  expect(held(book, 'bank/interest')).toBe(rs(312))
  pay(book, 1, {
    head: 'interest',
    instrument: 'debit',
    amount: rs(312),
    payee: 'Treasury',
    what: 'interest recovered',
  })
  step(book, 1, 'approve')
  expect(step(book, 1, 'issue', { issuedOn: '2026-11-10' }, teacher).record!.state).toBe('issued')
  expect(held(book, 'bank/interest')).toBe(0)
  expect(held(book, 'bank/composite')).toBe(rs(50_000))
})
