import { formatNumber, toDigits, type Digits } from './digits.ts'
import { formatMoney } from './money.ts'

/** What an amount is counted in; it is kept whole in the small unit and shown in the large one. */
export type Unit = 'gram' | 'paisa' | 'ml'

/** An amount in its large unit as a number, for files that calculate on: 4.5 (kg), 678.05 (rupees). */
export const amountNumber = (amount: number, unit: Unit): number => amount / (unit === 'paisa' ? 100 : 1000)

/** An amount in its large unit without the unit's name, as a column of a register has it: 4.5, 678.05. */
export function amountFigure(amount: number, unit: Unit, digits: Digits): string {
  if (unit === 'paisa') return formatMoney(amount, digits)
  const size = Math.abs(amount)
  const rest = String(size % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '')
  const whole = formatNumber(Math.floor(size / 1000), digits)
  return `${amount < 0 ? '-' : ''}${whole}${rest && toDigits(`.${rest}`, digits)}`
}
