import type { Lang } from './lang.ts'
import { inWordsBn } from './words-bn.ts'
import { inWordsEn } from './words-en.ts'
import { inWordsHi } from './words-hi.ts'

/** A whole number (0 to 99 99 99 99 999) in words of a language; loads all three tables. */
export function inWords(n: number, lang: Lang): string {
  return lang === 'bn' ? inWordsBn(n) : lang === 'hi' ? inWordsHi(n) : inWordsEn(n)
}
