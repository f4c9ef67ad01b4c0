/** What happens to money on its way to a parent's account, each case by its number in the fact book (group D). */
import { expect, test } from 'vitest'
import type { Body } from '#kernel/entry/record.ts'
import { Book, type Told } from '#test/support/kernel-book.ts'
import { head, officer, teacher, uuid } from '#test/support/kernel-context.ts'
import { enrol } from '#test/support/kernel-school.ts'
import { dbt } from './dbt.ts'

const rates = {
  'dbt.components': { uniform: 60_000, sweater: 20_000, bag: 17_500, shoes: 12_500, stationery: 10_000 },
}

function school(): Book {
  const book = new Book({ rates, yearStart: '04-01' })
  for (let n = 1; n <= 3; n++) enrol(book, n)
  return book
}

const page = (n: number, changes: Body = {}): Body => ({
  pupil: uuid(n),
  year: '2025-26',
  on: '2026-03-01',
  relation: 'mother',
  holder: { en: `Mother ${n}` },
  last4: '4821',
  seeded: 'yes',
  ...changes,
})

const streamOf = (n: number) => `${uuid(n)}/2025-26`
const write = (book: Book, n: number, changes: Body = {}): Told => book.take(dbt, 'enter', page(n, changes))
const step = (book: Book, n: number, name: string, body: Body = {}, by = head): Told =>
  book.take(dbt, name, body, { by, stream: streamOf(n), reason: 'test' })

/** A pupil's money as far as the bank. */
function send(book: Book, n: number): void {
  write(book, n)
  step(book, n, 'verify')
  step(book, n, 'send', { sentOn: '2026-03-02' })
}

const credit = { creditedOn: '2026-03-08', amount: 120_000 }

test('D4 rejected, account closed: on the failed list with the reason, a new account, verified and sent again, credited', () => {
  const book = school()
  send(book, 1)
  const failed = step(book, 1, 'fail', { failedOn: '2026-03-05', why: 'closed' }, officer)
  expect(failed.record).toMatchObject({ state: 'failed', body: { why: 'closed' } })
  const list = () =>
    dbt.sheets['failed']!.table(book.context(dbt), { day: '2026-03-10' }).rows.map(({ open }) => open?.stream)
  expect(list()).toEqual([streamOf(1)])
  const account = { relation: 'father', holder: { en: 'Father 1' }, last4: '0077', seeded: 'yes' }
  expect(step(book, 1, 'changeAccount', account, teacher).record!.state).toBe('pending')
  expect(list()).toEqual([])
  expect(step(book, 1, 'send', { sentOn: '2026-03-06' }).codes).toEqual(['STATE_NOT_ALLOWED'])
  step(book, 1, 'verify')
  step(book, 1, 'send', { sentOn: '2026-03-06' })
  expect(step(book, 1, 'credit', credit)).toMatchObject({
    codes: [],
    record: { state: 'credited', body: { last4: '0077' } },
  })
})

test('D5 siblings, one account: both are kept without a mark and each is credited for herself', () => {
  const book = school()
  for (const n of [1, 2]) {
    expect(write(book, n, { holder: { en: 'Rahima' } }).codes).toEqual([])
    step(book, n, 'verify')
  }
  expect(step(book, 1, 'credit', credit).record!.state).toBe('credited')
  expect(book.page(dbt, streamOf(2)).state).toBe('verified')
})

test('D6 guardian changes: the account is changed with a reason, goes back to be verified, the old one stays in the log', () => {
  const book = school()
  write(book, 1)
  step(book, 1, 'verify')
  const account = { relation: 'guardian', holder: { en: 'Grandmother' }, last4: '9310', seeded: 'unknown' }
  const silent = book.take(dbt, 'changeAccount', account, { by: teacher, stream: streamOf(1) })
  expect(silent.codes).toEqual(['REASON_MISSING'])
  expect(step(book, 1, 'changeAccount', account, teacher).record).toMatchObject({
    state: 'pending',
    body: { relation: 'guardian', last4: '9310' },
    heads: [{ body: { relation: 'mother', last4: '4821' } }],
  })
})

test('D7 credit reversed: counted as failed again, on the list, and may be sent anew', () => {
  const book = school()
  send(book, 1)
  step(book, 1, 'credit', credit)
  const { count } = dbt.measures!
  const figures = () =>
    ['credited', 'failed'].map((name) => count[name]!(book.page(dbt, streamOf(1)), book.context(dbt)))
  expect(figures()).toEqual([1, 0])
  expect(step(book, 1, 'reverse', { reversedOn: '2026-03-09' }).record!.state).toBe('reversed')
  expect(figures()).toEqual([0, 1])
  expect(dbt.sheets['failed']!.table(book.context(dbt), { day: '2026-03-10' }).rows).toHaveLength(1)
  expect(step(book, 1, 'send', { sentOn: '2026-03-10' }).record!.state).toBe('sent')
})

test('another amount than the rate is kept and marked; the lines say what the money is for', () => {
  const book = school()
  send(book, 1)
  expect(step(book, 1, 'credit', { ...credit, amount: 60_000 })).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'DBT_AMOUNT_DIFFERS', facts: { due: 1200 } }],
  })
  expect(dbt.explain!(book.page(dbt, streamOf(1)), book.context(dbt)).map(({ value }) => value)).toEqual([
    600, 200, 175, 125, 100, 1200,
  ])
})

test('no whole account number, no photo without consent, no money where none is paid', () => {
  const book = school()
  expect(write(book, 1, { last4: '12345678' }).codes).toEqual(['FIELD_TOO_LONG'])
  expect(write(book, 1, { last4: '12a4' }).codes).toEqual(['DBT_LAST_FOUR'])
  expect(write(book, 2, { last4: '४८२१' }).status).toBe('accepted')
  send(book, 3)
  step(book, 3, 'credit', credit)
  const picture = { sha256: 'a'.repeat(64), bytes: 1000, type: 'image/jpeg' }
  const seen = { consent: false, bought: 'part', seenOn: '2026-03-10', picture }
  expect(step(book, 3, 'purchase', seen).codes).toEqual(['DBT_NO_CONSENT'])
  expect(step(book, 3, 'purchase', { ...seen, consent: true }).status).toBe('accepted')
  const elsewhere = new Book()
  enrol(elsewhere, 1)
  expect(write(elsewhere, 1).codes).toEqual(['DBT_NOT_HERE'])
})
