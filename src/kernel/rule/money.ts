/** Money as integer paisa: no fraction is ever stored, so that a month of vouchers adds up to the paisa. */
import { type Digits, formatNumber, type Grouping, parseWhole, toAscii, toDigits } from './digits.ts'
import { RuleError } from './rule-error.ts'

/** Money in hundredths of taka or rupee; a safe integer, negative for what is owed or reversed. */
export type Paisa = number

/** ISO 4217 codes of the two currencies; both divide into 100 paisa. */
export type Currency = 'BDT' | 'INR'

const MONEY = /^([-−])?\s*(?:৳|₹|tk\.?|rs\.?|रु\.?)?\s*([\d,]+)(?:\.(\d{1,2}))?\s*(?:\/[-=])?$/i

/**
 * Reads an amount as people write it, "১,২৩,৪৫৬.৫০", "₹ 500", "90,00,000/-", in any digit script, into paisa;
 * undefined for anything else, commas in wrong places included, since 1,23 may be a slip for 1.23.
 */
export function parseMoney(text: string): Paisa | undefined {
  const match = MONEY.exec(toAscii(text).trim())
  const whole = parseWhole(match?.[2] ?? '')
  if (!match || whole === undefined) return undefined
  const paisa = whole * 100 + +(match[3] ?? '').padEnd(2, '0')
  if (!Number.isSafeInteger(paisa)) return undefined
  return match[1] && paisa ? -paisa : paisa
}

/** Writes paisa as 1,23,456.50; style 'slash' as office papers do: 90,00,000/- when no paisa are left over. */
export function formatMoney(
  paisa: Paisa,
  digits: Digits = 'latn',
  { grouping = 'indian', style = 'point' }: { grouping?: Grouping; style?: 'point' | 'slash' } = {},
): string {
  assertSafe(paisa)
  const size = Math.abs(paisa)
  const rest = size % 100
  const tail = style === 'slash' && rest === 0 ? '/-' : '.' + String(rest).padStart(2, '0')
  return (paisa < 0 ? '-' : '') + formatNumber(Math.floor(size / 100), digits, grouping) + toDigits(tail, digits)
}

/** Adds two amounts; throws `MONEY_UNSAFE` where a fraction or a lost paisa would slip in. */
export function addMoney(a: Paisa, b: Paisa): Paisa {
  assertSafe(a)
  assertSafe(b)
  return assertSafe(a + b)
}

/** Adds any number of amounts under the same guard: the foot of a cash book. */
export function sumMoney(amounts: Iterable<Paisa>): Paisa {
  let sum = 0
  for (const amount of amounts) sum = addMoney(sum, amount)
  return sum
}

function assertSafe(paisa: number): Paisa {
  if (!Number.isSafeInteger(paisa)) throw new RuleError('MONEY_UNSAFE', { paisa })
  return paisa
}
