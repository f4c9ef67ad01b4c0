import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOfEpoch } from './day.ts'
import { addWorkingDays, isWorking, workingDaysBetween } from './working-days.ts'

const holidays = new Set(['2026-03-26', '2026-03-29'])
const dhaka = { weekly: [5, 6], closed: (day: string) => holidays.has(day) }

test('the weekend of the calendar and its closed days are free', () => {
  expect(isWorking('2026-03-25', dhaka)).toBe(true) // Wednesday
  expect(isWorking('2026-03-26', dhaka)).toBe(false) // Independence Day
  expect(isWorking('2026-03-27', dhaka)).toBe(false) // Friday
  expect(isWorking('2026-03-27', { weekly: [0], closed: () => false })).toBe(true)
})

test('the day a case arrives does not count', () => {
  expect(addWorkingDays('2026-03-25', 1, dhaka)).toBe('2026-03-30') // holiday, weekend, holiday between
  expect(addWorkingDays('2026-03-27', 3, dhaka)).toBe('2026-04-01')
  expect(addWorkingDays('2026-03-27', 0, dhaka)).toBe('2026-03-27')
  expect(workingDaysBetween('2026-03-25', '2026-03-29', dhaka)).toBe(0)
  expect(workingDaysBetween('2026-03-30', '2026-03-25', dhaka)).toBe(-1)
  expect(workingDaysBetween('2026-03-25', '2026-03-25', dhaka)).toBe(0)
})

test('an office that never opens is reported, not waited for', () => {
  expect(() => addWorkingDays('2026-01-01', 1, { weekly: [0, 1, 2, 3, 4, 5, 6], closed: () => false })).toThrow(
    'WORKDAY_NEVER',
  )
})

test('adding and counting agree: the due day is the first with n working days behind it', () => {
  const anyDay = fc.integer({ min: 20000, max: 21000 }).map(dayOfEpoch)
  const weekly = fc.subarray([0, 1, 2, 3, 4, 5, 6], { maxLength: 6 })
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), weekly, fc.array(anyDay), (day, n, off, closed) => {
      const cal = { weekly: off, closed: (d: string) => closed.includes(d) }
      const due = addWorkingDays(day, n, cal)
      expect(isWorking(due, cal)).toBe(true)
      expect(workingDaysBetween(day, due, cal)).toBe(n)
      expect(workingDaysBetween(day, addDays(due, -1), cal)).toBe(n - 1)
      expect(workingDaysBetween(due, day, cal)).toBe(-n)
    }),
  )
})
