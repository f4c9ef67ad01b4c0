import { expect, test } from 'vitest'
import { bulkRecords, bulkSteps } from '#kernel/define/bulk-records.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head } from '#test/support/kernel-context.ts'
import { enrol, move, remove } from '#test/support/kernel-school.ts'
import { rollOn } from '../common/roll.ts'
import { admission } from './admission.ts'

const { start } = admission.steps['move']!.bulk!
const due = (book: Book, group: string) =>
  bulkRecords(admission, 'move', book.pages(admission), book.context(admission, head), group).map((r) => r.body['no'])

test('a whole class moves to the next class in its section from the first day of the new year', () => {
  const at = (today: string) =>
    new Book({ today, groups: ['pre-A', '1-A', '3-A', '4-A', '5-A'] }).context(admission, head)
  expect(start!('3-A', at('2026-11-26'))).toEqual({ group: '4-A', from: '2027-01-01' })
  expect(start!('pre-A', at('2027-01-20'))).toEqual({ group: '1-A', from: '2027-01-01' })
  expect(start!('3-A', at('2026-06-10'))).toEqual({ group: '4-A', from: '2026-06-10' })
  expect(start!('5-A', at('2026-11-26'))).toEqual({ from: '2027-01-01' })
})

test('whoever is kept back stays, who has left is not asked for, and nobody is promoted twice in whatever order', () => {
  const book = new Book({ today: '2026-11-26', groups: ['3-A', '4-A', '5-A'] })
  for (const [n, group] of [
    [1, '3-A'],
    [2, '3-A'],
    [3, '3-A'],
    [4, '4-A'],
  ] as const)
    enrol(book, n, { group })
  remove(book, 3, '2026-11-01')
  expect(due(book, '3-A')).toEqual([1, 2])
  expect(move(book, 1, '4-A', '2027-01-01').status).toBe('accepted')
  expect([due(book, '3-A'), due(book, '4-A')]).toEqual([[2], [4]])
  expect(rollOn(book.pages(admission), '2026-12-31', '3-A').map((r) => r.body['no'])).toEqual([1, 2])
  expect(rollOn(book.pages(admission), '2027-01-01', '4-A').map((r) => r.body['no'])).toEqual([1, 4])
})

test('the steps that many can take with one save are those that say so', () => {
  expect(bulkSteps(admission)).toEqual(['move', 'remove'])
})
