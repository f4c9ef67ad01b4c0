/**
 * Payments: a voucher is made, checked, signed by two and handed over as payment advice, cheque or cash, each step by
 * another person; what became of the instrument is told afterwards. Balances are summed from these pages alone.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import type { Record } from '#kernel/entry/record.ts'
import { choice } from '#kernel/field/choice.ts'
import { count, money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { listed } from '#kernel/field/listed.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { yesNo } from '#kernel/field/yes-no.ts'
import { cashBook } from './cash-book-sheet.ts'
import { chequeRegister } from './cheque-register-sheet.ts'
import { cashAllowed, inFunds, starts, insteadOfDead, fundsLines } from './payment.rules.ts'
import { resolutionAsked, resolutionNeeded, resolutionThere } from './resolution.rules.ts'
import { approver, chairSigned, notMaker, secondSigner, signedFirst, signersDistinct } from './sign.rules.ts'
import { afterIssue, isStale, leafFree } from './instrument.rules.ts'
import { utilisation } from './utilisation-sheet.ts'

const bill = {
  on: day(),
  head: listed('heads'),
  amount: money({ min: 1 }),
  payee: text({ max: 120 }),
  what: text({ max: 160 }),
  instrument: choice('ppa', 'cheque', 'cash', 'debit'),
  resolution: text({ max: 20 }).optional(),
  billNo: text({ max: 60 }).optional(),
  billPhoto: photo().optional(),
  toCash: yesNo().optional(),
  instead: ref('record', { of: 'payment' }).optional(),
  why: text({ max: 300 }).optional(),
}

/** Money drawn to be held as cash is not spent yet; the cash vouchers spend it. */
const isSpent = ({ state, body }: Record): boolean =>
  (state === 'issued' || state === 'cleared') && body['toCash'] !== true

const number = { number: text({ max: 30 }), dated: day() }
const checksOfBill = ['resolutionThere', 'resolutionAsked', 'inFunds', 'cashAllowed', 'insteadOfDead'] as const

export const payment = defineRegister({
  id: 'payment',
  version: 1,
  catalogue: ['R7'],
  icon: '₋',
  shelf: 'money',
  key: ['payment'],
  fields: { payment: ref('record', { self: true }), ...bill, no: count({ min: 1 }).optional() },
  states: [
    'made',
    'returned',
    'approved',
    'half-signed',
    'signed',
    'issued',
    'cleared',
    'stale',
    'stopped',
    'bounced',
    'cancelled',
  ],
  codes: [
    'CASH_RESOLUTION_UNKNOWN',
    'CASH_RESOLUTION_MISSING',
    'CASH_RESOLUTION_NO_QUORUM',
    'CASH_HEAD_OVERDRAWN',
    'CASH_LIMIT_LAPSED',
    'CASH_OVER_LIMIT',
    'CASH_STILL_ALIVE',
    'CASH_MAKER_CHECKS',
    'CASH_SIGNER_MISSING',
    'CASH_SIGNERS_SAME',
    'CASH_CHAIR_VACANT',
    'CASH_NOT_CHAIR',
    'CASH_UNSIGNED',
    'CASH_CHEQUE_USED',
    'CASH_CHEQUE_SKIPPED',
    'CASH_CHEQUE_FOREIGN',
    'CASH_NOT_STALE',
    'CASH_CLEARED_STALE',
    'CASH_BEFORE_ISSUE',
  ],
  needs: {
    payments: { system: 'payment', of: 'office' },
    receipts: { system: 'receipt', of: 'office' },
    books: { system: 'cheque-book', of: 'office' },
    members: { system: 'member', of: 'office' },
    resolutions: { system: 'resolution', of: 'office' },
  },
  checks: {
    resolutionThere,
    resolutionAsked,
    resolutionNeeded,
    inFunds,
    cashAllowed,
    insteadOfDead,
    notMaker,
    leafFree,
    chairSigned,
    signersDistinct,
    signedFirst,
    isStale,
    afterIssue,
  },
  access: { write: [teacher, head] },
  assigns: { no: { series: 'voucher', per: 'money-year' } },
  steps: {
    enter: {
      from: null,
      to: 'made',
      by: [teacher, head],
      checks: checksOfBill,
      assigns: { no: { series: 'voucher', per: 'money-year' } },
    },
    /** Red ink while nobody has checked it; afterwards it is returned or cancelled. */
    correct: {
      from: 'made',
      to: 'made',
      mode: 'replace',
      by: [teacher, head],
      reason: true,
      checks: checksOfBill,
      assigns: { no: { series: 'voucher', per: 'money-year' } },
      tone: 'quiet',
    },
    approve: {
      from: 'made',
      to: 'approved',
      by: approver,
      with: { resolution: bill.resolution },
      checks: ['notMaker', 'resolutionThere', 'resolutionNeeded', 'inFunds'],
      due: 'money.approveDays',
    },
    return: { from: ['made', 'approved'], to: 'returned', by: approver, reason: true, tone: 'quiet' },
    makeAgain: { from: 'returned', to: 'made', by: [teacher, head], with: bill, checks: checksOfBill, due: 3 },
    /** The chair's hand on the paper: she need have no account, so her name and the signed paper are recorded. */
    chairSign: {
      from: 'approved',
      to: 'half-signed',
      by: [teacher, head],
      with: {
        ...number,
        signer: ref('record', { of: 'member' }).optional(),
        signerName: text({ max: 80 }).optional(),
        signedPaper: photo().optional(),
        why: bill.why,
      },
      checks: ['leafFree', 'chairSigned'],
      due: 3,
    },
    /** Where the chair is vacant, an officer above signs in her place. */
    standIn: {
      from: 'approved',
      to: 'half-signed',
      by: [officerAbove],
      with: { ...number, authority: text({ max: 120 }) },
      checks: ['notMaker', 'leafFree'],
      tone: 'quiet',
    },
    sign: {
      from: 'half-signed',
      to: 'signed',
      by: secondSigner,
      checks: ['notMaker', 'signersDistinct'],
      due: 2,
    },
    issue: {
      from: ['approved', 'signed'],
      to: 'issued',
      by: [teacher, head],
      with: { issuedOn: day() },
      checks: ['signedFirst', 'inFunds'],
      due: 2,
    },
    clear: {
      from: 'issued',
      to: 'cleared',
      by: [teacher, head],
      with: { clearedOn: day() },
      checks: ['afterIssue'],
    },
    markStale: {
      from: 'issued',
      to: 'stale',
      by: [teacher, head],
      with: { staleOn: day() },
      checks: ['isStale'],
      tone: 'quiet',
    },
    bounce: {
      from: 'issued',
      to: 'bounced',
      by: [teacher, head],
      with: {
        bouncedOn: day(),
        bounce: choice('wrong-account', 'account-closed', 'no-funds', 'signature', 'limit', 'other'),
      },
      checks: ['afterIssue'],
      tone: 'quiet',
    },
    stop: {
      from: 'issued',
      to: 'stopped',
      by: [head],
      with: { stoppedOn: day() },
      reason: true,
      tone: 'danger',
    },
    /** The number of the voucher and of the leaf stay on the page for ever. */
    cancel: {
      from: ['made', 'returned', 'approved', 'half-signed', 'signed', 'issued'],
      to: 'cancelled',
      mode: 'act',
      by: [head, officerAbove],
      with: { cancelledOn: day() },
      reason: true,
      tone: 'danger',
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  lock: 'month',
  starts,
  explain: fundsLines,
  measures: {
    days: (record) => [String(record.acts.find((act) => act.step === 'issue')?.given['issuedOn'] ?? record.body['on'])],
    per: 'money-year',
    count: { utilised: (record) => (isSpent(record) ? Number(record.body['amount']) : 0) },
    show: [{ measure: 'utilised', of: 'receipt.allotted', unit: 'money' }],
  },
  sheets: { cashBook, cheques: chequeRegister, utilisation },
  keep: 800,
  list: ['payee', 'amount', 'no', 'on'],
})
