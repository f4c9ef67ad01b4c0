import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOfEpoch } from './day.ts'
import { clip, contains, isPeriod, length, overlaps } from './period.ts'

const period = fc
  .tuple(fc.integer({ min: 20000, max: 20060 }), fc.integer({ min: 0, max: 40 }))
  .map(([from, n]) => ({ from: dayOfEpoch(from), to: dayOfEpoch(from + n) }))
const daysOf = (p: { from: string; to: string }) => Array.from({ length: length(p) }, (_, i) => addDays(p.from, i))

test('both ends count', () => {
  expect(length({ from: '2026-02-03', to: '2026-02-03' })).toBe(1)
  expect(length({ from: '2024-02-01', to: '2024-03-01' })).toBe(30)
  expect(overlaps({ from: '2026-01-01', to: '2026-01-31' }, { from: '2026-01-31', to: '2026-02-02' })).toBe(true)
  expect(overlaps({ from: '2026-01-01', to: '2026-01-31' }, { from: '2026-02-01', to: '2026-02-02' })).toBe(false)
})

test('only two real days in order are a period', () => {
  expect(isPeriod({ from: '2026-01-01', to: '2026-01-01' })).toBe(true)
  for (const p of [
    { from: '2026-01-02', to: '2026-01-01' },
    { from: '2026-02-30', to: '2026-03-01' },
    { from: '2026-01-01' },
    null,
    5,
  ]) {
    expect(isPeriod(p)).toBe(false)
  }
})

test('spans behave as sets of days', () => {
  fc.assert(
    fc.property(period, period, (a, b) => {
      const shared = daysOf(a).filter((day) => daysOf(b).includes(day))
      expect(overlaps(a, b)).toBe(shared.length > 0)
      const cut = clip(a, b)
      expect(cut ? daysOf(cut) : []).toEqual(shared)
      expect(contains(b, a)).toBe(shared.length === length(a))
      expect(daysOf(a).every((day) => contains(a, day))).toBe(true)
      expect(contains(a, addDays(a.to, 1)) || contains(a, addDays(a.from, -1))).toBe(false)
    }),
  )
})
