/** The month's comparison of cash book and bank: what the book says, what the bank says, and why they differ. */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { rows } from '#kernel/field/rows.ts'
import { term } from '#kernel/field/term.ts'
import { text } from '#kernel/field/text.ts'
import { agrees, bankLines, expectedReturn, limitAgrees, monthOver, nextMonth } from './reconciliation.rules.ts'
import { statement } from './statement-sheet.ts'

export const reconciliation = defineRegister({
  id: 'reconciliation',
  version: 1,
  catalogue: ['R7'],
  icon: '≟',
  shelf: 'money',
  key: ['month'],
  fields: {
    month: term('month'),
    on: day(),
    bank: money({ min: -1_000_000_000_000 }),
    limitLeft: money().optional(),
    differences: rows({ what: text({ max: 120 }), amount: money({ min: -1_000_000_000_000 }) }, { max: 20 }).optional(),
    passbook: photo().optional(),
    note: text({ max: 300 }).optional(),
  },
  codes: ['RECONCILIATION_DIFFERENCE', 'RECONCILIATION_LIMIT_DIFFERENCE', 'RECONCILIATION_MONTH_RUNS'],
  needs: {
    pages: { system: 'reconciliation', of: 'office' },
    receipts: { system: 'receipt', of: 'office' },
    payments: { system: 'payment', of: 'office' },
  },
  checks: { monthOver, agrees, limitAgrees },
  access: { write: [teacher, head], correct: [head, officerAbove] },
  attest: [head],
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  expects: expectedReturn,
  explain: bankLines,
  measures: {
    days: (record) => [nextMonth(record.stream)],
    per: 'month',
    count: { reconciled: (record) => (record.heads.length > 0 ? 1 : 0) },
    show: [{ measure: 'reconciled', of: 'schools' }],
  },
  sheets: { statement },
  keep: 0,
  list: ['month', 'bank', 'on'],
})
