/** What happens when free books are given out, each case by its number in the fact book (group D). */
import { expect, test } from 'vitest'
import type { Table } from '#kernel/define/sheet.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head, teacher, uuid } from '#test/support/kernel-context.ts'
import { byPupil, give, left, move, setItem } from '#test/support/kernel-goods.ts'
import { enrol, move as moveClass, remove } from '#test/support/kernel-school.ts'
import { bookSets } from './book-sets.ts'

const SET = 0x710
const PAGE = `${uuid(SET)}/4-A/2026`

/** A class of four, and the sets that came for it. */
function school(sets = 10): Book {
  const book = new Book()
  for (let n = 1; n <= 4; n++) enrol(book, n)
  setItem(book, SET)
  if (sets > 0) move(book, 'receipt', SET, sets, { unit: 'set', on: '2026-01-02' })
  return book
}

const figures = (book: Book, stream = PAGE) => {
  const { count } = bookSets.measures!
  const page = book.page(bookSets, stream)
  const context = book.context(bookSets)
  return [count['given']!(page, context), count['entitled']!(page, context)]
}

test('D1 books short by class: those without are named, the sheet says how many are wanted, the rest are given later', () => {
  const book = school(3)
  expect(give(book, SET, { 1: 'G', 2: 'G', 3: 'G', 4: 'N' }).codes).toEqual([])
  expect(figures(book)).toEqual([3, 4])
  const short = () => rowsOf(bookSets.sheets['short']!.table(book.context(bookSets), { day: '2026-03-10' }))
  expect(short()).toEqual([
    [{ en: 'Class 4 set 1808' }, 4, 3, 3, 0, 1],
    [{ label: 'cells.total' }, 4, 3, 3, 0, 1],
  ])
  move(book, 'receipt', SET, 2, { unit: 'set' })
  const more = book.take(bookSets, 'more', { on: '2026-03-10', marks: byPupil({ 4: 'G' }) }, { stream: PAGE })
  expect(more).toMatchObject({ status: 'accepted', codes: [] })
  expect(figures(book)).toEqual([4, 4])
  expect(left(book, SET).total).toBe(1)
  expect(short()[0]!.slice(1)).toEqual([4, 5, 4, 1, 0])
})

test('D1 more given than came: kept, marked with how many, and asked for as a missing receipt', () => {
  const book = school(3)
  expect(give(book, SET, { 1: 'G', 2: 'G', 3: 'G', 4: 'G' })).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'SETS_OVER_BALANCE', facts: { left: 3, over: 1 } }],
  })
  expect(left(book, SET).total).toBe(-1)
})

test('D2 pupil leaves after receiving a set: it stays hers and stays counted; nothing is asked back', () => {
  const book = school()
  give(book, SET, { 1: 'G', 2: 'G', 3: 'G', 4: 'G' })
  remove(book, 4, '2026-03-10')
  expect(figures(book)).toEqual([4, 4])
  expect(left(book, SET).total).toBe(6)
  expect(book.correct(bookSets, PAGE, { note: 'on the day of opening' }, { by: teacher }).codes).toEqual([])
})

test('D3 second set demanded: kept with a mark and its reason, two leave the stock, the pupil is counted once', () => {
  const book = school()
  const told = give(book, SET, { 1: 'S', 2: 'G', 3: 'G', 4: 'N' }, { note: 'the first burnt with the house' })
  expect(told).toMatchObject({ status: 'accepted', flags: [{ code: 'SETS_SECOND', facts: { count: 1 } }] })
  expect(figures(book)).toEqual([3, 4])
  expect(left(book, SET).total).toBe(6)
})

test('D3 second set in another class section of the same year: found there', () => {
  const book = school()
  enrol(book, 5, { group: '4-B' })
  give(book, SET, { 1: 'G', 2: 'G', 3: 'G', 4: 'G' })
  moveClass(book, 4, '4-B', '2026-03-10')
  expect(give(book, SET, { 4: 'G', 5: 'G' }, { group: '4-B' }).codes).toEqual(['SETS_SECOND'])
})

test('D3 a tap too many is taken back by the next one, and the stock agrees', () => {
  const book = school()
  give(book, SET, { 1: 'G', 2: 'G', 3: 'G', 4: 'G' })
  book.take(bookSets, 'more', { on: '2026-03-10', marks: byPupil({ 3: 'N' }) }, { stream: PAGE })
  expect(figures(book)).toEqual([3, 4])
  expect(left(book, SET).total).toBe(7)
})

test('two phones give one class its sets: both pages are kept until a person decides', () => {
  const book = school()
  give(book, SET, { 1: 'G', 2: 'G', 3: 'G', 4: 'N' })
  expect(give(book, SET, { 1: 'G', 2: 'G', 3: 'G', 4: 'G' }, {}, { by: head, id: uuid(0x10) })).toMatchObject({
    status: 'held',
    problems: [{ code: 'CLASH' }],
  })
  expect(figures(book)).toEqual([3, 4])
})

test('Today asks for each class whose sets have come, until its page is there', () => {
  const book = school(0)
  const asked = (day: string) => bookSets.expects!(book.context(bookSets), day).map(({ stream }) => stream)
  expect(asked('2026-03-10')).toEqual([])
  move(book, 'receipt', SET, 4, { unit: 'set' })
  expect(asked('2026-03-10')).toEqual([PAGE])
  give(book, SET, { 1: 'G', 2: 'G', 3: 'G', 4: 'G' })
  expect([asked('2026-03-10'), asked('2026-03-11')]).toEqual([[PAGE], []])
})

test('a set of another class, another year, a pupil of another school: refused', () => {
  const book = school()
  setItem(book, 0x711, '2')
  expect(give(book, 0x711, { 1: 'G' }).codes).toEqual(['SETS_ITEM_WRONG'])
  expect(give(book, SET, { 1: 'G' }, { year: '2025' }).codes).toEqual(['SETS_YEAR_WRONG'])
  expect(give(book, SET, { 99: 'G' }).codes).toEqual(['SETS_PUPIL_FOREIGN'])
})

const rowsOf = (table: Table) => table.rows.map(({ cells }) => [...cells])
