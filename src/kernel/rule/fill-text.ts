import { isDay } from './day.ts'
import { formatNumber, toDigits, type Digits } from './digits.ts'
import { formatDay, formatMonth } from './format-day.ts'
import { groupName } from './group-name.ts'
import { formatMoney } from './money.ts'
import type { Lang } from './lang.ts'

export type Filling = { readonly [key: string]: string | number | undefined }

/** A sentence with its `{facts}` filled in, everything in the reader's digits; a slot without a fact stays as it is. */
export function fillText(template: string, lang: Lang, digits: Digits, facts?: Filling): string {
  const filled = template.replace(
    /\{(\w+)\}/g,
    (whole, key: string) => factText(key, facts?.[key], lang, digits) ?? whole,
  )
  return toDigits(filled, digits)
}

function factText(key: string, value: string | number | undefined, lang: Lang, digits: Digits): string | undefined {
  if (value === undefined) return undefined
  if (key === 'group') return groupName(String(value), lang, digits)
  if (key === 'year') return String(value)
  if (key === 'month') return formatMonth(String(value), lang, digits)
  if (typeof value === 'number') return /paisa$/i.test(key) ? formatMoney(value, digits) : formatNumber(value, digits)
  return isDay(value) ? formatDay(value, lang, digits, 'long') : value
}
