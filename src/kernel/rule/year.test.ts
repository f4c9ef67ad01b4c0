import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOfEpoch } from './day.ts'
import { yearOf, yearSpan } from './year.ts'

const day = fc.integer({ min: 0, max: 40_000 }).map(dayOfEpoch)
const start = fc.constantFrom('01-01', '04-01', '07-01')

test('a year is written as on papers', () => {
  expect(yearOf('2026-03-31', '04-01')).toBe('2025-26')
  expect(yearOf('2026-04-01', '04-01')).toBe('2026-27')
  expect(yearOf('2026-12-31', '01-01')).toBe('2026')
  expect(yearOf('1999-07-01', '07-01')).toBe('1999-00')
})

test('every day lies in the span of its year, and the day after the span in the next year', () => {
  fc.assert(
    fc.property(day, start, (on, from) => {
      const span = yearSpan(yearOf(on, from), from)
      expect(span.from <= on && on <= span.to).toBe(true)
      expect(yearOf(addDays(span.to, 1), from)).not.toBe(yearOf(on, from))
    }),
  )
})
