/** The words of pages beyond the day's work, fetched when one is opened. */
import type { Currency } from '#kernel/rule/money.ts'
import { amountInWordsEn } from '#kernel/rule/words-en.ts'
import labels from 'virtual:labels/en.more'
import text from './en.more.json'

const words = (paisa: number, currency: Currency): string => amountInWordsEn(paisa, currency)

export { labels, text, words }
