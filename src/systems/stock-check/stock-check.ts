/**
 * Yearly physical verification of stock: everything counted before a witness, one page a year. A surplus is taken on
 * the book; a shortage is explained and stays on it until the committee writes it off.
 */
import { head, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { rows } from '#kernel/field/rows.ts'
import { term } from '#kernel/field/term.ts'
import { text } from '#kernel/field/text.ts'
import { stockNeeds } from '../common/stock-context.ts'
import { differenceSheet } from './difference-sheet.ts'
import { allCounted, allItems, differencesExplained, expectedCheck, measuresOf, yearFits } from './stock-check.rules.ts'

export const stockCheck = defineRegister({
  id: 'stock-check',
  version: 1,
  catalogue: ['R6'],
  icon: '⚖',
  shelf: 'goods',
  key: ['year'],
  fields: {
    year: term('school-year'),
    on: day(),
    witness: text({ max: 80 }),
    counted: rows(
      {
        item: ref('record', { of: 'stock-item' }),
        good: count(),
        repair: count().optional(),
        unserviceable: count().optional(),
        note: text({ max: 120 }).optional(),
      },
      { min: 1, max: 300 },
    ),
  },
  codes: ['CHECK_YEAR_WRONG', 'CHECK_DIFFERS', 'CHECK_REASON_MISSING', 'CHECK_ITEMS_LEFT'],
  needs: stockNeeds,
  checks: { yearFits, differencesExplained, allCounted },
  access: { write: [head], correct: [head, officerAbove] },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  lock: 'month',
  expects: expectedCheck,
  starts: allItems,
  measures: measuresOf,
  sheets: { difference: differenceSheet },
  keep: 1100,
  list: ['year', 'on', 'witness'],
})
