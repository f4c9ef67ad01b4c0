import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOfEpoch, daysBetween, daysOfMonth, epochDay, isDay, monthLength, monthOf, weekday } from './day.ts'
import { dayIn } from './day-in.ts'

const FIRST = -25567 // 1900-01-01
const LAST = 47846 // 2100-12-31
const anyDay = fc.integer({ min: FIRST, max: LAST }).map(dayOfEpoch)

test('every day of the two centuries agrees with the platform calendar', () => {
  const wrong: string[] = []
  for (let n = FIRST; n <= LAST; n++) {
    const date = new Date(n * 86_400_000)
    const day = date.toISOString().slice(0, 10)
    if (dayOfEpoch(n) !== day || epochDay(day) !== n || weekday(day) !== date.getUTCDay() || !isDay(day))
      wrong.push(day)
  }
  expect(wrong).toEqual([])
})

test('only real days from 1900 to 2100 are days', () => {
  for (const day of ['1900-01-01', '2100-12-31', '2024-02-29', '2000-02-29']) expect(isDay(day)).toBe(true)
  const wrong = [
    '1899-12-31',
    '2101-01-01',
    '2023-02-29',
    '1900-02-29',
    '2100-02-29',
    '2024-04-31',
    '2024-00-10',
    '2024-13-01',
  ]
  for (const day of [...wrong, '2024-01-00', '2024-1-1', '2024-01-01 ', '২০২৪-০১-০১', '', null, undefined, 20240101]) {
    expect(isDay(day)).toBe(false)
  }
})

test('what is no day throws a code before it spoils a sum', () => {
  for (const day of ['', 'soon', '2024-00-01', '2024-13-01']) expect(() => epochDay(day)).toThrow('DAY_INVALID')
})

test('adding and counting days undo each other, and text sorts as time', () => {
  fc.assert(
    fc.property(anyDay, anyDay, (a, b) => {
      expect(addDays(a, daysBetween(a, b))).toBe(b)
      expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a > b ? -1 : 0)
    }),
  )
})

test('a month lists its days in order', () => {
  expect(daysOfMonth('2024-02')).toHaveLength(29)
  expect(daysOfMonth('2023-02').at(-1)).toBe('2023-02-28')
  expect(daysOfMonth('2023-12')[8]).toBe('2023-12-09')
  fc.assert(
    fc.property(anyDay, (day) => {
      const days = daysOfMonth(monthOf(day))
      expect(days).toContain(day)
      expect(days).toHaveLength(monthLength(+day.slice(0, 4), +day.slice(5, 7)))
      expect(days).toEqual([...days].sort())
    }),
  )
})

test('midnight passes in Dhaka at 18:00 UTC and in Lucknow at 18:30 UTC', () => {
  expect(dayIn('Asia/Dhaka', Date.UTC(2026, 0, 31, 17, 59, 59, 999))).toBe('2026-01-31')
  expect(dayIn('Asia/Dhaka', Date.UTC(2026, 0, 31, 18))).toBe('2026-02-01')
  expect(dayIn('Asia/Kolkata', Date.UTC(2026, 0, 31, 18, 29, 59))).toBe('2026-01-31')
  expect(dayIn('Asia/Kolkata', Date.UTC(2026, 0, 31, 18, 30))).toBe('2026-02-01')
  expect(dayIn('Asia/Kathmandu', Date.UTC(2026, 0, 31, 18, 15))).toBe('2026-02-01')
  expect(dayIn('Asia/Dhaka', Date.UTC(2009, 6, 1, 17, 30))).toBe('2009-07-02') // summer time of 2009
})

test('the fixed offsets agree with the time zone database', () => {
  const instants = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2060, 0, 1) })
  fc.assert(
    fc.property(instants, fc.constantFrom('Asia/Dhaka', 'Asia/Kolkata'), (ms, timeZone) => {
      const [month, day, year] = new Intl.DateTimeFormat('en-US', {
        timeZone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      })
        .format(ms)
        .split('/')
      expect(dayIn(timeZone, ms)).toBe(`${year}-${month}-${day}`)
    }),
  )
})
