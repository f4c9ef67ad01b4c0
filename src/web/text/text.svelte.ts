import type { Problem } from '#kernel/error.ts'
import { nameIn, type Name, type Script } from '#kernel/field/name.ts'
import type { Day, Month } from '#kernel/rule/day.ts'
import { formatNumber, toDigits, type Digits } from '#kernel/rule/digits.ts'
import { fillText, type Filling } from '#kernel/rule/fill-text.ts'
import { formatDay, formatMonth, type DayStyle } from '#kernel/rule/format-day.ts'
import { groupName } from '#kernel/rule/group-name.ts'
import type { Currency } from '#kernel/rule/money.ts'
import type first from './en.json'
import type more from './en.more.json'

export type TextKey = keyof typeof first | keyof typeof more
type Catalogue = { readonly [key: string]: string }
type Words = (paisa: number, currency: Currency) => string
type Language = { lang: Script; text: Catalogue; labels: { readonly [system: string]: Catalogue }; words?: Words }

const KEPT = 'khata.language'
const LOADERS = {
  bn: () => import('./language-bn.ts'),
  hi: () => import('./language-hi.ts'),
  en: () => import('./language-en.ts'),
}
const MORE = {
  bn: () => import('./language-bn.more.ts'),
  hi: () => import('./language-hi.more.ts'),
  en: () => import('./language-en.more.ts'),
}

let language = $state.raw<Language>({ lang: 'en', text: {}, labels: {} })
let packDigits = $state<Digits>()
let packCurrency = $state<Currency>('BDT')
let wantsMore = false

/** Languages a person may choose, each in its own words. */
export const languages: readonly { lang: Script; name: string }[] = [
  { lang: 'bn', name: 'বাংলা' },
  { lang: 'hi', name: 'हिन्दी' },
  { lang: 'en', name: 'English' },
]

/** Loads one language alone and shows it; the device remembers the choice. */
export async function useLanguage(lang: Script): Promise<void> {
  const [{ text, labels }, more] = await Promise.all([LOADERS[lang](), wantsMore ? MORE[lang]() : undefined])
  language = more ? joined({ lang, text, labels }, more) : { lang, text, labels }
  document.documentElement.lang = lang
  localStorage.setItem(KEPT, lang)
}

/** Fetches the words of pages beyond the day's work, once. */
export async function useMoreWords(): Promise<void> {
  if (wantsMore) return
  wantsMore = true
  const { lang } = language
  try {
    const more = await MORE[lang]()
    if (language.lang === lang) language = joined(language, more)
  } catch {
    wantsMore = false // without network; asked again by the next page
  }
}

function joined(first: Language, more: Required<Pick<Language, 'text' | 'labels' | 'words'>>): Language {
  const labels = Object.fromEntries(
    Object.keys({ ...first.labels, ...more.labels }).map((system) => [
      system,
      { ...first.labels[system], ...more.labels[system] },
    ]),
  )
  return { lang: first.lang, text: { ...first.text, ...more.text }, labels, words: more.words }
}

/** What the device was last set to, else what the browser asks for, else Bangla. */
export function preferredLanguage(): Script {
  const wanted = [localStorage.getItem(KEPT), ...navigator.languages.map((l) => l.slice(0, 2))]
  return (wanted.find((l) => l !== null && l in LOADERS) as Script | undefined) ?? 'bn'
}

export const lang = (): Script => language.lang

/** The pack may write Latin digits in its own language; otherwise each script keeps its digits. */
export function useDigits(digits: Digits | undefined): void {
  packDigits = digits
}

/** The currency of the pack whose amounts are written in words. */
export function useCurrency(code: string | undefined): void {
  packCurrency = code === 'INR' ? 'INR' : 'BDT'
}

export function digits(): Digits {
  if (language.lang === 'en' || packDigits === 'latn') return 'latn'
  return language.lang === 'bn' ? 'beng' : 'deva'
}

/** Our own words by key, with `{facts}` in the reader's digits. */
export const t = (key: TextKey, facts?: Filling): string => fill(language.text[key] ?? key, facts)

/** A system's own words by path (`fields.on`, `states.entered`), else the fallback, else the last part of the path. */
export function label(system: string, path: string, facts?: Filling, fallback?: string): string {
  const found = language.labels[system]?.[path]
  if (found !== undefined) return fill(found, facts)
  if (fallback === undefined && !wantsMore) void useMoreWords()
  return fallback ?? path.slice(path.lastIndexOf('.') + 1)
}

export const hasLabel = (system: string, path: string): boolean => language.labels[system]?.[path] !== undefined

/** What a code means and what to do: in the system's words, else in ours. */
export function problemText(problem: Pick<Problem, 'code' | 'facts'>, system?: string): string {
  const path = `codes.${problem.code}`
  const found = (system && language.labels[system]?.[path]) ?? language.text[path]
  if (found !== undefined) return fill(found, problem.facts)
  if (!wantsMore) void useMoreWords()
  return `${t('codes.OTHER')} (${problem.code})`
}

export const num = (n: number): string => formatNumber(n, digits())
export const own = (text: string): string => toDigits(text, digits())
export const dayText = (day: Day, style: DayStyle = 'long'): string => formatDay(day, language.lang, digits(), style)
export const monthText = (month: Month): string => formatMonth(month, language.lang, digits())
export const nameText = (name: Name | undefined): string => nameIn(name, language.lang)

/** An amount in words, as vouchers say it; empty until the words of the language are here. */
export function amountWords(paisa: number): string {
  if (!language.words) void useMoreWords()
  return paisa < 0 ? '' : (language.words?.(paisa, packCurrency) ?? '')
}

/** A share with one decimal, as officers read it: 83.9%. */
export const share = (value: number, of: number): string => own(of === 0 ? '–' : `${((value * 100) / of).toFixed(1)}%`)

/** Day and time of an instant on the reader's clock. */
export function timeText(ms: number): string {
  const at = new Date(ms)
  const two = (n: number) => String(n).padStart(2, '0')
  return own(
    `${two(at.getDate())}-${two(at.getMonth() + 1)}-${at.getFullYear()}, ${two(at.getHours())}:${two(at.getMinutes())}`,
  )
}

/** A class section as the school says it: ৪র্থ শ্রেণি · ক. */
export const groupText = (group: string): string => groupName(group, language.lang, digits())

const fill = (template: string, facts: Filling | undefined): string =>
  fillText(template, language.lang, digits(), facts)
