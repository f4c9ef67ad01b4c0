import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Book } from '#test/support/kernel-book.ts'
import { head, uuid } from '#test/support/kernel-context.ts'
import { enrol, move, remove } from '#test/support/kernel-school.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { admission } from '../admission/admission.ts'
import { rollOn, rollsOn, spellsOf } from './roll.ts'

const GROUPS = ['1-A', '2-A', '4-A', '4-B']
const FIRST: Day = '2026-01-04'
const DAYS = Array.from({ length: 40 }, (_, i) => addDays(FIRST, i))

/** A pupil's way as a plan of steps, each so many days after the one before. */
type Plan = { start: number; group: number; steps: { after: number; to: number | 'left' }[] }

const plan: fc.Arbitrary<Plan> = fc.record({
  start: fc.nat(20),
  group: fc.nat(3),
  steps: fc.array(
    fc.record({
      after: fc.nat(8),
      to: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.constant('left' as const) }),
    }),
    { maxLength: 4 },
  ),
})

/** The oracle: the section of each day written out day by day, later words over earlier ones. */
function sectionsOf({ start, group, steps }: Plan): (string | undefined)[] {
  const days: (string | undefined)[] = DAYS.map(() => undefined)
  let at = start
  days.fill(GROUPS[group], at)
  for (const step of steps) {
    at += step.after
    days.fill(step.to === 'left' ? undefined : GROUPS[step.to], at)
    if (step.to === 'left') break
  }
  return days
}

function written(plans: readonly Plan[]): Book {
  const book = new Book({ today: '2026-06-01' })
  plans.forEach(({ start, group, steps }, i) => {
    expect(enrol(book, i + 1, { on: DAYS[start], group: GROUPS[group] }).status).toBe('accepted')
    let at = start
    for (const step of steps) {
      at += step.after
      const day = addDays(FIRST, at)
      const told = step.to === 'left' ? remove(book, i + 1, day) : move(book, i + 1, GROUPS[step.to]!, day)
      expect(told.status).toBe('accepted')
      if (step.to === 'left') break
    }
  })
  return book
}

test('the roll of every day and section is what a day-by-day diary says, both ways of asking', () => {
  fc.assert(
    fc.property(fc.array(plan, { minLength: 1, maxLength: 6 }), (plans) => {
      const pages = written(plans).pages(admission)
      const diaries = plans.map(sectionsOf)
      DAYS.forEach((day, d) => {
        const rolls = rollsOn(pages, day)
        for (const group of GROUPS) {
          const expected = diaries.flatMap((diary, i) => (diary[d] === group ? [uuid(i + 1)] : [])).sort()
          expect(
            rollOn(pages, day, group)
              .map((p) => p.stream)
              .sort(),
          ).toEqual(expected)
          expect([...(rolls.get(group) ?? [])].sort()).toEqual(expected)
        }
      })
    }),
    { numRuns: 60 },
  )
})

test('a move counts from its day, a removal too', () => {
  const book = new Book({ today: '2026-06-01' })
  enrol(book, 1, { group: '4-A', on: '2026-01-04' })
  move(book, 1, '4-B', '2026-02-01')
  remove(book, 1, '2026-03-01')
  expect(spellsOf(book.page(admission, uuid(1)))).toEqual([
    { group: '4-A', from: '2026-01-04', to: '2026-01-31' },
    { group: '4-B', from: '2026-02-01', to: '2026-02-28' },
  ])
})

test('a cancelled page is on no roll', () => {
  const book = new Book()
  enrol(book, 1)
  book.cancel(admission, uuid(1), { by: head })
  expect(spellsOf(book.page(admission, uuid(1)))).toEqual([])
  expect(rollsOn(book.pages(admission), '2026-03-10').size).toBe(0)
})

test('roll order: roll number first, then admission number', () => {
  const book = new Book()
  enrol(book, 1, { roll: 3 })
  enrol(book, 2, { roll: undefined })
  enrol(book, 3, { roll: 1 })
  enrol(book, 4, { roll: undefined })
  expect(rollOn(book.pages(admission), '2026-03-10', '4-A').map((p) => p.stream)).toEqual([
    uuid(3),
    uuid(1),
    uuid(2),
    uuid(4),
  ])
})
