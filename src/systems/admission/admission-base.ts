/**
 * Admission (scholar) register: one page per pupil and admission, numbered without gaps and never reused. The roll of
 * any day is folded from it. Columns and rules: UP basic R2 and the Bangladesh admission register (fact books, R2). What
 * is drawn of the pages stands apart, since a phone fetches this first.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { code } from '#kernel/field/code.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { group } from '#kernel/field/group.ts'
import { name } from '#kernel/field/name.ts'
import { phone } from '#kernel/field/phone.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import {
  ageAtEntry,
  birthBeforeAdmission,
  firstTouched,
  guardianGiven,
  likelyTwice,
  notBeforeAdmission,
  numberFree,
  proofGiven,
  transferPaper,
} from './admission.rules.ts'
import { completed, hasMoved, nextClass } from './year-end.ts'

export const admissionBase = defineRegister({
  id: 'admission',
  version: 1,
  catalogue: ['R2'],
  icon: '✍',
  shelf: 'pupils',
  key: ['pupil'],
  fields: {
    pupil: ref('pupil', { self: true }),
    on: day(),
    group: group(),
    roll: count({ min: 1, max: 500 }).optional(),
    name: name(),
    sex: choice('girl', 'boy', 'other'),
    birth: day().private(),
    proof: choice('birth-certificate', 'hospital', 'anganwadi', 'affidavit', 'none'),
    birthCode: code('birthRegistration17').optional().private(),
    mother: name().optional().private(),
    father: name().optional().private(),
    parents: choice('both', 'mother', 'father', 'none').optional().private(),
    guardian: name().optional().private(),
    phone: phone().optional().private(),
    category: choice('GEN', 'OBC', 'SC', 'ST').optional().private(),
    disability: choice('none', 'seeing', 'hearing', 'moving', 'speaking', 'learning', 'other').optional().private(),
    previous: text({ max: 120 }).optional(),
    previousTc: text({ max: 40 }).optional(),
    formerly: ref('pupil').optional(),
    /** A number already given on paper: kept as it is; without one the server gives the next. */
    no: count({ min: 1, max: 999_999 }).optional(),
  },
  states: ['enrolled', 'left'],
  codes: [
    'ADMISSION_NUMBER_USED',
    'ADMISSION_BEFORE_BIRTH',
    'ADMISSION_UNDER_AGE',
    'ADMISSION_NO_PROOF',
    'ADMISSION_GUARDIAN_MISSING',
    'ADMISSION_LIKELY_TWICE',
    'ADMISSION_TC_PENDING',
    'ADMISSION_BEFORE_ADMISSION',
  ],
  needs: { pupils: { system: 'admission', of: 'office' } },
  checks: {
    numberFree,
    birthBeforeAdmission,
    ageAtEntry,
    proofGiven,
    guardianGiven,
    likelyTwice,
    transferPaper,
    notBeforeAdmission,
  },
  access: { write: [head, teacher], correct: [head, officerAbove] },
  assigns: { no: 'admission' },
  steps: {
    move: {
      from: 'enrolled',
      to: 'enrolled',
      by: [head, teacher],
      with: { group: group(), from: day(), roll: count({ min: 1, max: 500 }).optional() },
      checks: ['notBeforeAdmission'],
      bulk: { by: 'group', apart: ['roll'], isAll: true, start: nextClass, isDone: hasMoved },
      tone: 'quiet',
    },
    remove: {
      from: 'enrolled',
      to: 'left',
      by: [head],
      with: {
        leftOn: day(),
        cause: choice('completed', 'moved-away', 'other-school', 'death', 'other'),
        note: text({ max: 200 }).optional(),
      },
      checks: ['notBeforeAdmission'],
      assigns: { tc: 'transfer-certificate' },
      emits: 'pupil.left',
      issues: 'transfer-certificate',
      bulk: { by: 'group', apart: ['note'], start: completed, isDone: hasMoved },
      tone: 'danger',
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer'],
  day: (page) => page.on,
  touches: firstTouched,
  claims: (record) =>
    record.state === 'enrolled' && record.body['birthCode'] ? [`birth:${String(record.body['birthCode'])}`] : [],
  measures: {
    count: {
      pupils: (record) => (record.state === 'enrolled' ? 1 : 0),
      girls: (record) => (record.state === 'enrolled' && record.body['sex'] === 'girl' ? 1 : 0),
    },
    show: [{ measure: 'pupils' }, { measure: 'girls', of: 'pupils' }],
  },
  keep: 0,
  list: ['name', 'group', 'no'],
})
