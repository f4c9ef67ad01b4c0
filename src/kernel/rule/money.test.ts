import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMoney, formatMoney, parseMoney, sumMoney } from './money.ts'

test.each([
  ['1,23,456.50', 12345650],
  ['১,২৩,৪৫৬.৫০', 12345650],
  ['१,२३,४५६.५', 12345650],
  ['123,456.50', 12345650],
  ['৯০,০০,০০০/-', 900000000],
  ['₹ 500', 50000],
  ['Rs. 500/-', 50000],
  ['৳১২.০৫', 1205],
  ['০', 0],
  ['-0', 0],
  ['-12.30', -1230],
  ['007', 700],
])('%s is %i paisa', (text, paisa) => expect(parseMoney(text)).toBe(paisa))

test.each([
  '',
  '-',
  '.',
  ',',
  '.50',
  '1.',
  '1.234',
  '1,23',
  '12,34',
  '1,2345',
  '1,,234',
  ',123',
  '1 2',
  '1e3',
  '--1',
  'abc',
  '১২ টাকার',
  '99999999999999999',
])('%j is nonsense', (text) => expect(parseMoney(text)).toBeUndefined())

test('what is written is read back, in every script and grouping', () => {
  const options = fc.record({
    grouping: fc.constantFrom('indian' as const, 'thousands' as const, 'none' as const),
    style: fc.constantFrom('point' as const, 'slash' as const),
  })
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.constantFrom('latn' as const, 'beng' as const, 'deva' as const),
      options,
      (paisa, digits, how) => {
        expect(parseMoney(formatMoney(paisa, digits, how))).toBe(paisa)
      },
    ),
  )
})

test('amounts print as papers have them', () => {
  expect(formatMoney(12345650)).toBe('1,23,456.50')
  expect(formatMoney(-5, 'beng')).toBe('-০.০৫')
  expect(formatMoney(900000000, 'beng', { style: 'slash' })).toBe('৯০,০০,০০০/-')
  expect(formatMoney(900000001, 'latn', { style: 'slash' })).toBe('90,00,000.01')
})

test('sums are exact or refused', () => {
  expect(sumMoney([10, 20, -5])).toBe(25)
  expect(sumMoney([])).toBe(0)
  expect(() => addMoney(Number.MAX_SAFE_INTEGER, 1)).toThrow('MONEY_UNSAFE')
  for (const wrong of [0.1, NaN, Infinity]) expect(() => addMoney(1, wrong)).toThrow('MONEY_UNSAFE')
})
