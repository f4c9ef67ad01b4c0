import { type Digits, toDigits } from './digits.ts'
import type { Lang } from './lang.ts'

/** The classes of school in order, as stored; 'pre' is pre-primary (প্রাক-প্রাথমিক, बाल वाटिका). */
export const classCodes = ['pre', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const

/** A class as it is stored. */
export type ClassCode = (typeof classCodes)[number]

const BN_ENDINGS = ['', 'ম', 'য়', 'য়', 'র্থ', 'ম', 'ষ্ঠ', 'ম', 'ম', 'ম', 'ম']
const PRE: Readonly<Record<Lang, string>> = { bn: 'প্রাক-প্রাথমিক', hi: 'बाल वाटिका', en: 'Pre-primary' }
const OWN_DIGITS: Readonly<Record<Lang, Digits>> = { bn: 'beng', hi: 'deva', en: 'latn' }

/** A number as a Bangla ordinal in figures, ১ম ২য় ৩য় ৪র্থ … ১০ম, from 11 with শ: ১১শ (11 to 18) [K]. */
export function ordinalBn(n: number, digits: Digits = 'beng'): string {
  return toDigits(String(n), digits) + (BN_ENDINGS[n] ?? 'শ')
}

/** The name of a class on screen and paper: ৩য় শ্রেণি, कक्षा ३, Class 3; in the language's own digits unless told. */
export function className(code: ClassCode, lang: Lang, digits: Digits = OWN_DIGITS[lang]): string {
  if (code === 'pre') return PRE[lang]
  if (lang === 'bn') return `${ordinalBn(+code, digits)} শ্রেণি`
  return `${lang === 'hi' ? 'कक्षा' : 'Class'} ${toDigits(code, digits)}`
}
