import { expect, test } from 'vitest'
import { formatDay, weekdayName } from './format-day.ts'

const nfc = (text: string) => text.normalize('NFC')

test('letters carry both dates', () => {
  expect(formatDay('2023-12-27', 'bn', 'beng', 'dual')).toBe(nfc('১২ পৌষ ১৪৩০ / ২৭ ডিসেম্বর ২০২৩'))
  expect(formatDay('2022-04-07', 'bn', 'beng', 'dual')).toBe(nfc('২৪ চৈত্র ১৪২৮ / ০৭ এপ্রিল ২০২২'))
  expect(formatDay('2023-12-27', 'en', 'latn', 'dual')).toBe('12 Poush 1430 / 27 December 2023')
  expect(formatDay('2023-12-27', 'hi', 'deva', 'dual')).toBe(nfc('१२ पौष १४३० बंगाब्द / २७ दिसंबर २०२३'))
})

test('before the revision only the Gregorian date is given', () => {
  expect(formatDay('2018-12-27', 'bn', 'beng', 'dual')).toBe(nfc('২৭ ডিসেম্বর ২০১৮'))
})

test('long has no comma, short is dd-mm-yyyy', () => {
  expect(formatDay('2023-12-27', 'bn', 'beng', 'long')).toBe(nfc('২৭ ডিসেম্বর ২০২৩'))
  expect(formatDay('2026-02-05', 'hi', 'latn', 'long')).toBe('05 फरवरी 2026')
  expect(formatDay('2026-02-05', 'en', 'latn', 'long')).toBe('05 February 2026')
  expect(formatDay('2026-02-05', 'hi', 'deva', 'short')).toBe('०५-०२-२०२६')
})

test('weekdays have names', () => {
  expect(weekdayName('2023-12-27', 'bn')).toBe('বুধবার')
  expect(weekdayName('2023-12-27', 'hi')).toBe('बुधवार')
  expect(weekdayName('2023-12-27', 'en')).toBe('Wednesday')
})
