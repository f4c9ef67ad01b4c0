import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from './day.ts'
import { balanceOn, givenBy, type Opening, type Taken } from './leave-account.ts'

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

test('any order of grants and cancellations, also of leave entered late, gives one balance', () => {
  fc.assert(
    fc.property(fc.array(leave, { maxLength: 12 }), fc.array(leave, { maxLength: 4 }), fc.nat(800), (kept, gone, n) => {
      const day = addDays('2025-01-01', n)
      const asIs = balanceOn(day, clerk, kept, EARNING)
      expect(balanceOn(day, clerk, kept.toReversed(), EARNING)).toEqual(asIs)
      const ledger = [...gone, ...kept].filter((one) => !gone.includes(one))
      expect(balanceOn(day, clerk, ledger, EARNING)).toEqual(asIs)
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
