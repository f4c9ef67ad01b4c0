/** What happens to books on loan, each case by its number in the fact book (group D). */
import { expect, test } from 'vitest'
import { Book } from '#test/support/kernel-book.ts'
import { head, teacher, uuid } from '#test/support/kernel-context.ts'
import { copy, lend } from '#test/support/kernel-goods.ts'
import { enrol, remove } from '#test/support/kernel-school.ts'
import { library } from '../library/library.ts'
import { loans } from './loans.ts'

/** Three copies and two pupils. */
function school(): Book {
  const book = new Book({ today: '2026-03-31' })
  for (let n = 1; n <= 2; n++) enrol(book, n)
  for (let n = 0x801; n <= 0x803; n++) copy(book, n)
  return book
}

const step = (book: Book, loan: number, name: string, body: object) =>
  book.take(loans, name, { ...body }, { stream: uuid(loan) })

test('D14 book lost, pupil already transferred: written lost with a mark, nobody is fined, the copy is lent no more', () => {
  const book = school()
  expect(lend(book, 0x901, 0x801, 1).codes).toEqual([])
  remove(book, 1, '2026-03-20')
  const lost = step(book, 0x901, 'lose', { lostOn: '2026-03-25', loss: 'not brought back' })
  expect(lost).toMatchObject({ status: 'accepted', codes: ['LOANS_PUPIL_LEFT'], record: { state: 'lost' } })
  const open = loans.sheets['open']!.table(book.context(loans), { day: '2026-03-24' }).rows
  expect(open).toMatchObject([{ tone: 'struck', open: { stream: uuid(0x901) } }])
  expect(lend(book, 0x902, 0x801, 2)).toMatchObject({ status: 'refused', codes: ['LOANS_COPY_GONE'] })
  const withdrawn = { withdrawnOn: '2026-03-30', cause: 'lost', resolution: '9 of 28 March' }
  expect(book.take(library, 'withdraw', withdrawn, { by: teacher, stream: uuid(0x801) }).codes).toEqual([
    'ROLE_NOT_ALLOWED',
  ])
  expect(book.take(library, 'withdraw', withdrawn, { by: head, stream: uuid(0x801) }).record!.state).toBe('withdrawn')
})

test('a second open loan of a copy is refused with its number and since when, and taken after the return', () => {
  const book = school()
  lend(book, 0x901, 0x802, 1, { on: '2026-03-10' })
  expect(lend(book, 0x902, 0x802, 2)).toMatchObject({
    status: 'refused',
    problems: [{ code: 'LOANS_COPY_OUT', at: '/copy', facts: { no: 2, since: '2026-03-10' } }],
  })
  step(book, 0x901, 'giveBack', { backOn: '2026-03-12', state: 'good' })
  expect(lend(book, 0x903, 0x802, 2).status).toBe('accepted')
})

test('a lost book that is found comes back and can be lent again', () => {
  const book = school()
  lend(book, 0x901, 0x801, 1)
  step(book, 0x901, 'lose', { lostOn: '2026-03-20' })
  expect(step(book, 0x901, 'find', { backOn: '2026-03-25' }).record!.state).toBe('back')
  expect(lend(book, 0x902, 0x801, 2).status).toBe('accepted')
})

test('accession numbers run without gaps; one given on paper is kept and never given again', () => {
  const book = school()
  copy(book, 0x804, { no: 120 })
  copy(book, 0x805)
  book.cancel(library, uuid(0x805), { by: head })
  copy(book, 0x806)
  expect(book.pages(library).map(({ heads, body }) => heads[0] && body['no'])).toEqual([1, 2, 3, 120, undefined, 122])
})

test('overdue is what the pack says after the loan, or the day that was written', () => {
  const book = school()
  lend(book, 0x901, 0x801, 1, { on: '2026-03-01' })
  lend(book, 0x902, 0x802, 2, { on: '2026-03-01', due: '2026-03-30' })
  const rows = loans.sheets['overdue']!.table(book.context(loans), { day: '2026-03-20' }).rows
  expect(rows.map(({ cells }) => [cells[0], cells[5], cells[6]])).toEqual([[1, '2026-03-15', 5]])
})

test('a loan is to a pupil or to one of the staff, and names the one it is to', () => {
  const book = school()
  expect(lend(book, 0x901, 0x801, 1, { to: 'staff' }).codes.sort()).toEqual(['FIELD_MISSING', 'FIELD_NOT_ALLOWED'])
  const staff = { to: 'staff', pupil: undefined, person: teacher.person }
  expect(lend(book, 0x901, 0x801, 1, staff).status).toBe('accepted')
})
