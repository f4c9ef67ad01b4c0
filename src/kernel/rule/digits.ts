/** Digits of three scripts. Figures are stored in ASCII; a person reads and types their own. */

/** The digit scripts by their Unicode numbering-system names: Latin 0–9, Bengali ০–৯, Devanagari ०–९. */
export type Digits = 'latn' | 'beng' | 'deva'

const ZERO: Readonly<Record<Digits, number>> = { latn: 0x30, beng: 0x9e6, deva: 0x966 }
const ANY_DIGIT = /[0-9০-৯०-९]/g

/** Rewrites every digit of any of the three scripts in one of them and leaves all other text alone. */
export function toDigits(text: string, digits: Digits): string {
  const zero = ZERO[digits]
  return text.replace(ANY_DIGIT, (c) => {
    const code = c.charCodeAt(0)
    return String.fromCharCode(zero + code - (code >= 0x9e6 ? 0x9e6 : code >= 0x966 ? 0x966 : 0x30))
  })
}

/** Rewrites digits of any script, mixed ones too, as ASCII: the form in which figures are stored and compared. */
export function toAscii(text: string): string {
  return toDigits(text, 'latn')
}

/** How a whole number is broken up by commas: 12,34,567 or 1,234,567 or not. */
export type Grouping = 'indian' | 'thousands' | 'none'

const INDIAN = /\B(?=(?:\d\d)*\d{3}$)/g
const THOUSANDS = /\B(?=(?:\d{3})+$)/g

/** Groups a number as South Asia counts it, 2-2-3: 90,00,000; a fraction follows unchanged. */
export function groupIndian(n: number | bigint): string {
  return group(n, INDIAN)
}

/** Groups a number in thousands: 9,000,000, as tables for donors want it. */
export function groupThousands(n: number | bigint): string {
  return group(n, THOUSANDS)
}

const WHOLE = /^(?:\d+|\d{1,2}(?:,\d\d)*,\d{3}|\d{1,3}(?:,\d{3})+)$/

/** Reads a whole number ≥ 0 in any digit script, with commas of either grouping or none; undefined for anything else. */
export function parseWhole(text: string): number | undefined {
  const ascii = toAscii(text).trim()
  const n = WHOLE.test(ascii) ? +ascii.replaceAll(',', '') : NaN
  return Number.isSafeInteger(n) ? n : undefined
}

/** A number in a person's own digits and grouping; below 1e21, where JavaScript would begin to write exponents. */
export function formatNumber(n: number | bigint, digits: Digits, grouping: Grouping = 'indian'): string {
  const text = grouping === 'none' ? String(n) : grouping === 'indian' ? groupIndian(n) : groupThousands(n)
  return digits === 'latn' ? text : toDigits(text, digits)
}

function group(n: number | bigint, commas: RegExp): string {
  const [whole, fraction] = String(n).split('.')
  return whole!.replace(commas, ',') + (fraction === undefined ? '' : '.' + fraction)
}
