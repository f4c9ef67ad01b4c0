/**
 * All leave beside casual leave: asked on the phone, recommended from desk to desk by the dated approver matrix,
 * granted by an office order, ended by a joining report. Kinds, limits and desks are rows of the pack (`leave.rules`,
 * `leave.roads`); balances are folded from the account and granted leave (BD fact book §2.1, §2.2; UP R1).
 */
import { defineProcedure } from '#kernel/define/procedure.ts'
import { choice } from '#kernel/field/choice.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { listed } from '#kernel/field/listed.ts'
import { period } from '#kernel/field/period.ts'
import { phone } from '#kernel/field/phone.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import {
  backAfterStart,
  balanceLines,
  complete,
  decider,
  free,
  holder,
  orderOf,
  posted,
  recommender,
  withinLimits,
} from './leave.rules.ts'

const asked = {
  kind: listed('leaveKinds'),
  days: period({ maxDays: 1_826 }),
  reason: text({ max: 500 }),
  certificate: photo().optional(),
  country: text({ max: 60 }).optional(),
  purpose: choice('treatment', 'pilgrimage', 'visit', 'study', 'other').optional(),
  funding: choice('own', 'family', 'sponsor', 'government').optional(),
  passport: text({ max: 20 }).optional().private(),
  substitute: ref('person').optional(),
  stay: text({ max: 160 }).optional(),
  phone: phone().optional().private(),
}

export const leave = defineProcedure({
  id: 'leave',
  version: 1,
  catalogue: ['H1', 'H2'],
  icon: '✎',
  shelf: 'staff',
  subject: 'teacher',
  key: ['case'],
  fields: { case: ref('record', { self: true }), teacher: ref('person'), ...asked },
  states: ['asked', 'returned', 'granted', 'joined', 'refused', 'withdrawn', 'cancelled'],
  codes: [
    'LEAVE_POSTED_ELSEWHERE',
    'LEAVE_BEFORE_JOINING',
    'LEAVE_DAYS_TAKEN',
    'LEAVE_KIND_UNKNOWN',
    'LEAVE_TOO_LONG',
    'LEAVE_SERVICE_LIMIT',
    'LEAVE_TIMES_UP',
    'LEAVE_TOO_SOON',
    'LEAVE_SERVICE_SHORT',
    'LEAVE_CERTIFICATE_MISSING',
    'LEAVE_ACCOUNT_MISSING',
    'LEAVE_ACCOUNT_SHORT',
    'LEAVE_ACCOUNT_UNATTESTED',
    'LEAVE_JOINED_EARLY',
  ],
  needs: {
    mine: { system: 'leave', of: 'subject' },
    casual: { system: 'casual-leave', of: 'subject' },
    accounts: { system: 'leave-account', of: 'subject' },
    service: { system: 'service-book', of: 'subject' },
  },
  checks: { posted, free, withinLimits, complete, backAfterStart },
  steps: {
    ask: { from: null, to: 'asked', by: ['subject'], checks: ['posted', 'free', 'withinLimits', 'complete'] },
    recommend: {
      from: 'asked',
      to: 'asked',
      by: recommender,
      with: { advice: text({ max: 300 }).optional() },
      due: 'leave.deskDays',
      bulk: { apart: ['advice'] },
    },
    grant: {
      from: 'asked',
      to: 'granted',
      by: decider,
      with: { advice: text({ max: 300 }).optional() },
      checks: ['free', 'withinLimits', 'complete'],
      due: 'leave.deskDays',
      emits: 'leave.granted',
      issues: 'order',
    },
    return: { from: 'asked', to: 'returned', by: holder, reason: true, tone: 'quiet' },
    refuse: { from: 'asked', to: 'refused', by: decider, reason: true, tone: 'danger' },
    askAgain: {
      from: 'returned',
      to: 'asked',
      by: ['subject'],
      with: asked,
      checks: ['free', 'withinLimits', 'complete'],
    },
    withdraw: { from: ['asked', 'returned'], to: 'withdrawn', by: ['subject'], tone: 'quiet' },
    join: {
      from: 'granted',
      to: 'joined',
      by: ['subject'],
      with: { joined: day(), half: choice('forenoon', 'afternoon') },
      checks: ['backAfterStart'],
      emits: 'leave.joined',
    },
    cancel: { from: 'granted', to: 'cancelled', by: holder, reason: true, tone: 'danger', emits: 'leave.cancelled' },
  },
  asks: {
    country: ({ kind }) => (kind === 'abroad' ? 'must' : 'no'),
    purpose: ({ kind }) => (kind === 'abroad' ? 'must' : 'no'),
    funding: ({ kind }) => (kind === 'abroad' ? 'must' : 'no'),
    passport: ({ kind }) => (kind === 'abroad' ? 'first' : 'no'),
  },
  documents: { order: { letter: orderOf } },
  read: ['head', 'officer'],
  explain: balanceLines,
  measures: {
    count: { open: ({ state }) => (state === 'asked' ? 1 : 0) },
    show: [{ measure: 'open', good: 'low' }],
  },
  keep: 800,
  list: ['teacher', 'kind', 'days'],
})
