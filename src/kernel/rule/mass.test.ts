import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMass, parseMass } from './mass.ts'

test.each([
  ['1.25 kg', 1250],
  ['১.২৫ কেজি', 1250],
  ['१.२५ किग्रा', 1250],
  ['१० कि०ग्रा०', 10000],
  ['12 कि. ग्रा.', 12000],
  ['500g', 500],
  ['৫০০ গ্রাম', 500],
  ['2 क्विंटल', 200000],
  ['0.5 Qtl.', 50000],
  ['1,250 kg', 1250000],
  ['0.00125 quintal', 125],
])('%s is %i g', (text, grams) => expect(parseMass(text)).toBe(grams))

test.each(['', 'kg', '5', '5 stone', '1.2345 kg', '1.5 g', '1,25 kg', '-1 kg', '1.2.3 kg', '5 constructor'])(
  '%j is nonsense',
  (text) => expect(parseMass(text)).toBeUndefined(),
)

test('a bare number takes the field’s unit', () => {
  expect(parseMass('৫০', 'kg')).toBe(50000)
  expect(parseMass('50', 'g')).toBe(50)
  expect(parseMass('50 g', 'kg')).toBe(50)
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1e12 }),
      fc.constantFrom('bn' as const, 'hi' as const, 'en' as const),
      fc.constantFrom('latn' as const, 'beng' as const, 'deva' as const),
      (grams, lang, digits) => {
        expect(parseMass(formatMass(grams, lang, digits))).toBe(grams)
      },
    ),
  )
  expect(formatMass(1250, 'bn', 'beng')).toBe('১.২৫ কেজি')
  expect(formatMass(-2000, 'en', 'latn')).toBe('-2 kg')
})
