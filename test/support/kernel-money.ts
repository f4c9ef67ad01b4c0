/** Short ways to tell a school's money and meetings in tests: receipts, vouchers through their steps, committees. */
import type { Actor } from '#kernel/define/who.ts'
import type { Body } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'
import { chequeBook } from '#systems/cheque-book/cheque-book.ts'
import { meeting } from '#systems/meeting/meeting.ts'
import { member } from '#systems/member/member.ts'
import { payment } from '#systems/payment/payment.ts'
import { receipt } from '#systems/receipt/receipt.ts'
import { Book, type Said, type Told } from './kernel-book.ts'
import { head, teacher, uuid, type World } from './kernel-context.ts'

/** A school in Uttar Pradesh in the year of money 2026-27, with what its pack says of money and committees. */
export const moneyWorld: World = {
  today: '2026-11-20',
  yearStart: '04-01',
  moneyYearStart: '04-01',
  weekly: [0],
  rates: {
    'money.resolutionAbove': 500_000,
    'money.cashMost': 100_000,
    'money.chequeMonths': 3,
    'money.reconcileDay': 10,
    'committee.size': 15,
    'meeting.quorumPercent': 50,
    'meeting.monthly': ['smc'],
  },
}

export const moneyBook = (world: World = {}): Book => new Book({ ...moneyWorld, ...world })

/** Rupees in paisa. */
export const rs = (rupees: number): number => rupees * 100

export const receive = (book: Book, n: number, changes: Body = {}, said: Said = {}): Told =>
  book.take(
    receipt,
    'enter',
    {
      receipt: uuid(0x500 + n),
      on: '2026-04-10',
      kind: 'grant',
      head: 'composite',
      amount: rs(50_000),
      order: '12',
      ...changes,
    },
    { by: teacher, ...said },
  )

/** Voucher number n, made by a teacher. */
export const pay = (book: Book, n: number, changes: Body = {}, said: Said = {}): Told =>
  book.take(
    payment,
    'enter',
    {
      payment: uuid(0x600 + n),
      on: '2026-11-02',
      head: 'composite',
      amount: rs(2_000),
      payee: 'Sharma Stationers',
      what: 'chalk and registers',
      instrument: 'cheque',
      ...changes,
    },
    { by: teacher, ...said },
  )

export const step = (book: Book, n: number, name: string, body: Body = {}, by: Actor = head, reason = 'test'): Told =>
  book.take(payment, name, body, { stream: uuid(0x600 + n), by, reason })

/** Approves voucher n and has it signed by the chair and the head. */
export function sign(book: Book, n: number, number: string, changes: Body = {}): Told {
  step(book, n, 'approve')
  const half = step(book, n, 'chairSign', { number, dated: '2026-11-02', signer: uuid(0x700), ...changes }, teacher)
  return half.status === 'accepted' ? step(book, n, 'sign') : half
}

/** Takes voucher n all the way into the hands of the payee. */
export function issue(book: Book, n: number, number: string, issuedOn: Day = '2026-11-03'): Told {
  const told = sign(book, n, number)
  return told.status === 'accepted' ? step(book, n, 'issue', { issuedOn }, teacher) : told
}

export const bookOfCheques = (book: Book, first = 101, last = 125): Told =>
  book.take(
    chequeBook,
    'enter',
    { book: uuid(0x800), on: '2026-04-01', bank: 'Bank of Baroda', first, last },
    { by: head },
  )

/** Members of the committee by number from 0, who is the chair. */
export const sit = (book: Book, n: number, changes: Body = {}): Told =>
  book.take(
    member,
    'enter',
    {
      member: uuid(0x700 + n),
      committee: 'smc',
      name: { en: `Member ${n}` },
      sex: n % 2 === 0 ? 'female' : 'male',
      kind: 'parent',
      seat: n === 0 ? 'chair' : 'member',
      from: '2026-01-01',
      ...changes,
    },
    { by: head },
  )

export const committee = (book: Book, size: number): void => {
  for (let n = 0; n < size; n++) sit(book, n)
}

/** Minutes of a committee meeting to which so many of its members came. */
export const meet = (book: Book, on: Day, came: number, of: number, changes: Body = {}): Told =>
  book.take(
    meeting,
    'enter',
    {
      kind: 'smc',
      on,
      present: Object.fromEntries(Array.from({ length: of }, (_, n) => [uuid(0x700 + n), n < came ? 'P' : 'A'])),
      agenda: [{ subject: 'Repairs', decision: 'Mend the roof', owner: 'Head teacher', due: '2026-11-30' }],
      ...changes,
    },
    { by: head },
  )

export const signMinutes = (book: Book, on: Day): Told =>
  book.take(meeting, 'issue', {}, { stream: `smc/${on}`, by: head })
