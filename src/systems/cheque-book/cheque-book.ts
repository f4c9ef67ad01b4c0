/** Cheque books that the bank gave, leaf by leaf: what is not in one of them was not drawn by this school. */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { leafInBook, leafNotUsed, noOverlap, rangeRight } from './cheque-book.rules.ts'

export const chequeBook = defineRegister({
  id: 'cheque-book',
  version: 1,
  catalogue: ['R7'],
  icon: '▭',
  shelf: 'money',
  key: ['book'],
  fields: {
    book: ref('record', { self: true }),
    on: day(),
    bank: text({ max: 80 }),
    first: count({ min: 1, max: 999_999_999 }),
    last: count({ min: 1, max: 999_999_999 }),
    note: text({ max: 200 }).optional(),
  },
  codes: ['CHEQUEBOOK_RANGE_WRONG', 'CHEQUEBOOK_OVERLAPS', 'CHEQUEBOOK_LEAF_FOREIGN', 'CHEQUEBOOK_LEAF_USED'],
  needs: {
    books: { system: 'cheque-book', of: 'office' },
    payments: { system: 'payment', of: 'office' },
  },
  checks: { rangeRight, noOverlap, leafInBook, leafNotUsed },
  access: { write: [teacher, head], correct: [head, officerAbove] },
  steps: {
    /** A leaf that is torn or miswritten before it is issued, so that its number is never looked for in vain. */
    spoil: {
      from: 'entered',
      to: 'entered',
      by: [teacher, head],
      with: {
        leaf: count({ min: 1, max: 999_999_999 }),
        why: choice('torn', 'miswritten', 'lost', 'returned', 'other'),
        spoiledOn: day(),
      },
      checks: ['leafInBook', 'leafNotUsed'],
      tone: 'quiet',
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  keep: 0,
  list: ['bank', 'first', 'last'],
})
