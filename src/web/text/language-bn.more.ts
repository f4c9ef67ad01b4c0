/** The words of pages beyond the day's work, fetched when one is opened. */
import type { Currency } from '#kernel/rule/money.ts'
import { amountInWordsBn } from '#kernel/rule/words-bn.ts'
import labels from 'virtual:labels/bn.more'
import text from './bn.more.json'

const words = (paisa: number, currency: Currency): string => amountInWordsBn(paisa, currency === 'INR' ? 'রুপি' : 'টাকা')

export { labels, text, words }
