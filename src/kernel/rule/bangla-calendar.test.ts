import fc from 'fast-check'
import { expect, test } from 'vitest'
import { banglaMonthLength, banglaMonths, fromBangla, REVISED_FROM, toBangla } from './bangla-calendar.ts'
import { dayOfEpoch, epochDay, isDay } from './day.ts'

/** Day, Bangla day-month-year, month name, where it stands. */
const vectors: [string, number, number, number, string, string][] = [
  ['2023-12-27', 12, 9, 1430, 'পৌষ', 'minutes of a directorate; the calendar of 1987 would say 13'],
  ['2022-04-07', 24, 12, 1428, 'চৈত্র', 'minutes of a district office'],
  ['2023-06-06', 23, 2, 1430, 'জ্যৈষ্ঠ', 'letter of a secondary education project'],
  ['2023-08-31', 16, 5, 1430, 'ভাদ্র', 'letter of a secondary education project'],
  ['2025-07-02', 18, 3, 1432, 'আষাঢ়', 'letter of a secondary education project'],
  ['2024-02-29', 16, 11, 1430, 'ফাল্গুন', 'computed, leap day'],
  ['2024-03-14', 30, 11, 1430, 'ফাল্গুন', 'computed, 30 Falgun'],
  ['2025-03-14', 29, 11, 1431, 'ফাল্গুন', 'computed, 29 Falgun'],
  ['2026-04-14', 1, 1, 1433, 'বৈশাখ', 'documentation of the Rust crate bongabdo'],
  ['2020-12-24', 9, 9, 1427, 'পৌষ', 'documentation of the Python package bangladatetime'],
]

test.each(vectors)('%s is %i-%i-%i', (day, date, month, year, name) => {
  expect(toBangla(day)).toEqual({ year, month, day: date })
  expect(fromBangla({ year, month, day: date })).toBe(day)
  expect(banglaMonths[month - 1]).toBe(name.normalize('NFC'))
})

test('days of national memory keep their Bangla date every year', () => {
  for (let year = 2020; year <= 2100; year++) {
    expect(toBangla(`${year}-02-21`)).toMatchObject({ month: 11, day: 8 }) // 8 Falgun
    expect(toBangla(`${year}-03-26`)).toMatchObject({ month: 12, day: 12 })
    expect(toBangla(`${year}-12-16`)).toMatchObject({ month: 9, day: 1 }) // 1 Poush
  }
})

test('nothing is converted before the revision', () => {
  expect(toBangla('2019-10-15')).toBeUndefined()
  expect(toBangla(REVISED_FROM)).toEqual({ year: 1426, month: 6, day: 31 })
  expect(fromBangla({ year: 1426, month: 6, day: 30 })).toBeUndefined()
  expect(fromBangla({ year: 1426, month: 6, day: 31 })).toBe('2019-10-16')
  expect(fromBangla({ year: 1400, month: 1, day: 1 })).toBeUndefined()
})

test('dates that do not exist are refused', () => {
  const wrong = [
    [1431, 11, 30],
    [1430, 11, 31],
    [1430, 7, 31],
    [1430, 1, 32],
    [1430, 0, 1],
    [1430, 13, 1],
    [1430, 1, 0],
    [1430, 1, 1.5],
  ]
  for (const [year, month, day] of wrong) expect(fromBangla({ year: year!, month: month!, day: day! })).toBeUndefined()
})

test('every day to the end of 2100 follows the one before, and comes back', () => {
  const wrong: string[] = []
  let before = toBangla(REVISED_FROM)!
  for (let n = epochDay(REVISED_FROM) + 1; isDay(dayOfEpoch(n)); n++) {
    const now = toBangla(dayOfEpoch(n))!
    const closing = before.day === banglaMonthLength(before.year, before.month)
    const expected = !closing
      ? { ...before, day: before.day + 1 }
      : before.month === 12
        ? { year: before.year + 1, month: 1, day: 1 }
        : { ...before, month: before.month + 1, day: 1 }
    if (JSON.stringify(now) !== JSON.stringify(expected) || fromBangla(now) !== dayOfEpoch(n)) wrong.push(dayOfEpoch(n))
    before = now
  }
  expect(wrong).toEqual([])
})

test('round trip from the Bangla side', () => {
  const dates = fc.record({
    year: fc.integer({ min: 1427, max: 1506 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  fc.assert(
    fc.property(dates, (date) => {
      const day = fromBangla(date)
      const exists = date.day <= banglaMonthLength(date.year, date.month)
      expect(day && toBangla(day)).toEqual(exists ? date : undefined)
    }),
  )
})
