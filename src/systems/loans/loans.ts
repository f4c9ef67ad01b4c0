/**
 * Loans of library books: who has which copy until when. One open loan a copy; a lost book is written down and costs a
 * pupil nothing.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { borrowerThere, copyThere, dayPassed, dueAfter, measuresOf, oneLoan } from './loans.rules.ts'
import { openSheet, overdueSheet } from './loan-sheets.ts'

export const loans = defineRegister({
  id: 'loans',
  version: 1,
  catalogue: ['R12'],
  icon: '⇄',
  shelf: 'goods',
  key: ['loan'],
  fields: {
    loan: ref('record', { self: true }),
    copy: ref('record', { of: 'library' }),
    to: choice('pupil', 'staff'),
    pupil: ref('pupil').optional(),
    person: ref('person').optional(),
    on: day(),
    due: day().optional(),
    note: text({ max: 200 }).optional(),
  },
  states: ['out', 'back', 'lost'],
  codes: [
    'LOANS_COPY_UNKNOWN',
    'LOANS_COPY_GONE',
    'LOANS_COPY_OUT',
    'LOANS_PUPIL_UNKNOWN',
    'LOANS_PUPIL_LEFT',
    'LOANS_DUE_EARLY',
  ],
  needs: {
    loans: { system: 'loans', of: 'office' },
    copies: { system: 'library', of: 'office' },
    pupils: { system: 'admission', of: 'office' },
  },
  asks: {
    pupil: (page) => (page.to === 'pupil' ? 'must' : 'no'),
    person: (page) => (page.to === 'staff' ? 'must' : 'no'),
  },
  checks: { copyThere, oneLoan, borrowerThere, dueAfter, dayPassed },
  access: { write: [teacher, head], correct: [teacher, head, officerAbove] },
  steps: {
    giveBack: {
      from: 'out',
      to: 'back',
      by: [teacher, head],
      with: { backOn: day(), state: choice('good', 'damaged').optional() },
      checks: ['dayPassed'],
    },
    lose: {
      from: 'out',
      to: 'lost',
      by: [teacher, head],
      with: { lostOn: day(), loss: text({ max: 200 }).optional() },
      checks: ['dayPassed', 'borrowerThere'],
      tone: 'danger',
    },
    find: {
      from: 'lost',
      to: 'back',
      by: [teacher, head],
      with: { backOn: day() },
      checks: ['dayPassed'],
      tone: 'quiet',
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer'],
  day: (page) => page.on,
  measures: measuresOf,
  sheets: { open: openSheet, overdue: overdueSheet },
  keep: 400,
  list: ['copy', 'pupil', 'person', 'due'],
})
