/** Numbers, amounts and days in Bangla words, with their table: load only where Bangla papers are made. */
import { gregorianMonths } from './calendar-names.ts'
import { type Day, partsOf } from './day.ts'
import { type NumberWords, spell, spellYear, splitPaisa } from './number-words.ts'

/** 0–99 in the spelling of Bangla Academy and NCTB class 1 mathematics; 88 is also written অষ্টাশি [K]. */
const to99 = (
  'শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় ' +
  'দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ ' +
  'বিশ একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ ' +
  'ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ ঊনচল্লিশ ' +
  'চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ ' +
  'পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট ' +
  'ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি ঊনসত্তর ' +
  'সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি ' +
  'আশি একাশি বিরাশি তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি আটাশি ঊননব্বই ' +
  'নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই নিরানব্বই'
).split(' ')

const words: NumberWords = { to99, hundred: 'শত', thousand: 'হাজার', lakh: 'লক্ষ', crore: 'কোটি' }

/** A whole number (0 to 99 99 99 99 999) in Bangla words: আটত্রিশ হাজার ছয়শত চল্লিশ. */
export function inWordsBn(n: number): string {
  return spell(n, words)
}

/** An amount in integer paisa in Bangla words, "… টাকা … পয়সা মাত্র", closed so that nothing can be added to a voucher. */
export function amountInWordsBn(paisa: number, unit: 'টাকা' | 'রুপি' = 'টাকা'): string {
  const { whole, rest } = splitPaisa(paisa)
  const parts = whole || !rest ? [spell(whole, words), unit] : []
  if (rest) parts.push(to99[rest]!, 'পয়সা')
  return parts.join(' ') + ' মাত্র'
}

/** A birth date as admission registers write it: পাঁচই মার্চ দুই হাজার পনেরো, with the date words of school grammar [K]. */
export function dayInWordsBn(day: Day): string {
  const { year, month, date } = partsOf(day)
  const first = ['পহেলা', 'দোসরা', 'তেসরা', 'চৌঠা'][date - 1]
  const dateWord = first ?? to99[date]! + (date <= 18 ? 'ই' : 'ে')
  return `${dateWord} ${gregorianMonths.bn[month - 1]} ${spellYear(year, words)}`
}
