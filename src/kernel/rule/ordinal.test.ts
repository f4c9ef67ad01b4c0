import { expect, test } from 'vitest'
import { className, classCodes, ordinalBn } from './ordinal.ts'

const nfc = (text: string) => text.normalize('NFC')

test('classes are named as schools name them', () => {
  const bangla = classCodes.slice(0, 9).map((code) => className(code, 'bn'))
  expect(bangla).toEqual(
    [
      'প্রাক-প্রাথমিক',
      '১ম শ্রেণি',
      '২য় শ্রেণি',
      '৩য় শ্রেণি',
      '৪র্থ শ্রেণি',
      '৫ম শ্রেণি',
      '৬ষ্ঠ শ্রেণি',
      '৭ম শ্রেণি',
      '৮ম শ্রেণি',
    ].map(nfc),
  )
  expect(className('pre', 'hi')).toBe('बाल वाटिका')
  expect(className('1', 'hi')).toBe('कक्षा १')
  expect(className('1', 'hi', 'latn')).toBe('कक्षा 1')
  expect(className('8', 'en')).toBe('Class 8')
  expect(className('pre', 'en')).toBe('Pre-primary')
  expect(className('10', 'bn')).toBe('১০ম শ্রেণি')
  expect(className('12', 'bn')).toBe('১২শ শ্রেণি')
})

test('ordinals in Latin digits keep the Bangla ending', () => expect(ordinalBn(4, 'latn')).toBe('4র্থ'))
