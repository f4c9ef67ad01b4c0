/** The words of pages beyond the day's work, fetched when one is opened. */
import type { Currency } from '#kernel/rule/money.ts'
import { amountInWordsHi } from '#kernel/rule/words-hi.ts'
import labels from 'virtual:labels/hi.more'
import text from './hi.more.json'

const words = (paisa: number, currency: Currency): string => amountInWordsHi(paisa, currency === 'BDT' ? 'टका' : 'रुपये')

export { labels, text, words }
