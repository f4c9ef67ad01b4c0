import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toDigits } from './digits.ts'
import {
  fileNumber,
  memoLength,
  memoNumber,
  memoParts,
  readMemo,
  type MemoFile,
  type MemoScheme,
} from './memo-number.ts'

const sizes = (...all: number[]) => all
const scheme = (parts: readonly (typeof memoParts)[number][], digits: readonly number[]): MemoScheme => ({
  parts: parts.map((part, i) => ({ part, size: digits[i]! })),
  serial: '-',
})
const OF_2014 = scheme(
  memoParts.filter((part) => part !== 'suboffice'),
  sizes(2, 2, 4, 3, 2, 3, 2),
)
const OF_2024 = scheme(memoParts, sizes(2, 2, 4, 3, 3, 2, 4, 2))
const SCHEMES = [OF_2024, OF_2014]

test('the two schemes have 18 and 22 digits', () => {
  expect([memoLength(OF_2014), memoLength(OF_2024)]).toEqual([18, 22])
})

describe('writing', () => {
  test('every part in its length, parts that are not there zero-filled', () => {
    const file = { ministry: '38', directorate: '1', geo: '7600', section: '0', subject: '12', file: '3', year: '26' }
    expect(fileNumber(OF_2014, file)).toBe('38.01.7600.000.12.003.26')
    expect(memoNumber(OF_2024, file, 92, 'beng')).toBe('৩৮.০১.৭৬০০.০০০.০০০.১২.০০০৩.২৬-৯২')
  })

  test('a part too long or not of digits is refused, and so is a serial below one', () => {
    expect(() => fileNumber(OF_2014, { file: '1234' })).toThrow('MEMO_PART_LONG')
    expect(() => fileNumber(OF_2014, { file: '1a' })).toThrow('MEMO_PART_LONG')
    expect(() => memoNumber(OF_2014, {}, 0, 'latn')).toThrow('MEMO_SERIAL_WRONG')
  })
})

describe('reading', () => {
  test('the two letters of the source', () => {
    expect(readMemo('নম্বর- ৩৮.০১.০০০০.১০৭.৩৭.০০৮.২২- ৯২', SCHEMES)).toMatchObject({
      file: { ministry: '38', directorate: '01', geo: '0000', section: '107', subject: '37', file: '008', year: '22' },
      serial: 92,
      isExact: true,
    })
    expect(readMemo('৫৬.০৪.৫৫০০.০০০.০৬.০০১.২০.৯', SCHEMES)).toMatchObject({
      file: { ministry: '56', directorate: '04', geo: '5500', section: '000', subject: '06', file: '001', year: '20' },
      serial: 9,
    })
  })

  test('a year of four digits, digits in one piece, blanks and slashes for dots', () => {
    expect(readMemo('37.02.0000.107.37.008.2022-5', SCHEMES)).toMatchObject({ file: { year: '22' }, isExact: false })
    expect(readMemo('380100001073700822-92', SCHEMES)).toMatchObject({ file: { file: '008' }, serial: 92 })
    expect(readMemo('৩৮/০১/0000/107/৩৭/008/22', SCHEMES)?.serial).toBeUndefined()
  })

  test('what no scheme fits is kept as it is; without a digit it is no number', () => {
    expect(readMemo('পিবিজিএসআই/এসইডিপি/১২/২০২৩', SCHEMES)).toEqual({ groups: ['12', '2023'], isExact: false })
    expect(readMemo('শিক্ষা/সাধারণ', SCHEMES)).toBeUndefined()
  })

  test('what was written is read back, in any digits', () => {
    const file = fc.record(
      Object.fromEntries(memoParts.map((part) => [part, fc.nat(99).map(String)])) as { [P in keyof MemoFile]: never },
    ) as fc.Arbitrary<MemoFile>
    fc.assert(
      fc.property(
        file,
        fc.integer({ min: 1, max: 99_999 }),
        fc.constantFrom(...SCHEMES),
        fc.constantFrom('latn' as const, 'beng' as const, 'deva' as const),
        (parts, serial, by, digits) => {
          const written = memoNumber(by, parts, serial, digits)
          const read = readMemo(toDigits(written, digits), SCHEMES)!
          expect(read.serial).toBe(serial)
          expect(fileNumber(by, read.file!)).toBe(fileNumber(by, parts))
        },
      ),
    )
  })
})
