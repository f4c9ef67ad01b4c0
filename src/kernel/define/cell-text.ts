import { nameIn, type Name } from '../field/name.ts'
import { amountFigure } from '../rule/amount.ts'
import { isDay } from '../rule/day.ts'
import { formatNumber, toDigits } from '../rule/digits.ts'
import type { Filling } from '../rule/fill-text.ts'
import { formatDay } from '../rule/format-day.ts'
import { groupName } from '../rule/group-name.ts'
import type { Definition } from './definition.ts'
import type { AmountCell, Cell, FieldCell, LabelCell, WordsCell } from './sheet.ts'
import { valueText } from './value-text.ts'
import type { Writing } from './writing.ts'

const GROUP = /^(pre|\d{1,2})-\w$/

/** A cell as the reader sees it, on screen and on paper alike. */
export function cellText(cell: Cell, definition: Definition, writing: Writing): string {
  const { lang, digits } = writing
  if (cell === null) return ''
  if (typeof cell === 'number') return formatNumber(cell, digits)
  if (typeof cell === 'string') {
    if (isDay(cell)) return formatDay(cell, lang, digits, 'short')
    return GROUP.test(cell) ? groupName(cell, lang, digits) : toDigits(cell, digits)
  }
  if (isLabel(cell)) return writing.label(definition.id, cell.label, fillingOf(cell.facts, definition, writing))
  if (isField(cell))
    return typeof cell.value === 'string' && isDay(cell.value)
      ? formatDay(cell.value, lang, digits, 'short')
      : valueText(definition, cell.field, cell.value, writing)
  if (isWords(cell)) return writing.amountWords(cell.words)
  if (isAmount(cell)) return amountFigure(cell.amount, cell.unit, digits)
  return nameIn(cell, lang)
}

/** The facts of a label, those that are cells themselves written out. */
export function fillingOf(facts: LabelCell['facts'], definition: Definition, writing: Writing): Filling | undefined {
  if (!facts) return undefined
  const written = Object.entries(facts).map(([name, fact]) =>
    typeof fact === 'object' ? [name, cellText(fact, definition, writing)] : [name, fact],
  )
  return Object.fromEntries(written) as Filling
}

type Rich = LabelCell | FieldCell | AmountCell | WordsCell | Name

export const isLabel = (cell: Rich): cell is LabelCell => 'label' in cell
export const isField = (cell: Rich): cell is FieldCell => 'field' in cell
export const isWords = (cell: Rich): cell is WordsCell => 'words' in cell
export const isAmount = (cell: Rich): cell is AmountCell => 'amount' in cell
