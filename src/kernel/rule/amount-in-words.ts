import type { Lang } from './lang.ts'
import type { Currency } from './money.ts'
import { amountInWordsBn } from './words-bn.ts'
import { amountInWordsEn } from './words-en.ts'
import { amountInWordsHi } from './words-hi.ts'

/**
 * An amount (integer paisa, 0 to 99,99,99,99,999.99) in words, for vouchers, cheques and bills. Bangla means taka and
 * Hindi rupees unless told; English must be told. Loads all three tables: a phone imports its own words-xx.ts instead.
 */
export function amountInWords(paisa: number, lang: 'bn' | 'hi'): string
export function amountInWords(paisa: number, lang: Lang, currency: Currency): string
export function amountInWords(paisa: number, lang: Lang, currency: Currency = lang === 'hi' ? 'INR' : 'BDT'): string {
  if (lang === 'bn') return amountInWordsBn(paisa, currency === 'INR' ? 'রুপি' : 'টাকা')
  if (lang === 'hi') return amountInWordsHi(paisa, currency === 'BDT' ? 'टका' : 'रुपये')
  return amountInWordsEn(paisa, currency)
}
