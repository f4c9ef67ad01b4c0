import { fillingOf, isAmount, isField, isLabel, isWords } from '#kernel/define/cell-text.ts'
import type { Definition } from '#kernel/define/definition.ts'
import type { Cell } from '#kernel/define/sheet.ts'
import { fieldOf, valueText } from '#kernel/define/value-text.ts'
import type { Writing } from '#kernel/define/writing.ts'
import { nameIn } from '#kernel/field/name.ts'
import { amountNumber } from '#kernel/rule/amount.ts'
import { formatMoney } from '#kernel/rule/money.ts'
import type { PlainCell } from './send-table.ts'

/** Values that a spreadsheet takes as they are; money in whole units with two decimals, mass in kilograms. */
const RAW: { readonly [kind: string]: (value: never) => PlainCell } = {
  count: (value: number) => value,
  money: (paisa: number) => formatMoney(paisa, 'latn', { grouping: 'none' }),
  mass: (grams: number) => grams / 1000,
  day: (value: string) => value,
  period: ({ from, to }: { from: string; to: string }) => (from === to ? from : `${from}/${to}`),
  instant: (value: string) => value,
  code: (value: string) => value,
  phone: (value: string) => value,
  text: (value: string) => value,
  point: ({ lat, lon }: { lat: number; lon: number }) => `${lat / 1e6},${lon / 1e6}`,
}

/** A cell for a file that a program reads: numbers and days in their one plain form, labels and names in the language. */
export function plainCell(cell: Cell, definition: Definition, writing: Writing): PlainCell {
  if (cell === null || typeof cell === 'string' || typeof cell === 'number') return cell
  if (isLabel(cell)) return writing.label(definition.id, cell.label, fillingOf(cell.facts, definition, writing))
  if (isWords(cell)) return writing.amountWords(cell.words)
  if (isAmount(cell)) return amountNumber(cell.amount, cell.unit)
  if (!isField(cell)) return nameIn(cell, writing.lang)
  const { field, value } = cell
  if (value === undefined || value === null) return null
  const kind = fieldOf(definition, field)?.kind
  const write = kind === undefined ? undefined : RAW[kind]
  if (write) return write(value as never)
  return typeof value === 'number' ? value : valueText(definition, field, value, writing)
}
