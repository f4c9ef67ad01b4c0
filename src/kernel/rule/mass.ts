/** Mass as integer grams: rice, wheat and pulses are weighed in kilograms and handed out in grams. */
import { type Digits, parseWhole, toAscii, toDigits } from './digits.ts'
import type { Lang } from './lang.ts'

/** Mass in whole grams. */
export type Grams = number

/** Grams in each unit, under every spelling accepted (compared without dots, spaces and the Hindi sign ०). */
const UNITS: Readonly<Record<string, number>> = {
  g: 1,
  gm: 1,
  gram: 1,
  grams: 1,
  গ্রাম: 1,
  ग्राम: 1,
  ग्रा: 1,
  kg: 1000,
  kgs: 1000,
  কেজি: 1000,
  কিলোগ্রাম: 1000,
  किग्रा: 1000,
  किलो: 1000,
  किलोग्राम: 1000,
  quintal: 100_000,
  quintals: 100_000,
  qtl: 100_000,
  কুইন্টাল: 100_000,
  क्विंटल: 100_000,
  कुंतल: 100_000,
}

const MASS = /^([\d०-९০-৯][\d०-९০-৯,]*)(?:\.([\d०-९০-৯]+))?\s*(\D*?)$/u

/**
 * Reads "1.25 kg", "১২ কেজি", "५०० ग्राम" into grams; a bare number takes `unit` (grams in one), and without it is refused.
 * Undefined for nonsense and for what is no whole number of grams.
 */
export function parseMass(text: string, unit?: 'g' | 'kg'): Grams | undefined {
  const match = MASS.exec(text.normalize('NFC').trim())
  if (!match) return undefined
  const name = match[3]!.toLowerCase().replace(/[.\s०]/g, '') || unit
  const factor = name !== undefined && Object.hasOwn(UNITS, name) ? UNITS[name]! : undefined
  const whole = parseWhole(match[1]!)
  if (factor === undefined || whole === undefined) return undefined
  const fraction = toAscii(match[2] ?? '').replace(/0+$/, '')
  const places = 10 ** fraction.length // a power of ten up to 10^5 divides the units exactly
  if (fraction.length > 5 || (+fraction * factor) % places) return undefined
  const grams = whole * factor + (+fraction * factor) / places
  return Number.isSafeInteger(grams) ? grams : undefined
}

const KG: Readonly<Record<Lang, string>> = { bn: 'কেজি', hi: 'किग्रा', en: 'kg' }

/** Writes grams in kilograms as stock registers do, without closing zeros: 1.25 kg, ১.২৫ কেজি. */
export function formatMass(grams: Grams, lang: Lang, digits: Digits): string {
  const size = Math.abs(grams)
  const fraction = String(size % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '')
  const number = `${grams < 0 ? '-' : ''}${Math.floor(size / 1000)}${fraction && '.' + fraction}`
  return `${toDigits(number, digits)} ${KG[lang]}`
}
