import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from './day.ts'
import { balanceOn, givenBy, type Opening, type Taken } from './leave-account.ts'
import type { Period } from './period.ts'

const EARNING = { full: 11, half: 12 }
const clerk: Opening = { on: '2025-01-01', full: 30, half: 40, vacation: false }
const teacher: Opening = { ...clerk, vacation: true }

test('a year of duty earns a day for eleven on full pay and one for twelve on half pay', () => {
  expect(balanceOn('2026-01-01', clerk, [], EARNING)).toEqual({
    duty: 365,
    earned: { full: 33, half: 30 },
    used: { full: 0, half: 0 },
    left: { full: 63, half: 70 },
  })
})

test('who takes the vacations of her school earns on half pay alone', () => {
  expect(balanceOn('2026-01-01', teacher, [], EARNING).left).toEqual({ full: 30, half: 70 })
})

test('leave earns no leave, quarantine does; half pay turned into full pay costs two for one', () => {
  const days = { from: '2025-03-01', to: '2025-04-09' } // forty days
  const of = (taken: Taken) => balanceOn('2026-01-01', clerk, [taken], EARNING)
  expect(of({ account: 'half', days })).toMatchObject({ duty: 325, left: { full: 59, half: 40 + 27 - 40 } })
  expect(of({ account: 'none', days, duty: true })).toMatchObject({ duty: 365, left: { full: 63, half: 70 } })
  const commuted = of({ account: 'commuted', days: { from: '2025-03-01', to: '2025-03-10' } })
  expect(commuted.left.half).toBe(40 + 29 - 20)
  expect(givenBy('commuted', commuted)).toBe(24)
  expect(givenBy('none', commuted)).toBe(Infinity)
})

test('what was taken before the opening stands in the opening, and is not taken again', () => {
  const of = (from: string, to: string) =>
    balanceOn('2025-01-12', clerk, [{ account: 'full', days: { from, to } }], EARNING)
  expect(of('2024-03-01', '2024-03-20').left.full).toBe(31)
  expect(of('2024-12-23', '2025-01-03')).toMatchObject({ duty: 8, used: { full: 3 } })
})

const leave = fc
  .record({
    account: fc.constantFrom('full' as const, 'half' as const, 'commuted' as const, 'none' as const),
    start: fc.integer({ min: 0, max: 700 }),
    length: fc.integer({ min: 1, max: 60 }),
    duty: fc.boolean(),
  })
  .map(({ account, start, length, duty }): Taken => {
    const from = addDays('2025-01-01', start)
    return { account, days: { from, to: addDays(from, length - 1) }, duty }
  })

test('suspension and breaks in service earn nothing; a day of leave within one is one day', () => {
  const suspended = { from: '2025-03-01', to: '2025-06-08' } // a hundred days
  const of = (taken: readonly Taken[], ...breaks: Period[]) => balanceOn('2026-01-01', clerk, taken, EARNING, breaks)
  expect(of([], suspended)).toMatchObject({ duty: 265, earned: { full: 24, half: 22 } })
  const within: Taken = { account: 'half', days: { from: '2025-03-05', to: '2025-03-14' } }
  expect(of([within], suspended)).toMatchObject({ duty: 265, used: { half: 10 } })
  expect(of([{ ...within, duty: true }], suspended).duty).toBe(265)
  expect(of([], { from: '2024-06-01', to: '2025-01-10' }).duty).toBe(355)
  expect(of([], { from: '2026-01-01', to: '2026-02-01' }).duty).toBe(365)
})

const pause = leave.map(({ days }): Period => days)

/** A happening of an account as it is told: a leave or a break, approved or cancelled, whenever that is entered. */
type Told = { of: number; leave?: Taken; pause?: Period; cancelled: boolean }

/** What stands after all that was told: each that nobody cancelled, in the order in which it was first heard of. */
function standing(told: readonly Told[]): { taken: Taken[]; breaks: Period[] } {
  const gone = new Set(told.filter(({ cancelled }) => cancelled).map(({ of }) => of))
  const kept = told.filter(({ of, cancelled }) => !cancelled && !gone.has(of))
  return { taken: kept.flatMap((one) => one.leave ?? []), breaks: kept.flatMap((one) => one.pause ?? []) }
}

const history = fc
  .record({
    leaves: fc.array(fc.tuple(leave, fc.boolean()), { maxLength: 10 }),
    pauses: fc.array(fc.tuple(pause, fc.boolean()), { maxLength: 5 }),
  })
  .map(({ leaves, pauses }): Told[] =>
    [
      ...leaves.map(([one, isCancelled]) => ({ leave: one, isCancelled })),
      ...pauses.map(([one, isCancelled]) => ({ pause: one, isCancelled })),
    ].flatMap(({ isCancelled, ...what }, of): Told[] => [
      { of, ...what, cancelled: false },
      ...(isCancelled ? [{ of, ...what, cancelled: true }] : []),
    ]),
  )
const shuffled = history.chain((told) =>
  fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length, maxLength: told.length })),
)

/** The balance counted the slow way, one day after the other, as a clerk would in the book. */
function byHand(day: string, opening: Opening, taken: readonly Taken[], breaks: readonly Period[]) {
  const holds = ({ from, to }: Period, one: string) => from <= one && one <= to
  let duty = 0
  for (let one = opening.on; one < day; one = addDays(one, 1))
    if (!taken.some((leave) => !leave.duty && holds(leave.days, one)) && !breaks.some((days) => holds(days, one)))
      duty++
  const used = { full: 0, half: 0 }
  for (const { account, days } of taken)
    for (let one = days.from; one <= days.to; one = addDays(one, 1)) {
      if (one < opening.on) continue
      if (account === 'full') used.full++
      if (account === 'half') used.half++
      if (account === 'commuted') used.half += 2
    }
  const earned = { full: opening.vacation ? 0 : Math.floor(duty / EARNING.full), half: Math.floor(duty / EARNING.half) }
  return { full: opening.full + earned.full - used.full, half: opening.half + earned.half - used.half }
}

test('any order of approvals, cancellations and backdated service changes gives one balance, that of counting by hand', () => {
  fc.assert(
    fc.property(
      shuffled,
      fc.nat(800),
      fc.integer({ min: -60, max: 300 }),
      fc.boolean(),
      ([told, mixed], n, open, isTeacher) => {
        const opening = { ...(isTeacher ? teacher : clerk), on: addDays('2025-01-01', open) }
        const day = addDays('2025-01-01', n)
        const [first, second] = [standing(told), standing(mixed)]
        const balance = balanceOn(day, opening, first.taken, EARNING, first.breaks)
        expect(balanceOn(day, opening, second.taken, EARNING, second.breaks)).toEqual(balance)
        expect(balance.left).toEqual(byHand(day, opening, first.taken, first.breaks))
      },
    ),
  )
})

test('a break told late takes nothing but what was earned in it, and telling it twice takes no more', () => {
  fc.assert(
    fc.property(fc.array(leave, { maxLength: 8 }), pause, fc.nat(800), (taken, late, n) => {
      const day = addDays('2025-01-01', n)
      const [before, after] = [balanceOn(day, clerk, taken, EARNING), balanceOn(day, clerk, taken, EARNING, [late])]
      expect(after.used).toEqual(before.used)
      expect(after.duty).toBeLessThanOrEqual(before.duty)
      expect(balanceOn(day, clerk, taken, EARNING, [late, late])).toEqual(after)
    }),
  )
})

test('duty and leave make up every day since the opening, and no day is earned twice', () => {
  fc.assert(
    fc.property(fc.array(leave, { maxLength: 12 }), fc.nat(800), (taken, n) => {
      const { duty, earned, left, used } = balanceOn(addDays('2025-01-01', n), clerk, taken, EARNING)
      expect(duty).toBeGreaterThanOrEqual(0)
      expect(duty).toBeLessThanOrEqual(n)
      expect([earned.full, earned.half]).toEqual([Math.floor(duty / 11), Math.floor(duty / 12)])
      expect(left).toEqual({ full: 30 + earned.full - used.full, half: 40 + earned.half - used.half })
    }),
  )
})
