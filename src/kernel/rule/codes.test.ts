import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CodeName, codeRules, isSameNid } from './codes.ts'
import { toDigits } from './digits.ts'

const cases: [CodeName, string, string | undefined][] = [
  ['udise', '09 27 01 003 05', '09270100305'],
  ['udise', '०९२७०१००३०५', '09270100305'],
  ['udise', '0927010030', undefined],
  ['eiin', '১০৮১২৩', '108123'],
  ['bdMobile', '০১৭১২-৩৪৫৬৭৮', '+8801712345678'],
  ['bdMobile', '+880 1712 345678', '+8801712345678'],
  ['bdMobile', '8801712345678', '+8801712345678'],
  ['bdMobile', '01212345678', undefined],
  ['bdMobile', '1712345678', undefined],
  ['bdMobile', '017123456789', undefined],
  ['inMobile', '98765 43210', '+919876543210'],
  ['inMobile', '+91-98765-43210', '+919876543210'],
  ['inMobile', '09876543210', '+919876543210'],
  ['inMobile', '5876543210', undefined],
  ['birthRegistration17', '20155517357012345', '20155517357012345'],
  ['birthRegistration17', '21555517357012345', undefined],
  ['birthRegistration17', '2015551735701234', undefined],
  ['nid', '1234567890', '1234567890'],
  ['nid', '5515735701234', '5515735701234'],
  ['nid', '19805515735701234', '19805515735701234'],
  ['nid', '30805515735701234', undefined],
  ['nid', '12345678901', undefined],
  ['routing', '085260728', '085260728'],
  ['routing', '140581184', '140581184'],
  ['routing', '200480554', '200480554'],
  ['routing', '085260729', undefined],
  ['routing', '08526072', undefined],
]

test.each(cases)('%s: %s', (name, text, stored) => expect(codeRules[name](text)).toBe(stored))

test('what is stored is read back the same, in any script', () => {
  for (const [name, , stored] of cases) {
    if (!stored) continue
    expect(codeRules[name](stored)).toBe(stored)
    expect(codeRules[name](toDigits(stored, 'beng'))).toBe(stored)
    expect(codeRules[name](toDigits(stored, 'deva'))).toBe(stored)
  }
})

test('a wrong digit of a routing number is caught, unless weight 5 hides an even slip', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digit = (+'085260728'[at]! + by) % 10
      const typed = `${'085260728'.slice(0, at)}${digit}${'085260728'.slice(at + 1)}`
      if (at % 3 === 0 && Math.abs(digit - +'085260728'[at]!) % 2 === 0) return
      expect(codeRules.routing(typed)).toBeUndefined()
    }),
  )
})

test('13 and 17 digits of one NID are one person', () => {
  expect(isSameNid('5515735701234', '19805515735701234')).toBe(true)
  expect(isSameNid('19805515735701234', '5515735701234')).toBe(true)
  expect(isSameNid('1234567890', '1234567890')).toBe(true)
  expect(isSameNid('5515735701234', '19805515735701235')).toBe(false)
  expect(isSameNid('5515735701', '19805515735701234')).toBe(false)
})
