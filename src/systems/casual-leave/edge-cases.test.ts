/** What happens to casual leave, each case by its number in the fact book (group A). */
import { expect, test } from 'vitest'
import { Book } from '#test/support/kernel-book.ts'
import { head, officer, people, staffOf, teacher, uuid } from '#test/support/kernel-context.ts'
import { ask, declare, grant } from '#test/support/kernel-school.ts'
import { absence } from '../absence/absence.ts'
import { casualLeave } from './casual-leave.ts'
import { balanceOf } from './casual-leave.rules.ts'

const rates = { 'leave.casual.days': 20, 'leave.casual.stretch': 10, 'leave.casual.headDays': 3 }
const CASE = uuid(0x900)

const daysAway = (book: Book) => {
  const page = book.page(absence, CASE)
  return absence.measures!.days!(page, book.context(absence))
}

test('A7 the only teacher of a school asks: the officer above decides, since nobody else is there', () => {
  const book = new Book({ rates, staff: [staffOf.teacher] })
  expect(ask(book, 0x900, '2026-03-11').status).toBe('accepted')
  expect(grant(book, 0x900, teacher).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(grant(book, 0x900, officer).record!.state).toBe('granted')
})

test('A8 fog holiday declared on a day of granted leave: the day is not charged', () => {
  const book = new Book({ rates, today: '2026-03-20' })
  ask(book, 0x900, '2026-03-10', '2026-03-12')
  grant(book, 0x900)
  const left = () =>
    casualLeave.explain!(
      ask(book, 0x901, '2026-03-25').record ?? book.page(casualLeave, uuid(0x901)),
      book.context(casualLeave, teacher, people.teacher),
    ).at(-1)!.value
  expect(left()).toBe(20 - 3 - 1)
  declare(book, '2026-03-11')
  expect(left()).toBe(20 - 2 - 1)
  expect(daysAway(book)).toEqual(['2026-03-10', '2026-03-12'])
})

test('A13 casual leave granted after the absence: taken for days gone by, and the absence stands on those days', () => {
  const book = new Book({ rates, today: '2026-03-16' })
  const told = ask(book, 0x900, '2026-03-10', '2026-03-11')
  expect(told).toMatchObject({ status: 'accepted', codes: [] })
  expect(book.pages(absence)).toEqual([])
  expect(grant(book, 0x900).record!.state).toBe('granted')
  expect(book.page(absence, CASE)).toMatchObject({
    state: 'entered',
    body: { case: CASE, person: people.teacher, days: { from: '2026-03-10', to: '2026-03-11' }, cause: 'casual-leave' },
  })
  expect(daysAway(book)).toEqual(['2026-03-10', '2026-03-11'])
})

test('A13 and cancelled again: the absence is taken back, the days are hers again', () => {
  const book = new Book({ rates, today: '2026-03-16' })
  ask(book, 0x900, '2026-03-10', '2026-03-11')
  grant(book, 0x900)
  const told = book.take(casualLeave, 'cancel', {}, { stream: CASE, by: head, reason: 'she came after all' })
  expect(told.record!.state).toBe('cancelled')
  expect(book.page(absence, CASE)).toMatchObject({ state: 'cancelled', heads: [] })
  expect(daysAway(book)).toEqual([])
  expect(ask(book, 0x901, '2026-03-10', '2026-03-11').codes).toEqual([])
})

test('leave over New Year is charged to each year with its own days, and refused by the year that has too few', () => {
  const rates = { 'leave.casual.days': 3, 'leave.casual.headDays': 9, 'leave.casual.countHolidays': false }
  const book = new Book({ today: '2026-12-20', rates, weekly: [] })
  ask(book, 1, '2026-12-30', '2027-01-02')
  grant(book, 1)
  const left = (year: string) =>
    balanceOf(
      { teacher: people.teacher, days: { from: '2026-12-21', to: '2026-12-21' } },
      book.context(casualLeave, teacher, people.teacher),
      year,
    ).left
  expect([left('2026'), left('2027')]).toEqual([1, 1])
  expect(ask(book, 2, '2026-12-21', '2026-12-22')).toMatchObject({
    status: 'refused',
    problems: [{ code: 'LEAVE_BALANCE_SHORT', facts: { asked: 2, left: 1 } }],
  })
  expect(ask(book, 3, '2026-12-21').status).toBe('accepted')
})
