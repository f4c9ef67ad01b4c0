/** Check rules of the identifiers offices use. They are text, never numbers: leading zeros mean something. */
import { toAscii } from './digits.ts'

/** Reads typed text into the code as it is stored, or undefined when it cannot be one. */
export type CodeRule = (text: string) => string | undefined

const ROUTING_WEIGHTS = [5, 7, 1]

function compact(text: string): string {
  return toAscii(text).replace(/[\s\u200b-\u200d\u2010-\u2013-]/g, '')
}

function matching(shape: RegExp, holds: (code: string) => boolean = () => true): CodeRule {
  return (text) => {
    const code = compact(text)
    return shape.test(code) && holds(code) ? code : undefined
  }
}

function mobile(country: string, shape: RegExp): CodeRule {
  return (text) => {
    const local = shape.exec(compact(text))?.[1]
    return local && country + local
  }
}

const startsWithYear = (code: string) => code >= '1900' && code < '2101'

const routes = (code: string) => {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += +code[i]! * ROUTING_WEIGHTS[i % 3]!
  return sum % 10 === 0
}

/**
 * The rules by name; each takes any digit script, spaces and hyphens, and returns the stored form.
 * Shapes only: whether such a school or person exists, the office that gave the code knows.
 */
export const codeRules = {
  /** India, school: 11 digits = state 2, district 2, block 2, village or ward 3, school 2; no check digit [K]. */
  udise: matching(/^\d{11}$/),
  /** Bangladesh, institution from secondary up: 6 digits given by BANBEIS. */
  eiin: matching(/^\d{6}$/),
  /** Bangladesh, mobile: 01[3-9] and 8 digits [K], with or without +880; stored as +8801…. */
  bdMobile: mobile('+880', /^(?:(?:\+|00)?880|0)(1[3-9]\d{8})$/),
  /** India, mobile: 10 digits beginning 6–9 [K], with or without +91 or 0; stored as +91…. */
  inMobile: mobile('+91', /^(?:(?:\+|00)?91|0)?([6-9]\d{9})$/),
  /** Bangladesh, birth registration: 17 digits, birth year first [K]. */
  birthRegistration17: matching(/^\d{17}$/, startsWithYear),
  /** Bangladesh, national identity: 10, 13, or 17 digits (birth year and the 13); see `isSameNid`. */
  nid: matching(/^(?:\d{10}|\d{13}|\d{17})$/, (code) => code.length < 17 || startsWithYear(code)),
  /** Bangladesh, bank routing: bank 3, district 2, branch 3, check 1; Σ digit × (5,7,1,…) ≡ 0 mod 10 on 6,905 real numbers. */
  routing: matching(/^\d{9}$/, routes),
} as const satisfies Readonly<Record<string, CodeRule>>

/** The name of a code rule: a field that names an unknown one does not compile. */
export type CodeName = keyof typeof codeRules

/** Whether two stored NIDs can be one person's: equal, or one the 17-digit form of the other's 13. */
export function isSameNid(a: string, b: string): boolean {
  return (
    a === b ||
    (a.length === 13 && b.length === 17 && b.endsWith(a)) ||
    (b.length === 13 && a.length === 17 && a.endsWith(b))
  )
}
