import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ageOn, birthdayOf, completedYears } from './age.ts'
import { ageEligible } from './age-rule.ts'
import { addDays, dayOfEpoch } from './day.ts'

const birthAnd = fc
  .tuple(fc.integer({ min: -20000, max: 25000 }), fc.integer({ min: 0, max: 20000 }))
  .map(([b, n]) => ({
    birth: dayOfEpoch(b),
    day: dayOfEpoch(b + n),
    n,
  }))

test('ages are read as a service book reads them', () => {
  expect(ageOn('2015-03-05', '2015-03-05')).toEqual({ years: 0, months: 0, days: 0 })
  expect(ageOn('2015-03-05', '2026-03-04')).toEqual({ years: 10, months: 11, days: 27 })
  expect(ageOn('2015-03-05', '2026-04-07')).toEqual({ years: 11, months: 1, days: 2 })
  expect(ageOn('2020-01-31', '2020-02-29')).toEqual({ years: 0, months: 0, days: 29 })
  expect(ageOn('2020-01-31', '2020-03-01')).toEqual({ years: 0, months: 1, days: 0 })
  expect(() => ageOn('2020-01-31', '2020-01-30')).toThrow('AGE_BEFORE_BIRTH')
})

test('a child of 29 February has the birthday on 1 March in common years', () => {
  expect(completedYears('2020-02-29', '2026-02-28')).toBe(5)
  expect(completedYears('2020-02-29', '2026-03-01')).toBe(6)
  expect(completedYears('2020-02-29', '2024-02-28')).toBe(3)
  expect(completedYears('2020-02-29', '2024-02-29')).toBe(4)
  expect(birthdayOf('2020-02-29', 6)).toBe('2026-03-01')
})

test('age grows by the day, never skips, and matches the birthdays', () => {
  fc.assert(
    fc.property(birthAnd, ({ birth, day }) => {
      const age = ageOn(birth, day)
      expect(age.months).toBeGreaterThanOrEqual(0)
      expect(age.months).toBeLessThan(12)
      expect(age.days).toBeGreaterThanOrEqual(0)
      expect(age.days).toBeLessThan(31)
      expect(birthdayOf(birth, age.years) <= day && day < birthdayOf(birth, age.years + 1)).toBe(true)
      const next = ageOn(birth, addDays(day, 1))
      const months = age.years * 12 + age.months
      const grown = next.days ? { months, days: age.days + 1 } : { months: months + 1, days: 0 }
      expect({ months: next.years * 12 + next.months, days: next.days }).toEqual(grown)
    }),
  )
})

test('under six by one day is refused, and says so', () => {
  expect(ageEligible('2020-08-01', '2026-07-31', { minYears: 6 })).toEqual({ ok: false, short: 1 })
  expect(ageEligible('2020-07-31', '2026-07-31', { minYears: 6 })).toEqual({ ok: true })
  expect(ageEligible('2020-02-29', '2026-02-28', { minYears: 6 })).toEqual({ ok: false, short: 1 })
  expect(ageEligible('2011-07-30', '2026-07-31', { minYears: 6, maxYears: 15 })).toEqual({ ok: false, over: 1 })
  expect(ageEligible('2011-07-31', '2026-07-31', { minYears: 6, maxYears: 15 })).toEqual({ ok: true })
  expect(ageEligible('2030-01-01', '2026-07-31', {})).toEqual({ ok: true })
})

test('waiting the missing days makes somebody eligible, one less does not', () => {
  fc.assert(
    fc.property(birthAnd, fc.integer({ min: 0, max: 60 }), ({ birth, day }, minYears) => {
      const verdict = ageEligible(birth, day, { minYears })
      expect(verdict.ok).toBe(completedYears(birth, day) >= minYears)
      if (!('short' in verdict)) return
      expect(ageEligible(birth, addDays(day, verdict.short), { minYears }).ok).toBe(true)
      expect(ageEligible(birth, addDays(day, verdict.short - 1), { minYears }).ok).toBe(false)
    }),
  )
})
