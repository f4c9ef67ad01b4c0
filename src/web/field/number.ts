import { formatMoney, parseMoney } from '#kernel/rule/money.ts'
import { parseMass } from '#kernel/rule/mass.ts'
import { parseWhole, toDigits } from '#kernel/rule/digits.ts'
import { digits } from '../text/text.svelte.ts'

/** Reads what was typed in any of three digit scripts; undefined for what is no such number. */
export function readNumber(kind: string, text: string): number | undefined {
  if (kind === 'money') return parseMoney(text)
  if (kind === 'mass') return parseMass(text, 'kg')
  return parseWhole(text)
}

/** Writes a value back as the person would type it. */
export function showNumber(kind: string, value: unknown): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : ''
  if (kind === 'money') return formatMoney(value, digits())
  if (kind === 'mass') return toDigits(String(value / 1000), digits())
  return toDigits(String(value), digits())
}
