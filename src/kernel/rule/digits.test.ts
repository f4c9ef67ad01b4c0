import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatNumber, groupIndian, groupThousands, parseWhole, toAscii, toDigits } from './digits.ts'

const scripts = fc.constantFrom('latn' as const, 'beng' as const, 'deva' as const)

test('digits of any script become those of one, all else stays', () => {
  expect(toDigits('27-12-2023', 'beng')).toBe('২৭-১২-২০২৩')
  expect(toDigits('कक्षा 3', 'deva')).toBe('कक्षा ३')
  expect(toAscii('১2३ ম')).toBe('123 ম')
  expect(toDigits('১2३', 'deva')).toBe('१२३')
})

test('digits survive any journey', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), scripts, scripts, (text, n, a, b) => {
      expect(toAscii(toDigits(toDigits(`${text}${n}`, a), b))).toBe(toAscii(`${text}${n}`))
    }),
  )
})

test.each([
  [0, '0', '0'],
  [999, '999', '999'],
  [1005, '1,005', '1,005'],
  [38640, '38,640', '38,640'],
  [500000, '5,00,000', '500,000'],
  [9000000, '90,00,000', '9,000,000'],
  [12345678, '1,23,45,678', '12,345,678'],
  [-1234567.25, '-12,34,567.25', '-1,234,567.25'],
  [-123, '-123', '-123'],
])('%d is grouped', (n, indian, thousands) => {
  expect(groupIndian(n)).toBe(indian)
  expect(groupThousands(n)).toBe(thousands)
})

test('numbers print in the reader’s digits', () => {
  expect(formatNumber(12345678, 'beng')).toBe('১,২৩,৪৫,৬৭৮')
  expect(formatNumber(12345678.5, 'deva')).toBe('१,२३,४५,६७८.५')
  expect(formatNumber(1056054, 'latn', 'thousands')).toBe('1,056,054')
  expect(formatNumber(1234567890123456789n, 'beng', 'none')).toBe('১২৩৪৫৬৭৮৯০১২৩৪৫৬৭৮৯')
})

test('grouping agrees with Intl', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (n) => {
      expect(groupIndian(n)).toBe(n.toLocaleString('en-IN'))
      expect(groupThousands(n)).toBe(n.toLocaleString('en-US'))
    }),
  )
})

test('whole numbers are read in any script and grouping, and nothing else is', () => {
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      scripts,
      fc.constantFrom('indian' as const, 'thousands' as const, 'none' as const),
      (n, digits, how) => {
        expect(parseWhole(formatNumber(n, digits, how))).toBe(n)
      },
    ),
  )
  for (const text of ['', '-1', '1.0', '1,23', '1,,234', '1 2', '0x10', '1e3', '99999999999999999']) {
    expect(parseWhole(text)).toBeUndefined()
  }
})
