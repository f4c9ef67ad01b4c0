/** The diary and the despatch book of an office: numbers, answers that find their letters, and what is due. */
import { expect, test } from 'vitest'
import { Book } from '#test/support/kernel-book.ts'
import { head, uuid } from '#test/support/kernel-context.ts'
import { letterOut } from '../letter-out/letter-out.ts'
import { letterIn } from './letter-in.ts'

const WORLD = { today: '2026-11-20' }

const received = (book: Book, n: number, changes: object = {}) =>
  book.take(
    letterIn,
    'enter',
    { letter: uuid(n), on: '2026-11-02', from: 'Upazila office', subject: `Matter ${n}`, mode: 'hand', ...changes },
    { by: head },
  )

const sent = (book: Book, n: number, changes: object = {}) =>
  book.take(
    letterOut,
    'enter',
    {
      letter: uuid(n),
      on: '2026-11-05',
      to: 'Upazila office',
      subject: `Answer ${n}`,
      mode: 'hand',
      ...changes,
    },
    { by: head },
  )

test('each book has its numbers, and each calendar year begins with one', () => {
  const book = new Book(WORLD)
  const numbers = [received(book, 1), received(book, 2), sent(book, 3)].map((told) => told.record?.body['no'])
  expect(numbers).toEqual([1, 2, 1])
  expect(received(book, 4, { on: '2025-12-30' }).record?.body['no']).toBe(1)
})

test('an answer disposes of its letter and stands beside it in the diary; an interim one leaves it open', () => {
  const book = new Book(WORLD)
  received(book, 1)
  received(book, 2)
  sent(book, 3, { answers: uuid(1) })
  sent(book, 4, { answers: uuid(2), interim: true })
  expect(book.page(letterIn, uuid(1))).toMatchObject({
    state: 'disposed',
    body: { outcome: 'answered', reply: uuid(3) },
  })
  expect(book.page(letterIn, uuid(2)).state).toBe('received')
  const diary = letterIn.sheets['diary']!.table(book.context(letterIn, head), { month: '2026-11' })
  expect(diary.rows.map(({ cells }) => cells.slice(-2))).toEqual([
    ['2026-11-05', { label: 'cells.answeredBy', facts: { no: 1, day: '2026-11-05' } }],
    [null, null],
  ])
})

test('an answer to a letter that is not in the diary is kept and flagged, and nothing else is written', () => {
  const book = new Book(WORLD)
  expect(sent(book, 3, { answers: uuid(9) })).toMatchObject({ status: 'accepted', codes: ['DESPATCH_ANSWERS_UNKNOWN'] })
  expect(book.pages(letterIn)).toEqual([])
})

test('their answer to our letter closes it', () => {
  const book = new Book(WORLD)
  sent(book, 3, { replyBy: '2026-11-15' })
  expect(letterOut.expects!(book.context(letterOut, head), '2026-11-20')).toMatchObject([
    { stream: uuid(3), by: '2026-11-15', step: 'answer' },
  ])
  received(book, 1, { replyTo: uuid(3), on: '2026-11-18' })
  expect(book.page(letterOut, uuid(3))).toMatchObject({ state: 'answered', body: { answeredOn: '2026-11-18' } })
  expect(letterOut.expects!(book.context(letterOut, head), '2026-11-20')).toEqual([])
})

test('dates that cannot be and a letter written twice are kept and flagged', () => {
  const book = new Book(WORLD)
  expect(received(book, 1, { dated: '2026-11-03' }).codes).toEqual(['LETTER_DATED_LATER'])
  expect(received(book, 2, { due: '2026-10-30' }).codes).toEqual(['LETTER_DUE_BEFORE'])
  received(book, 3, { theirNo: '38.01.0000-92' })
  expect(received(book, 4, { theirNo: '38.01.0000-92', from: 'UPAZILA  office', mode: 'email' }).flags).toMatchObject([
    { code: 'LETTER_TWICE', facts: { no: 3 } },
  ])
  expect(sent(book, 5, { replyBy: '2026-11-01' }).codes).toEqual(['DESPATCH_REPLY_BEFORE'])
})

test('what is due near or over is expected, first what is longest overdue; a letter disposed of is not', () => {
  const book = new Book(WORLD)
  received(book, 1, { due: '2026-11-22' })
  received(book, 2, { due: '2026-11-10' })
  received(book, 3, { due: '2026-12-20' })
  received(book, 4, { due: '2026-11-19' })
  book.take(letterIn, 'dispose', { disposedOn: '2026-11-19', outcome: 'filed' }, { stream: uuid(4), by: head })
  const expected = letterIn.expects!(book.context(letterIn, head), '2026-11-20')
  expect(expected.map(({ stream, by }) => [stream, by])).toEqual([
    [uuid(2), '2026-11-10'],
    [uuid(1), '2026-11-22'],
  ])
  const { rows } = letterIn.sheets['pending']!.table(book.context(letterIn, head), { day: '2026-11-20' })
  expect(rows.map(({ cells }) => [cells[0], cells.at(-1)])).toEqual([
    [2, 10],
    [1, null],
    [3, null],
  ])
})

test('a line struck out keeps its number and its words in the book', () => {
  const book = new Book(WORLD)
  received(book, 1)
  received(book, 2)
  book.take(letterIn, 'cancel', {}, { stream: uuid(1), by: head, reason: 'written twice' })
  const { rows } = letterIn.sheets['diary']!.table(book.context(letterIn, head), { month: '2026-11' })
  expect(rows.map(({ cells, tone }) => [cells[0], cells[5], tone])).toEqual([
    [1, 'Matter 1', 'struck'],
    [2, 'Matter 2', undefined],
  ])
})
