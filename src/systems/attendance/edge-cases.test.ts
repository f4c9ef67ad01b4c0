/** What happens to class sheets, each case by its number in the fact book (group A). */
import { expect, test } from 'vitest'
import { clockTrust } from '#kernel/entry/clock.ts'
import { isClash } from '#kernel/entry/fold.ts'
import { nearestOfficer } from '#kernel/define/who.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head, noon, officer, people, staffOf, teacher, uuid } from '#test/support/kernel-context.ts'
import { ask, declare, enrol, grant, mark, move, sheetPage } from '#test/support/kernel-school.ts'
import { admission } from '../admission/admission.ts'
import { sanctioner } from '../casual-leave/casual-leave.rules.ts'
import { holiday } from '../holiday/holiday.ts'
import { absentInARow } from './absentees-sheet.ts'
import { attendance } from './attendance.ts'
import { tally } from './attendance.rules.ts'

const ON = '2026-03-10'
const PAGE = `${ON}/4-A`

/** A school of four in 4-A, today a Tuesday. */
function school(world: ConstructorParameters<typeof Book>[0] = {}): Book {
  const book = new Book({ today: ON, ...world })
  for (let n = 1; n <= 4; n++) enrol(book, n)
  return book
}

const counted = (book: Book, stream = PAGE) => tally(book.page(attendance, stream), book.context(attendance))

test('A1 two phones mark one class: both sheets are kept, the first counts until a person decides, one correction settles it', () => {
  const book = school()
  mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'A', 4: 'P' })
  const second = mark(book, ON, '4-A', { 1: 'P', 2: 'A', 3: 'A', 4: 'P' }, { by: head, id: uuid(0x10) })
  expect(second).toMatchObject({ status: 'held', problems: [{ code: 'CLASH', facts: { stream: PAGE } }] })
  const page = book.page(attendance, PAGE)
  expect(isClash(page)).toBe(true)
  expect(page.heads.map((h) => h.by)).toEqual([people.teacher, people.head])
  expect(counted(book)).toEqual({ present: 3, enrolled: 4 })
  const settled = book.correct(attendance, PAGE, sheetPage(ON, '4-A', { 1: 'P', 2: 'A', 3: 'A', 4: 'P' }), {
    by: head,
    reason: 'counted again together',
  })
  expect(settled.status).toBe('accepted')
  expect(isClash(settled.record!)).toBe(false)
  expect(counted(book)).toEqual({ present: 2, enrolled: 4 })
})

test('A1 two phones mark one class alike: no clash, one count', () => {
  const book = school()
  for (const by of [teacher, head])
    expect(mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'A', 4: 'P' }, { by }).status).toBe('accepted')
  expect(counted(book)).toEqual({ present: 3, enrolled: 4 })
})

test('A2 clock set back an hour: the sheet is taken, its time is called unverified', () => {
  const book = school()
  expect(mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P' }).status).toBe('accepted')
  const contact = noon(ON)
  const hour = 3_600_000
  expect(clockTrust({ at: contact + hour, since: hour, contact }, contact + 2 * hour)).toBe('trusted')
  expect(clockTrust({ at: contact, since: hour, contact }, contact + 2 * hour)).toBe('unverified')
})

test('A3 marked offline, synced after the lock: held apart for the officer, taken when she decides, never lost', () => {
  const late = school({ today: '2026-04-06', lockedUntil: '2026-03-31' })
  const body = { 1: 'P', 2: 'P', 3: 'A', 4: 'P' }
  expect(mark(late, ON, '4-A', body)).toMatchObject({
    status: 'held',
    codes: ['LATE_AFTER_LOCK'],
    problems: [{ facts: { day: ON, locked: '2026-03-31' } }],
  })
  expect(late.records.has(`attendance ${PAGE}`)).toBe(false)
  expect(mark(late, ON, '4-A', body, { decided: true }).status).toBe('accepted')
  expect(counted(late)).toEqual({ present: 3, enrolled: 4 })
})

test('A7 single-teacher school, teacher on leave: the officer above decides it, the sheet is asked for and missing, not zero', () => {
  const alone = { staff: [{ ...staffOf.head, role: 'teacher' as const }], rates: { 'leave.casual.days': 20 } }
  const book = school(alone)
  expect(ask(book, 0x900, '2026-03-11', '2026-03-11', people.head).status).toBe('accepted')
  const context = book.context(attendance)
  expect(
    sanctioner(undefined, { teacher: people.head, days: { from: '2026-03-11', to: '2026-03-11' } }, context),
  ).toEqual([nearestOfficer])
  expect(grant(book, 0x900, head).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(grant(book, 0x900, officer).status).toBe('accepted')
  expect(attendance.expects!(context, '2026-03-11').map((e) => e.stream)).toEqual(['2026-03-11/4-A'])
  expect(book.pages(attendance)).toEqual([])
})

test('A8 same-day fog holiday after marking: the sheet stays to be read and counts nothing; sheets of that day are counted again', () => {
  const book = school()
  mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'A', 4: 'P' })
  const told = declare(book, ON)
  expect(told.status).toBe('accepted')
  expect(holiday.touches!(undefined, told.record!)).toEqual({ from: ON, to: ON })
  expect(counted(book)).toEqual({ present: 0, enrolled: 0 })
  expect(book.page(attendance, PAGE)).toMatchObject({ state: 'entered', body: { group: '4-A' } })
  expect(attendance.expects!(book.context(attendance), ON)).toEqual([])
  // Withdrawn in the afternoon: all is as it was.
  book.cancel(holiday, ON, { by: head })
  expect(counted(book)).toEqual({ present: 3, enrolled: 4 })
})

test('A8 marked after the fog holiday was declared: taken with a mark, not counted', () => {
  const book = school()
  declare(book, ON)
  expect(mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P' })).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'HOLIDAY', at: '/on', facts: { day: ON } }],
  })
  expect(counted(book)).toEqual({ present: 0, enrolled: 0 })
})

test('A9 women-only holiday: pupils come, the sheet is asked for and counts', () => {
  const book = school()
  declare(book, ON, { cause: 'festival', only: 'female', title: { en: 'Teej' } })
  expect(book.context(attendance).dayView(ON)).toEqual({ open: true, only: 'female' })
  expect(attendance.expects!(book.context(attendance), ON)).toHaveLength(1)
  expect(mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P' }).codes).toEqual([])
  expect(counted(book)).toEqual({ present: 4, enrolled: 4 })
})

test('A14 backdated correction after the monthly lock: held with old and new, the officer decides, old value stays in the log', () => {
  const book = school()
  mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'A', 4: 'P' })
  book.world = { ...book.world, today: '2026-04-08', lockedUntil: '2026-03-31' }
  const fixed = sheetPage(ON, '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P' })
  expect(book.correct(attendance, PAGE, fixed, { by: teacher, reason: 'came late' })).toMatchObject({
    status: 'held',
    codes: ['LATE_AFTER_LOCK'],
  })
  expect(book.cancel(attendance, PAGE, { by: teacher, reason: 'wrong' })).toMatchObject({
    status: 'held',
    codes: ['LATE_AFTER_LOCK'],
  })
  expect(counted(book)).toEqual({ present: 3, enrolled: 4 })
  const first = book.page(attendance, PAGE).heads[0]!.id
  expect(book.correct(attendance, PAGE, fixed, { by: teacher, reason: 'came late', decided: true })).toMatchObject({
    status: 'accepted',
    record: { gone: [first] },
  })
  expect(counted(book)).toEqual({ present: 4, enrolled: 4 })
  expect(book.log.find((e) => e.id === first)!.body).toMatchObject({ marks: { [uuid(3)]: 'A' } })
})

test("A15 pupil present in two classes' sheets: both are kept, the second says so, and the pupil is counted once", () => {
  const book = school()
  enrol(book, 5, { group: '4-B' })
  mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'A', 4: 'P' })
  const other = mark(book, ON, '4-B', { 5: 'P', 4: 'P' })
  expect(other.status).toBe('accepted')
  expect([...other.codes].sort()).toEqual(['ATTENDANCE_IN_TWO_SHEETS', 'ATTENDANCE_NOT_ON_ROLL'])
  expect([counted(book), counted(book, `${ON}/4-B`)]).toEqual([
    { present: 3, enrolled: 4 },
    { present: 1, enrolled: 1 },
  ])
  // She had moved that morning: the roll says so, and the count follows it.
  move(book, 4, '4-B', ON)
  expect([counted(book), counted(book, `${ON}/4-B`)]).toEqual([
    { present: 2, enrolled: 3 },
    { present: 2, enrolled: 2 },
  ])
})

test("A15 pupil absent on one class's sheet and present on another's: not absent that day", () => {
  const book = school()
  enrol(book, 5, { group: '4-B' })
  mark(book, ON, '4-B', { 5: 'P', 4: 'P' })
  mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'A', 4: 'A' })
  expect(absentInARow(book.context(attendance), book.page(admission, uuid(4)), ON)).toEqual({ days: 0 })
  expect(absentInARow(book.context(attendance), book.page(admission, uuid(3)), ON)).toEqual({ days: 1, since: ON })
})
