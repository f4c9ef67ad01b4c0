/**
 * Stock register: a page for each receipt, issue, return, transfer, change of condition, write-off or loss of an item,
 * numbered without gaps. Columns and rules: UP basic R6 (fact book), kept on paper as GFR-22 and GFR-23.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { count, money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { comesIn, conditions, goesOut } from '../common/stock.ts'
import { stockNeeds } from '../common/stock-context.ts'
import { units } from '../common/units.ts'
import { journalSheet } from './journal-sheet.ts'
import {
  asksOf,
  balanceAfter,
  balanceKept,
  billGiven,
  firGiven,
  itemKnown,
  measuresOf,
  resolutionThere,
  returnWithin,
  slipOnce,
  transferClaims,
  unitOfItem,
  unitKnown,
  voucherThere,
} from './stock.rules.ts'

export const stock = defineRegister({
  id: 'stock',
  version: 1,
  catalogue: ['R6', 'R5', 'R12'],
  icon: '⇅',
  shelf: 'goods',
  key: ['move'],
  fields: {
    move: ref('record', { self: true }),
    on: day(),
    what: choice(...comesIn, ...goesOut, 'condition'),
    item: ref('record', { of: 'stock-item' }),
    quantity: count({ min: 1, max: 1_000_000 }),
    unit: choice(...units),
    party: text({ max: 80 }).optional(),
    /** The issue that a return gives back, in part or whole. */
    issue: ref('record', { of: 'stock' }).optional(),
    condition: choice(...conditions).optional(),
    becomes: choice(...conditions).optional(),
    rate: money().optional(),
    bill: text({ max: 40 }).optional(),
    voucher: text({ max: 40 }).optional(),
    /** Code of the other school of a transfer, and the number of its page. */
    school: text({ max: 20 }).optional(),
    slip: text({ max: 20 }).optional(),
    resolution: text({ max: 60 }).optional(),
    fir: text({ max: 60 }).optional(),
    note: text({ max: 200 }).optional(),
    no: count({ min: 1, max: 999_999 }).optional(),
  },
  codes: [
    'STOCK_ITEM_UNKNOWN',
    'STOCK_UNIT_UNKNOWN',
    'STOCK_OVER_BALANCE',
    'STOCK_RETURN_MORE',
    'STOCK_BILL_MISSING',
    'STOCK_FIR_MISSING',
    'STOCK_SLIP_TWICE',
    'STOCK_RESOLUTION_UNKNOWN',
    'STOCK_VOUCHER_UNKNOWN',
  ],
  needs: {
    ...stockNeeds,
    resolutions: { system: 'resolution', of: 'office' },
    payments: { system: 'payment', of: 'office' },
  },
  asks: asksOf,
  checks: {
    itemKnown,
    unitKnown,
    balanceKept,
    returnWithin,
    billGiven,
    firGiven,
    slipOnce,
    resolutionThere,
    voucherThere,
  },
  access: { write: [head, teacher], correct: [head, officerAbove] },
  attest: [head],
  assigns: { no: 'stock' },
  leads: {
    giveBack: {
      system: 'stock',
      preset: ({ stream, body }) =>
        body['what'] === 'issue'
          ? { what: 'return', item: body['item'], unit: body['unit'], issue: stream }
          : undefined,
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  lock: 'month',
  starts: unitOfItem,
  claims: transferClaims,
  explain: balanceAfter,
  measures: measuresOf,
  sheets: { journal: journalSheet },
  keep: 1100,
  list: ['item', 'what', 'quantity', 'on'],
})
