/** Spelling of whole numbers by crore, lakh, thousand and hundred: one algorithm, the words come with each language. */
import { RuleError } from './rule-error.ts'

/** The words of one language; `hundred` carries its own leading space, because Bangla writes ছয়শত as one word. */
export interface NumberWords {
  /** Words for 0–99 in order: irregular in Bangla and Hindi, hence a table. */
  to99: readonly string[]
  hundred: string
  thousand: string
  lakh: string
  crore: string
}

/** The greatest number that is spelt, 99 99 99 99 999: more than any school budget, below 10,000 crore. */
export const WORDS_MAX = 99_999_999_999

/** Spells a whole number from 0 to `WORDS_MAX`; throws `WORDS_RANGE` outside it, because a wrong cheque is worse than none. */
export function spell(n: number, words: NumberWords): string {
  if (!Number.isInteger(n) || n < 0 || n > WORDS_MAX) throw new RuleError('WORDS_RANGE', { n })
  if (n < 100) return words.to99[n]!
  const parts: string[] = []
  const crore = Math.floor(n / 10_000_000)
  const lakh = Math.floor(n / 100_000) % 100
  const thousand = Math.floor(n / 1000) % 100
  if (crore) parts.push(spell(crore, words), words.crore)
  if (lakh) parts.push(words.to99[lakh]!, words.lakh)
  if (thousand) parts.push(words.to99[thousand]!, words.thousand)
  const rest = spellBelow1000(n % 1000, words)
  if (rest) parts.push(rest)
  return parts.join(' ')
}

/** Spells a year as people say it, by hundreds from 1100 to 1999 (nineteen hundred …), else as a number. */
export function spellYear(year: number, words: NumberWords): string {
  if (year < 1100 || year > 1999) return spell(year, words)
  const tail = year % 100
  return words.to99[Math.floor(year / 100)] + words.hundred + (tail ? ' ' + words.to99[tail] : '')
}

/** Splits integer paisa into whole units and paisa; throws `WORDS_RANGE` on negative or broken amounts. */
export function splitPaisa(paisa: number): { whole: number; rest: number } {
  if (!Number.isSafeInteger(paisa) || paisa < 0) throw new RuleError('WORDS_RANGE', { paisa })
  return { whole: Math.floor(paisa / 100), rest: paisa % 100 }
}

function spellBelow1000(n: number, words: NumberWords): string {
  const hundred = Math.floor(n / 100)
  const tail = n % 100 ? words.to99[n % 100]! : ''
  if (!hundred) return tail
  return words.to99[hundred] + words.hundred + (tail && ' ' + tail)
}
