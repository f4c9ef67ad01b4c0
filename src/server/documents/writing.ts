import type { Facts } from '#kernel/error.ts'
import type { Name, Script } from '#kernel/field/name.ts'
import type { Writing } from '#kernel/define/writing.ts'
import type { Pack } from '#kernel/pack.ts'
import { amountInWords } from '#kernel/rule/amount-in-words.ts'
import { toDigits } from '#kernel/rule/digits.ts'

import { DIGITS, fill, labelOf } from '../http/title.ts'
import words from './documents.labels.json' with { type: 'json' }

type Words = { readonly [path: string]: { readonly [S in Script]: string } }

/** Our own words of papers by path. */
export const word = (path: keyof typeof words, lang: Script, facts?: Facts): string =>
  fill((words as Words)[path]![lang], lang, facts)

/** How a paper is written in a language: its digits, the labels of systems and of papers, times of the office's zone. */
export function writingOf(
  lang: Script,
  pack: Pick<Pack, 'timeZone' | 'lists' | 'currency'>,
  nameOf: (id: string) => Name | undefined = () => undefined,
): Writing {
  return {
    lang,
    digits: DIGITS[lang],
    label: (system, path, facts) =>
      path in words
        ? word(path as keyof typeof words, lang, facts as Facts)
        : labelOf(path, lang, facts as Facts, system),
    nameOf,
    yesNo: (value) => word(value ? 'yes' : 'no', lang),
    time: (ms) => toDigits(timeIn(pack.timeZone, ms), DIGITS[lang]),
    list: (name) => pack.lists[name] ?? [],
    amountWords: (paisa) => (paisa < 0 ? '' : amountInWords(paisa, lang, pack.currency.code === 'INR' ? 'INR' : 'BDT')),
  }
}

/** dd-mm-yyyy, hh:mm of an instant on the office's clock. */
function timeIn(timeZone: string, ms: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms)
  const at = Object.fromEntries(parts.map(({ type, value }) => [type, value]))
  return `${at['day']}-${at['month']}-${at['year']}, ${at['hour']}:${at['minute']}`
}
