import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountInWords } from './amount-in-words.ts'
import { dayInWords } from './day-in-words.ts'
import { inWords } from './in-words.ts'
import { WORDS_MAX } from './number-words.ts'
import { inWordsBn } from './words-bn.ts'
import { inWordsEn } from './words-en.ts'
import { inWordsHi } from './words-hi.ts'

const nfc = (text: string) => text.normalize('NFC')

test.each([
  [0, 'শূন্য'],
  [9000000, 'নব্বই লক্ষ'],
  [500000, 'পাঁচ লক্ষ'],
  [38640, 'আটত্রিশ হাজার ছয়শত চল্লিশ'],
  [12345678, 'এক কোটি তেইশ লক্ষ পঁয়তাল্লিশ হাজার ছয়শত আটাত্তর'],
  [260000000, 'ছাব্বিশ কোটি'],
  [101, 'একশত এক'],
  [1005, 'এক হাজার পাঁচ'],
  [99_999_999_999, 'নয় হাজার নয়শত নিরানব্বই কোটি নিরানব্বই লক্ষ নিরানব্বই হাজার নয়শত নিরানব্বই'],
])('%i in Bangla', (n, words) => expect(inWordsBn(n)).toBe(nfc(words)))

test.each([
  [38640, 'अड़तीस हजार छह सौ चालीस'],
  [12345678, 'एक करोड़ तेईस लाख पैंतालीस हजार छह सौ अठहत्तर'],
  [100, 'एक सौ'],
  [1_000_000_000, 'एक सौ करोड़'],
])('%i in Hindi', (n, words) => expect(inWordsHi(n)).toBe(nfc(words)))

test.each([
  [0, 'zero'],
  [21, 'twenty-one'],
  [90, 'ninety'],
  [12345678, 'one crore twenty-three lakh forty-five thousand six hundred seventy-eight'],
])('%i in English', (n, words) => expect(inWordsEn(n)).toBe(words))

test('amounts read as vouchers and cheques write them', () => {
  expect(amountInWords(12534550, 'hi')).toBe(nfc('रुपये एक लाख पच्चीस हजार तीन सौ पैंतालीस एवं पचास पैसे मात्र'))
  expect(amountInWords(12534550, 'bn')).toBe(nfc('এক লক্ষ পঁচিশ হাজার তিনশত পঁয়তাল্লিশ টাকা পঞ্চাশ পয়সা মাত্র'))
  const english = 'one lakh twenty-five thousand three hundred forty-five and fifty'
  expect(amountInWords(12534550, 'en', 'BDT')).toBe(`Taka ${english} paisa only`)
  expect(amountInWords(12534550, 'en', 'INR')).toBe(`Rupees ${english} paise only`)
  expect(amountInWords(900000000, 'bn')).toBe(nfc('নব্বই লক্ষ টাকা মাত্র'))
  expect(amountInWords(100, 'bn', 'INR')).toBe(nfc('এক রুপি মাত্র'))
  expect(amountInWords(100, 'hi', 'BDT')).toBe(nfc('टका एक मात्र'))
})

test('nothing, and less than one, have words too', () => {
  expect(amountInWords(0, 'bn')).toBe(nfc('শূন্য টাকা মাত্র'))
  expect(amountInWords(0, 'hi')).toBe(nfc('रुपये शून्य मात्र'))
  expect(amountInWords(0, 'en', 'INR')).toBe('Rupees zero only')
  expect(amountInWords(5, 'bn')).toBe(nfc('পাঁচ পয়সা মাত্র'))
  expect(amountInWords(5, 'hi')).toBe(nfc('पाँच पैसे मात्र'))
  expect(amountInWords(5, 'en', 'BDT')).toBe('Five paisa only')
})

test('what cannot be spelt is refused, not rounded', () => {
  for (const n of [-1, 0.5, WORDS_MAX + 1, NaN, Infinity]) {
    for (const lang of ['bn', 'hi', 'en'] as const) expect(() => inWords(n, lang)).toThrow('WORDS_RANGE')
  }
  expect(() => amountInWords(1.5, 'bn')).toThrow('WORDS_RANGE')
  expect(() => amountInWords(-100, 'hi')).toThrow('WORDS_RANGE')
})

test('birth dates read as on admission registers', () => {
  expect(dayInWords('2015-03-05', 'bn')).toBe(nfc('পাঁচই মার্চ দুই হাজার পনেরো'))
  expect(dayInWords('1998-12-16', 'bn')).toBe(nfc('ষোলোই ডিসেম্বর উনিশশত আটানব্বই'))
  expect(dayInWords('2000-02-21', 'bn')).toBe(nfc('একুশে ফেব্রুয়ারি দুই হাজার'))
  const dates = ['01', '02', '03', '04', '18', '19', '31'].map(
    (date) => dayInWords(`2015-01-${date}`, 'bn').split(' ')[0],
  )
  expect(dates).toEqual('পহেলা দোসরা তেসরা চৌঠা আঠারোই উনিশে একত্রিশে'.split(' '))
  expect(dayInWords('2015-05-10', 'hi')).toBe(nfc('दस मई दो हजार पंद्रह'))
  expect(dayInWords('1998-07-01', 'hi')).toBe(nfc('एक जुलाई उन्नीस सौ अट्ठानवे'))
  expect(dayInWords('2015-03-05', 'en')).toBe('Fifth of March Two Thousand Fifteen')
  expect(dayInWords('1998-12-22', 'en')).toBe('Twenty-Second of December Nineteen Hundred Ninety-Eight')
  expect(dayInWords('1900-01-30', 'en')).toBe('Thirtieth of January Nineteen Hundred')
})

test('no two numbers share their words, and none is empty', () => {
  for (const spell of [inWordsBn, inWordsHi, inWordsEn]) {
    const first = Array.from({ length: 100_000 }, (_, n) => spell(n))
    expect(new Set(first).size).toBe(100_000)
    expect(first.every((words) => words === words.trim() && !/ {2}|undefined/.test(words) && words)).toBe(true)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: WORDS_MAX }), fc.integer({ min: 0, max: WORDS_MAX }), (a, b) => {
        expect(spell(a) === spell(b)).toBe(a === b)
      }),
    )
  }
})
