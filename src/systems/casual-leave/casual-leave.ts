/**
 * Casual leave: asked on the phone, granted, returned or refused from the inbox of the head (for a head, of the officer
 * above). The balance is folded from granted leave of the year; no balance is stored anywhere.
 */
import { defineProcedure } from '#kernel/define/procedure.ts'
import { choice } from '#kernel/field/choice.ts'
import { period } from '#kernel/field/period.ts'
import { phone } from '#kernel/field/phone.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import {
  balanceLines,
  enoughDays,
  noOverlap,
  notSandwiched,
  ownSchool,
  sanctioner,
  stretchKept,
} from './casual-leave.rules.ts'

const asked = {
  days: period({ maxDays: 31 }),
  ground: choice('family', 'illness', 'personal', 'religious', 'other'),
  note: text({ max: 300 }).optional(),
  substitute: ref('person').optional(),
  stay: text({ max: 120 }).optional(),
  phone: phone().optional().private(),
}

export const casualLeave = defineProcedure({
  id: 'casual-leave',
  version: 1,
  catalogue: ['H1'],
  icon: '✎',
  shelf: 'staff',
  subject: 'teacher',
  key: ['case'],
  fields: { case: ref('record', { self: true }), teacher: ref('person'), ...asked },
  states: ['asked', 'returned', 'granted', 'refused', 'withdrawn', 'cancelled'],
  codes: [
    'LEAVE_BALANCE_SHORT',
    'LEAVE_STRETCH_LONG',
    'LEAVE_OVERLAPS',
    'LEAVE_NO_WORKING_DAY',
    'LEAVE_NOT_POSTED_HERE',
    'LEAVE_BETWEEN_HOLIDAYS',
  ],
  needs: { mine: { system: 'casual-leave', of: 'subject' }, other: { system: 'leave', of: 'subject' } },
  checks: { ownSchool, enoughDays, stretchKept, noOverlap, notSandwiched },
  steps: {
    ask: {
      from: null,
      to: 'asked',
      by: ['subject'],
      checks: ['ownSchool', 'enoughDays', 'stretchKept', 'noOverlap', 'notSandwiched'],
    },
    grant: {
      from: 'asked',
      to: 'granted',
      by: sanctioner,
      with: { order: text({ max: 200 }).optional() },
      checks: ['enoughDays', 'noOverlap'],
      due: 'leave.casual.decideDays',
      bulk: { apart: ['order'] },
      emits: 'leave.granted',
    },
    return: { from: 'asked', to: 'returned', by: sanctioner, reason: true, tone: 'quiet' },
    refuse: { from: 'asked', to: 'refused', by: sanctioner, reason: true, tone: 'danger' },
    askAgain: {
      from: 'returned',
      to: 'asked',
      by: ['subject'],
      with: asked,
      checks: ['enoughDays', 'stretchKept', 'noOverlap', 'notSandwiched'],
    },
    withdraw: { from: ['asked', 'returned'], to: 'withdrawn', by: ['subject'], tone: 'quiet' },
    cancel: {
      from: 'granted',
      to: 'cancelled',
      by: sanctioner,
      mode: 'act',
      reason: true,
      tone: 'danger',
      emits: 'leave.cancelled',
    },
  },
  read: ['head', 'officer'],
  explain: balanceLines,
  measures: {
    count: { open: (record) => (record.state === 'asked' ? 1 : 0) },
    show: [{ measure: 'open', good: 'low' }],
  },
  keep: 400,
  list: ['teacher', 'days', 'ground'],
})
