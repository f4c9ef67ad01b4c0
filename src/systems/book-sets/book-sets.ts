/**
 * Giving out free textbooks and workbooks: one page for a class section, a set and a year. Everyone receives one; a tap
 * for each who did not. Columns and rules: UP basic R5 (fact book); in Bangladesh the free textbooks of 1 January.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { group } from '#kernel/field/group.ts'
import { marks } from '#kernel/field/marks.ts'
import { ref } from '#kernel/field/ref.ts'
import { term } from '#kernel/field/term.ts'
import { text } from '#kernel/field/text.ts'
import { stockNeeds } from '../common/stock-context.ts'
import {
  dayKept,
  enoughSets,
  expectedSets,
  itemFits,
  measuresOf,
  oneSetEach,
  theirOwn,
  yearFits,
} from './book-sets.rules.ts'
import { receiptSheet } from './receipt-sheet.ts'
import { shortSheet } from './short-sheet.ts'

export const bookSets = defineRegister({
  id: 'book-sets',
  version: 1,
  catalogue: ['R5'],
  icon: '❏',
  shelf: 'goods',
  key: ['item', 'group', 'year'],
  fields: {
    item: ref('record', { of: 'stock-item' }),
    group: group(),
    year: term('school-year'),
    on: day(),
    marks: marks('pupils', 'G', 'N', 'S'),
    receiver: choice('signature', 'thumb', 'sms').optional(),
    paper: photo().optional(),
    note: text({ max: 200 }).optional(),
  },
  codes: ['SETS_ITEM_WRONG', 'SETS_YEAR_WRONG', 'SETS_PUPIL_FOREIGN', 'SETS_SECOND', 'SETS_OVER_BALANCE'],
  needs: { ...stockNeeds, pupils: { system: 'admission', of: 'office' } },
  checks: { itemFits, yearFits, theirOwn, oneSetEach, enoughSets, dayKept },
  access: { write: [teacher, head], correct: [teacher, head, officerAbove] },
  attest: [head],
  steps: {
    more: {
      from: ['entered', 'verified'],
      to: 'entered',
      by: [teacher, head],
      with: {
        on: day(),
        marks: marks('pupils', 'G', 'N', 'S'),
        receiver: choice('signature', 'thumb', 'sms').optional(),
        paper: photo().optional(),
        note: text({ max: 200 }).optional(),
      },
      checks: ['theirOwn', 'oneSetEach', 'enoughSets', 'dayKept'],
      amend: (body, given) => ({
        ...body,
        ...given,
        marks: { ...(body['marks'] as object | undefined), ...(given['marks'] as object | undefined) },
      }),
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  lock: 'month',
  expects: expectedSets,
  starts: (context) => ({ year: context.yearOf('school-year', context.today) }),
  measures: measuresOf,
  sheets: { short: shortSheet, receipt: receiptSheet },
  keep: 400,
  list: ['group', 'item', 'year'],
})
