/** Numbers, amounts and days in English words with lakh and crore: load only where English papers are made. */
import { gregorianMonths } from './calendar-names.ts'
import { type Day, partsOf } from './day.ts'
import { type NumberWords, spell, spellYear, splitPaisa } from './number-words.ts'

const below20 = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
  'seventeen eighteen nineteen'
).split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const to99 = [...below20, ...tens.flatMap((ten) => below20.slice(0, 10).map((one, i) => (i ? `${ten}-${one}` : ten)))]

const words: NumberWords = { to99, hundred: ' hundred', thousand: 'thousand', lakh: 'lakh', crore: 'crore' }

const irregular: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

/** A whole number (0 to 99 99 99 99 999) in English words by lakh and crore: one lakh twenty-five thousand. */
export function inWordsEn(n: number): string {
  return spell(n, words)
}

/** An amount in integer paisa in English words, "Taka … and … paisa only"; the currency is asked for, never guessed. */
export function amountInWordsEn(paisa: number, currency: 'BDT' | 'INR'): string {
  const { whole, rest } = splitPaisa(paisa)
  const small = rest ? `${to99[rest]} ${currency === 'BDT' ? 'paisa' : 'paise'}` : ''
  if (!whole && small) return `${capital(small)} only`
  return `${currency === 'BDT' ? 'Taka' : 'Rupees'} ${spell(whole, words)}${small && ' and ' + small} only`
}

/** A birth date as certificates write it: Fifth of March Two Thousand Fifteen [K]. */
export function dayInWordsEn(day: Day): string {
  const { year, month, date } = partsOf(day)
  const yearWords = spellYear(year, words).replace(/[a-z]+/g, capital)
  return `${ordinal(to99[date]!).replace(/[a-z]+/g, capital)} of ${gregorianMonths.en[month - 1]} ${yearWords}`
}

function ordinal(word: string): string {
  return word.replace(
    /[a-z]+$/,
    (last) => irregular[last] ?? (last.endsWith('y') ? last.slice(0, -1) + 'ieth' : last + 'th'),
  )
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
