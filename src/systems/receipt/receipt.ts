/** Money and leave to spend that come to the school: the left side of its cash book. */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { flag } from '#kernel/error.ts'
import { choice } from '#kernel/field/choice.ts'
import { count, money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { listed } from '#kernel/field/listed.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { grantLines } from './composite-grant.ts'

export const receipt = defineRegister({
  id: 'receipt',
  version: 1,
  catalogue: ['R7'],
  icon: '₊',
  shelf: 'money',
  key: ['receipt'],
  fields: {
    receipt: ref('record', { self: true }),
    on: day(),
    kind: choice('limit', 'grant', 'interest', 'donation', 'refund', 'opening'),
    head: listed('heads'),
    amount: money({ min: 1 }),
    order: text({ max: 80 }).optional(),
    source: text({ max: 120 }).optional(),
    into: choice('bank', 'cash').optional(),
    paper: photo().optional(),
    note: text({ max: 300 }).optional(),
    no: count({ min: 1 }).optional(),
  },
  codes: ['RECEIPT_ORDER_MISSING'],
  needs: {
    pupils: { system: 'admission', of: 'office' },
    receipts: { system: 'receipt', of: 'office' },
  },
  checks: {
    /** Government money comes with an order; without its number nobody can say what it was for. */
    ordered: ({ kind, order }) =>
      (kind !== 'limit' && kind !== 'grant') || !!order || flag('RECEIPT_ORDER_MISSING', {}, '/order'),
  },
  access: { write: [teacher, head], correct: [teacher, head, officerAbove] },
  attest: [head],
  assigns: { no: { series: 'receipt', per: 'money-year' } },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  lock: 'month',
  measures: {
    days: (record) => [String(record.body['on'] ?? '1900-01-01')],
    per: 'money-year',
    count: {
      allotted: ({ body }) => (body['kind'] === 'limit' || body['kind'] === 'grant' ? Number(body['amount']) : 0),
    },
    // Seen as the whole of what was used (payments), not by itself.
    show: [],
  },
  explain: grantLines,
  keep: 800,
  list: ['head', 'amount', 'kind', 'on'],
})
