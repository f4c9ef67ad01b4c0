/**
 * Money for uniform, shoes, bag and stationery sent to the parent's account (DBT): one page for a pupil and year, from
 * pending to credited. Of the account only its last four figures are kept; no Aadhaar number is asked or stored.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { name } from '#kernel/field/name.ts'
import { ref } from '#kernel/field/ref.ts'
import { term } from '#kernel/field/term.ts'
import { text } from '#kernel/field/text.ts'
import { yesNo } from '#kernel/field/yes-no.ts'
import {
  amountFits,
  componentLines,
  consentGiven,
  dayPassed,
  lastFour,
  measuresOf,
  pupilKnown,
  yearFits,
} from './dbt.rules.ts'
import { failedSheet, fileSheet } from './dbt-sheets.ts'

const account = {
  relation: choice('mother', 'father', 'guardian'),
  holder: name({ max: 80 }).private(),
  last4: text({ max: 4, min: 4 }).private(),
  seeded: choice('yes', 'no', 'unknown'),
}

export const dbt = defineRegister({
  id: 'dbt',
  version: 1,
  catalogue: ['R5'],
  icon: '₹',
  shelf: 'goods',
  key: ['pupil', 'year'],
  fields: {
    pupil: ref('pupil'),
    year: term('school-year'),
    on: day(),
    ...account,
    note: text({ max: 200 }).optional(),
  },
  states: ['pending', 'verified', 'sent', 'failed', 'credited', 'reversed'],
  codes: [
    'DBT_NOT_HERE',
    'DBT_PUPIL_UNKNOWN',
    'DBT_PUPIL_LEFT',
    'DBT_YEAR_WRONG',
    'DBT_LAST_FOUR',
    'DBT_AMOUNT_DIFFERS',
    'DBT_NO_CONSENT',
  ],
  needs: { pupils: { system: 'admission', of: 'office' }, pages: { system: 'dbt', of: 'office' } },
  checks: { yearFits, pupilKnown, lastFour, amountFits, consentGiven, dayPassed },
  access: { write: [teacher, head], correct: [head, officerAbove] },
  steps: {
    verify: { from: 'pending', to: 'verified', by: [head], bulk: true },
    send: {
      from: ['verified', 'failed', 'reversed'],
      to: 'sent',
      by: [head, officerAbove],
      with: { sentOn: day() },
      checks: ['dayPassed'],
      bulk: true,
    },
    credit: {
      from: ['sent', 'verified'],
      to: 'credited',
      by: [head, officerAbove],
      with: { creditedOn: day(), amount: money({ min: 1 }) },
      checks: ['amountFits', 'dayPassed'],
    },
    fail: {
      from: ['sent', 'verified'],
      to: 'failed',
      by: [head, officerAbove],
      with: {
        failedOn: day(),
        why: choice('closed', 'not-seeded', 'name-differs', 'frozen', 'wrong-account', 'other'),
        answer: text({ max: 200 }).optional(),
      },
      checks: ['dayPassed'],
      tone: 'danger',
    },
    reverse: {
      from: 'credited',
      to: 'reversed',
      by: [head, officerAbove],
      with: { reversedOn: day() },
      checks: ['dayPassed'],
      reason: true,
      tone: 'danger',
    },
    changeAccount: {
      from: ['verified', 'failed', 'reversed'],
      to: 'pending',
      by: [teacher, head],
      with: account,
      checks: ['lastFour'],
      reason: true,
      tone: 'quiet',
    },
    purchase: {
      from: 'credited',
      to: 'credited',
      by: [teacher, head],
      with: { consent: yesNo(), bought: choice('all', 'part', 'none'), seenOn: day(), picture: photo().optional() },
      checks: ['consentGiven', 'dayPassed'],
      tone: 'quiet',
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer'],
  day: (page) => page.on,
  starts: (context) => ({ year: context.yearOf('school-year', context.today) }),
  explain: componentLines,
  measures: measuresOf,
  sheets: { failed: failedSheet, file: fileSheet },
  keep: 400,
  list: ['pupil', 'year', 'relation'],
})
