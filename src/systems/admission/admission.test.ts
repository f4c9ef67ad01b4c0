import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Record } from '#kernel/entry/record.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head, teacher, uuid } from '#test/support/kernel-context.ts'
import { enrol, move, remove } from '#test/support/kernel-school.ts'
import { rollsOn } from '../common/roll.ts'
import { admission } from './admission.ts'
import { firstTouched } from './admission.rules.ts'

describe('numbers', () => {
  test('are given one after the other; a number given on paper is kept and the next goes on after it', () => {
    const book = new Book()
    const numbers = [undefined, undefined, 100, undefined].map((no, i) => enrol(book, i + 1, { no }).record!.body['no'])
    expect(numbers).toEqual([1, 2, 100, 101])
  })

  test('belong to one page: another page with the same is refused, a correction to it as well', () => {
    const book = new Book()
    enrol(book, 1)
    enrol(book, 2)
    expect(enrol(book, 3, { no: 1 })).toMatchObject({
      status: 'refused',
      problems: [{ code: 'ADMISSION_NUMBER_USED', at: '/no', facts: { no: 1 } }],
    })
    expect(book.correct(admission, uuid(2), { no: 1 }, { by: head }).codes).toEqual(['ADMISSION_NUMBER_USED'])
    expect(book.correct(admission, uuid(2), { no: 50 }, { by: head }).record!.body['no']).toBe(50)
    expect(enrol(book, 4).record!.body['no']).toBe(51)
  })
})

describe('days', () => {
  test('a birth after the admission is refused', () => {
    expect(enrol(new Book(), 1, { birth: '2026-01-05' }).codes).toEqual(['ADMISSION_BEFORE_BIRTH'])
  })

  test('a move or removal before the admission or before the last move is refused', () => {
    const book = new Book()
    enrol(book, 1, { on: '2026-01-10' })
    expect(move(book, 1, '4-B', '2026-01-09')).toMatchObject({
      status: 'refused',
      problems: [{ code: 'ADMISSION_BEFORE_ADMISSION', facts: { day: '2026-01-09', since: '2026-01-10' } }],
    })
    expect(move(book, 1, '4-B', '2026-02-01').status).toBe('accepted')
    expect(remove(book, 1, '2026-01-31').codes).toEqual(['ADMISSION_BEFORE_ADMISSION'])
    expect(remove(book, 1, '2026-02-01').status).toBe('accepted')
  })

  test('nobody is admitted tomorrow', () => {
    expect(enrol(new Book(), 1, { on: '2026-03-11' }).codes).toEqual(['DAY_IN_FUTURE'])
  })
})

describe('powers', () => {
  test('teachers admit, only the head strikes off, and one who has left is not struck off again', () => {
    const book = new Book()
    expect(enrol(book, 1, {}, { by: teacher }).status).toBe('accepted')
    const off = { leftOn: '2026-03-01', cause: 'other-school' }
    expect(book.take(admission, 'remove', off, { by: teacher, stream: uuid(1) }).codes).toEqual(['ROLE_NOT_ALLOWED'])
    expect(book.take(admission, 'remove', off, { by: head, stream: uuid(1) }).status).toBe('accepted')
    expect(book.take(admission, 'remove', off, { by: head, stream: uuid(1) }).codes).toEqual(['STATE_NOT_ALLOWED'])
  })
})

test('counts: those who are enrolled, and girls among them', () => {
  const book = new Book()
  for (let n = 1; n <= 4; n++) enrol(book, n)
  remove(book, 2, '2026-03-01')
  const { count } = admission.measures!
  const context = book.context(admission, head)
  const sum = (name: string) => book.pages(admission).reduce((total, page) => total + count[name]!(page, context), 0)
  expect([sum('pupils'), sum('girls')]).toEqual([3, 1])
})

test('the class roll of a day lists those who were in it then, in order', () => {
  const book = new Book()
  for (let n = 1; n <= 3; n++) enrol(book, n)
  move(book, 2, '4-B', '2026-02-01')
  const roll = (day: Day) =>
    admission.sheets['roll']!.table(book.context(admission, head), { group: '4-A', day }).rows.map(
      (row) => row.cells[1],
    )
  expect([roll('2026-01-31'), roll('2026-02-01')]).toEqual([
    [1, 2, 3],
    [1, 3],
  ])
})

describe('the first day touched', () => {
  const DAYS = Array.from({ length: 50 }, (_, i) => addDays('2025-12-28', i))
  const rolls = (page: Record | undefined, day: Day) =>
    page ? [...rollsOn([page], day)].map(([group, pupils]) => [group, ...pupils]) : []
  const act = fc.record({ what: fc.nat(5), after: fc.nat(9), group: fc.constantFrom('1-A', '2-A', '4-A') })

  test('rolls of the days before it are equal; where none is touched, of all days', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 8 }), (acts) => {
        const book = new Book({ today: '2026-06-01' })
        let before: Record | undefined
        let at = 4
        for (const { what, after, group } of acts) {
          at += what < 3 ? after : 0
          const day = addDays('2025-12-28', at)
          if (!before) enrol(book, 1, { on: day, group })
          else if (what < 2) move(book, 1, group, day)
          else if (what === 2) remove(book, 1, day)
          else if (what === 3)
            book.correct(admission, uuid(1), { group, on: addDays('2025-12-28', after) }, { by: head })
          else if (what === 4)
            book.cancel(admission, uuid(1), { by: head, replaces: before.acts.slice(-1).map((a) => a.id) })
          else book.cancel(admission, uuid(1), { by: head })
          const next = book.page(admission, uuid(1))
          const touched = firstTouched(before, next)
          const earlier = DAYS.filter((on) => touched === undefined || on < touched.from)
          expect(earlier.map((on) => rolls(next, on))).toEqual(earlier.map((on) => rolls(before, on)))
          before = next
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a correction of the name touches no day; an admission its own, a removal its own', () => {
    const book = new Book()
    const admitted = enrol(book, 1).record!
    expect(firstTouched(undefined, admitted)).toEqual({ from: '2026-01-04' })
    const named = book.correct(admission, uuid(1), { name: { en: 'Other' } }, { by: head }).record!
    expect(firstTouched(admitted, named)).toBeUndefined()
    const left = remove(book, 1, '2026-03-05').record!
    expect(firstTouched(named, left)!.from <= '2026-03-05' && firstTouched(named, left)!.from >= '2026-03-04').toBe(
      true,
    )
  })
})

test('what the page says of a child is marked private, so that it stays out of exports', () => {
  const open = Object.entries(admission.fields)
    .filter(([, field]) => !field.isPrivate)
    .map(([key]) => key)
  for (const key of ['birth', 'birthCode', 'mother', 'father', 'guardian', 'phone', 'category', 'disability'])
    expect(open).not.toContain(key)
})
