import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical } from './canonical.ts'

test('keys sort by UTF-16 units, as in the example of RFC 8785 section 3.2.3', () => {
  const keys = ['\u20ac', '\r', '\u05d1', '1', '\ud83d\ude00', '\u0080', '\u00f6']
  const text = canonical(Object.fromEntries(keys.map((key, i) => [key, i])))
  expect(Object.keys(JSON.parse(text) as object).filter((key) => key !== '1')).toEqual([
    '\r',
    '\u0080',
    '\u00f6',
    '\u05d1',
    '\u20ac',
    '\ud83d\ude00',
  ])
  // An emoji is two units that are smaller than U+FB01, although its code point is greater.
  expect(canonical({ '\ufb01': 1, '\ud83d\ude00': 2 })).toBe('{"\ud83d\ude00":2,"\ufb01":1}')
})

test('strings are escaped as RFC 8785 section 3.2.2.2 has it', () => {
  expect(canonical('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"')
  expect(canonical({ literals: [null, true, false] })).toBe('{"literals":[null,true,false]}')
})

test('the same name typed in two ways is one text', () => {
  expect(canonical('\u09df')).toBe(canonical('\u09af\u09bc'))
  expect(canonical('\u0921\u093c')).toBe(canonical('\u095c'))
  expect(canonical({ 'e\u0301': 1, z: 2 })).toBe(canonical({ '\u00e9': 1, z: 2 }))
  expect(canonical({ 'e\u0301': 1, f: 2 })).toBe(canonical({ '\u00e9': 1, f: 2 }))
})

test('two keys that are one text are refused: a reader could take either', () => {
  expect(() => canonical({ 'e\u0301': 1, '\u00e9': 2 })).toThrow(RangeError)
})

test.each([1.5, Number.NaN, Infinity, 2 ** 53, -(2 ** 53), 1e300])('%s has no place in an entry', (value) => {
  expect(() => canonical({ value })).toThrow(RangeError)
})

test.each(['\ud800', 'a\udc00b', '\ud83d'])('half a character is refused in values and in keys', (text) => {
  expect(() => canonical(text)).toThrow(RangeError)
  expect(() => canonical({ [text]: 1 })).toThrow(RangeError)
})

test('what is not data is refused, what is not there is left out', () => {
  expect(() => canonical(() => 1)).toThrow(RangeError)
  expect(() => canonical([undefined])).toThrow(RangeError)
  expect(() => canonical(10n)).toThrow(RangeError)
  expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}')
  expect(canonical(-0)).toBe('0')
})

const data = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.string({ unit: 'binary' }),
    fc.array(tie('any'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 4, selector: (key) => key.normalize('NFC') })
      .chain((keys) =>
        fc
          .array(tie('any'), { minLength: keys.length, maxLength: keys.length })
          .map((values) => Object.fromEntries(keys.map((key, i) => [key, values[i]]))),
      ),
  ),
})).any

test('reading it back and writing it again changes nothing, whatever the order of keys', () => {
  fc.assert(
    fc.property(data, (value) => {
      const text = canonical(value)
      expect(canonical(JSON.parse(text))).toBe(text)
      expect(canonical(reversed(value))).toBe(text)
    }),
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  )
}
