import type { Day } from './day.ts'
import type { Lang } from './lang.ts'
import { dayInWordsBn } from './words-bn.ts'
import { dayInWordsEn } from './words-en.ts'
import { dayInWordsHi } from './words-hi.ts'

/** A birth date in words, so that a figure altered on an admission register shows; loads all three tables. */
export function dayInWords(day: Day, lang: Lang): string {
  return lang === 'bn' ? dayInWordsBn(day) : lang === 'hi' ? dayInWordsHi(day) : dayInWordsEn(day)
}
