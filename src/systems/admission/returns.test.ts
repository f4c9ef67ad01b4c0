import { expect, test } from 'vitest'
import { packs } from '#packs/index.ts'
import { Book } from '#test/support/kernel-book.ts'
import { enrol, remove } from '#test/support/kernel-school.ts'
import { admission } from './admission.ts'
import { enrolment } from './enrolment-sheet.ts'
import { udise, udiseGaps } from './udise-sheet.ts'

const DAY = '2026-03-31'

function school(): Book {
  const { rates } = packs['up-basic']!.pack
  const book = new Book({ today: DAY, rates, groups: ['pre-A', '4-A', '4-B', '10-A'] })
  // Even numbers are girls.
  enrol(book, 1, { category: 'GEN' })
  enrol(book, 2, { category: 'OBC' })
  enrol(book, 3, { category: 'OBC', group: '4-B' })
  enrol(book, 4, { category: 'SC', group: 'pre-A' })
  enrol(book, 5, { group: '10-A' })
  enrol(book, 6, { category: 'ST', sex: 'other' })
  enrol(book, 7, { category: 'GEN' })
  remove(book, 7, '2026-03-01')
  return book
}

const heads = (table: { columns: readonly { head: unknown; sub?: unknown }[] }) =>
  table.columns.map(({ head, sub }) => JSON.stringify([head, sub]))

test('enrolment counts those on the roll of the day, class by class; its totals are the sums of its parts', () => {
  const table = enrolment.table(school().context(admission), { day: DAY })
  const cells = table.rows.map((row) => row.cells.slice(1) as number[])
  expect(table.rows.map((row) => row.cells[0])).toEqual([
    { field: 'group', value: 'pre' },
    { field: 'group', value: '4' },
    { field: 'group', value: '10' },
    { label: 'cells.total' },
  ])
  expect(cells.map((row) => row.at(-1))).toEqual([1, 4, 1, 6])
  const columns = cells[0]!.length
  for (let i = 0; i < columns; i += 1)
    expect(cells.at(-1)![i]).toBe(cells.slice(0, -1).reduce((sum, row) => sum + row[i]!, 0))
  // Five categories with three sexes, three sums of sexes, one of all.
  expect(columns).toBe(5 * 3 + 3 + 1)
  for (const row of cells) expect(row.slice(0, 15).reduce((sum, n) => sum + n, 0)).toBe(row.at(-1))
})

test('where no category and no third sex is written, there is no column for them', () => {
  const book = new Book({ today: DAY })
  enrol(book, 1)
  const table = enrolment.table(book.context(admission), { day: DAY })
  expect(heads(table)).toHaveLength(1 + 2 + 1)
})

test('the UDISE+ file has a row per category and a column per class and sex; who does not fit is named', () => {
  const context = school().context(admission)
  const file = udise.table(context, { day: DAY })
  const names = file.columns.map(({ head }) => head)
  expect(names.slice(0, 8)).toEqual([
    'key',
    'udise_code',
    'ac_year',
    'mapping',
    'item_group',
    'item_id',
    'cpp_b',
    'cpp_g',
  ])
  const at = (item: number, column: string) =>
    file.rows.find((row) => row.cells[5] === item)!.cells[names.indexOf(column)]
  expect([at(1, 'c4_b'), at(4, 'c4_g'), at(4, 'c4_b'), at(2, 'cpp_g'), at(3, 'c4_b')]).toEqual([1, 1, 1, 1, 0])
  expect(file.rows[0]!.cells[0]).toBe(`${context.office.code}+R2+${DAY}`)
  expect(file.notes).toEqual([{ label: 'cells.udiseLeft', facts: { count: 2, all: 6 } }])
  const gaps = udiseGaps.table(context, { day: DAY })
  expect(gaps.rows.map((row) => row.cells.at(-1))).toEqual([{ label: 'cells.gapSex' }, { label: 'cells.gapCategory' }])
})

test('a school system without a mapping has no UDISE+ file', () => {
  expect(udise.isFor!(new Book({ today: DAY }).context(admission))).toBe(false)
  expect(udise.isFor!(school().context(admission))).toBe(true)
})
