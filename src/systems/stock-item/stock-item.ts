/**
 * Item pages of the stock register: what a thing is and how it is counted. Fixed, consumable, sports and free material
 * (textbook sets by class) stand in one list; receipts and issues are pages of the stock register that name the item.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { name } from '#kernel/field/name.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { levels } from '../common/levels.ts'
import { stockNeeds } from '../common/stock-context.ts'
import { units } from '../common/units.ts'
import { balanceSheet } from './balance-sheet.ts'
import { folioSheet } from './folio-sheet.ts'
import { holdingLines, likelyTwice, measuresOf, smallerUnit } from './stock-item.rules.ts'

export const stockItem = defineRegister({
  id: 'stock-item',
  version: 1,
  catalogue: ['R5', 'R6', 'R12'],
  icon: '▦',
  shelf: 'goods',
  key: ['item'],
  fields: {
    item: ref('record', { self: true }),
    name: name({ max: 80 }),
    class: choice('consumable', 'fixed', 'sports', 'free'),
    set: choice('textbook', 'workbook').optional(),
    level: choice(...levels).optional(),
    unit: choice(...units),
    place: text({ max: 60 }).optional(),
    no: count({ min: 1, max: 99_999 }).optional(),
  },
  codes: ['ITEM_LIKELY_TWICE', 'ITEM_UNIT_KNOWN'],
  needs: stockNeeds,
  asks: {
    set: (page) => (page.class === 'free' ? 'must' : 'no'),
    level: (page) => (page.class === 'free' ? 'must' : 'no'),
  },
  checks: { likelyTwice, smallerUnit },
  access: { write: [head, teacher], correct: [head, officerAbove] },
  assigns: { no: 'stock-item' },
  steps: {
    repack: {
      from: 'entered',
      to: 'entered',
      by: [head],
      with: { from: day(), unit: choice(...units), factor: count({ min: 2, max: 10_000 }) },
      checks: ['smallerUnit'],
      reason: true,
      tone: 'quiet',
    },
  },
  leads: {
    receive: { system: 'stock', preset: (page) => presetOf(page, 'receipt') },
    issue: { system: 'stock', preset: (page) => presetOf(page, 'issue') },
    condition: { system: 'stock', preset: (page) => presetOf(page, 'condition') },
    writeOff: { system: 'stock', preset: (page) => presetOf(page, 'write-off') },
  },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  explain: holdingLines,
  measures: measuresOf,
  sheets: { balance: balanceSheet, folio: folioSheet },
  keep: 0,
  list: ['no', 'name', 'class'],
})

/** What a page of the stock register begins with when it is about this item. */
const presetOf = ({ stream, body }: { stream: string; body: { readonly [key: string]: unknown } }, what: string) => ({
  item: stream,
  what,
  unit: body['unit'],
})
