import { expect, test } from 'vitest'
import { Book } from '#test/support/kernel-book.ts'
import { enrol, mark } from '#test/support/kernel-school.ts'
import { attendance } from './attendance.ts'
import { lowAttendance, summary } from './summary-sheet.ts'

/** Four pupils, even numbers girls; three days marked of those that were open. */
function school(): Book {
  const book = new Book({ today: '2026-03-10' })
  enrol(book, 1, { category: 'SC' })
  enrol(book, 2, { category: 'SC' })
  enrol(book, 3)
  enrol(book, 4)
  mark(book, '2026-03-08', '4-A', { 1: 'P', 2: 'A', 3: 'P', 4: 'P' })
  mark(book, '2026-03-09', '4-A', { 1: 'T', 2: 'A', 3: 'P', 4: 'L' })
  mark(book, '2026-03-10', '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P' })
  return book
}

test('the monthly return: pupils and shares by class, category and sex; late counts as there', () => {
  const { rows, notes } = summary.table(school().context(attendance), { month: '2026-03' })
  const cells = rows.map((row) => row.cells.slice(1))
  expect(cells).toEqual([
    [{ label: 'cells.category.SC' }, 1, 1, 2, '100.0%', '33.3%', '66.7%'],
    [{ label: 'cells.notStated' }, 1, 1, 2, '100.0%', '66.7%', '83.3%'],
    [{ label: 'cells.all' }, 2, 2, 4, '100.0%', '50.0%', '75.0%'],
    [{ label: 'cells.all' }, 2, 2, 4, '100.0%', '50.0%', '75.0%'],
  ])
  expect((notes![0] as { facts: { marked: number } }).facts.marked).toBe(3)
})

test('a class without sheets has pupils and no figure', () => {
  const book = new Book({ today: '2026-03-10' })
  enrol(book, 1)
  const { rows } = summary.table(book.context(attendance), { month: '2026-03' })
  expect(rows.at(-1)!.cells.slice(2)).toEqual([1, 0, 1, null, null, null])
})

test('low attendance is listed, lowest first', () => {
  const { rows } = lowAttendance.table(school().context(attendance), { month: '2026-03' })
  expect(rows.map((row) => row.cells.slice(2))).toEqual([
    [1, 3, 2, '33.3%'],
    [2, 3, 1, '66.7%'],
  ])
})
