/** Numbers, amounts and days in Hindi words, with their table: load only where Hindi papers are made. */
import { gregorianMonths } from './calendar-names.ts'
import { type Day, partsOf } from './day.ts'
import { type NumberWords, spell, spellYear, splitPaisa } from './number-words.ts'

/** 0–99 in standard Hindi spelling; variants such as छः and अट्ठारह are in use, have a native reader confirm [K]. */
const to99 = (
  'शून्य एक दो तीन चार पाँच छह सात आठ नौ ' +
  'दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस ' +
  'बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस ' +
  'तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस ' +
  'चालीस इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास ' +
  'पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ ' +
  'साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर ' +
  'सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी ' +
  'अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी ' +
  'नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे'
).split(' ')

const words: NumberWords = { to99, hundred: ' सौ', thousand: 'हजार', lakh: 'लाख', crore: 'करोड़' }

/** A whole number (0 to 99 99 99 99 999) in Hindi words: एक लाख पच्चीस हजार; counted in crore throughout, as budgets are. */
export function inWordsHi(n: number): string {
  return spell(n, words)
}

/** An amount in integer paise in Hindi words, "रुपये … एवं … पैसे मात्र", the order of words cheques use. */
export function amountInWordsHi(paisa: number, unit: 'रुपये' | 'टका' = 'रुपये'): string {
  const { whole, rest } = splitPaisa(paisa)
  const small = rest ? `${to99[rest]} पैसे` : ''
  if (!whole && small) return `${small} मात्र`
  return `${unit} ${spell(whole, words)}${small && ' एवं ' + small} मात्र`
}

/** A birth date as UP registers write it: दस मई दो हजार पंद्रह, उन्नीस सौ … for the last century [K]. */
export function dayInWordsHi(day: Day): string {
  const { year, month, date } = partsOf(day)
  return `${to99[date]} ${gregorianMonths.hi[month - 1]} ${spellYear(year, words)}`
}
