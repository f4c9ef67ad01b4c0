/**
 * A day on which somebody neither came nor said why. Nothing writes it by itself: a person does, after the day is over,
 * and the one it is about is told, answers, and may appeal twice. No pay follows from it here. UP basic §3, points 2 and 8.
 */
import { defineProcedure } from '#kernel/define/procedure.ts'
import { choice } from '#kernel/field/choice.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { isAbsent, isOpenCase } from '../common/staff-day.ts'
import {
  afterDay,
  afterReply,
  firstInstance,
  mayAppeal,
  mayAppealAgain,
  notExcused,
  notMarked,
  notSameOfficer,
  onDaysOf,
  posted,
  secondInstance,
  superior,
} from './staff-absence.rules.ts'

const answer = { said: text({ max: 500 }) }

export const staffAbsence = defineProcedure({
  id: 'staff-absence',
  version: 1,
  catalogue: ['R1'],
  icon: '∅',
  shelf: 'staff',
  subject: 'person',
  key: ['on', 'person'],
  fields: { on: day(), person: ref('person'), note: text({ max: 300 }).optional() },
  states: [
    'noticed',
    'replied',
    'excused',
    'upheld',
    'appealed',
    'dismissed',
    'appealedAgain',
    'closed',
    'covered',
    'withdrawn',
  ],
  codes: [
    'ABSENCE_TOO_EARLY',
    'ABSENCE_REPLY_OPEN',
    'ABSENCE_MARKED',
    'ABSENCE_EXCUSED',
    'ABSENCE_NOT_POSTED',
    'ABSENCE_SAME_OFFICER',
  ],
  needs: {
    pages: { system: 'staff-attendance', of: 'day' },
    aways: { system: 'absence', of: 'office' },
    outages: { system: 'outage', of: 'above' },
  },
  checks: { afterDay, posted, notMarked, notExcused, afterReply, notSameOfficer },
  steps: {
    notice: {
      from: null,
      to: 'noticed',
      by: superior,
      checks: ['afterDay', 'posted', 'notMarked', 'notExcused'],
    },
    reply: {
      from: 'noticed',
      to: 'replied',
      by: ['subject'],
      with: { ground: choice('network', 'device', 'illness', 'family', 'weather', 'was-there', 'other'), ...answer },
    },
    excuse: { from: ['noticed', 'replied'], to: 'excused', by: superior, reason: true, due: 'staff.decideDays' },
    uphold: {
      from: ['noticed', 'replied'],
      to: 'upheld',
      by: superior,
      checks: ['afterReply'],
      reason: true,
      tone: 'danger',
    },
    appeal: { from: 'upheld', to: 'appealed', by: mayAppeal, with: answer },
    allow: { from: 'appealed', to: 'excused', by: firstInstance, reason: true, due: 'staff.decideDays' },
    dismiss: { from: 'appealed', to: 'dismissed', by: firstInstance, reason: true, tone: 'danger' },
    appealAgain: { from: 'dismissed', to: 'appealedAgain', by: mayAppealAgain, with: answer },
    allowAgain: {
      from: 'appealedAgain',
      to: 'excused',
      by: secondInstance,
      checks: ['notSameOfficer'],
      reason: true,
      due: 'staff.decideDays',
    },
    dismissAgain: {
      from: 'appealedAgain',
      to: 'closed',
      by: secondInstance,
      checks: ['notSameOfficer'],
      reason: true,
      tone: 'danger',
    },
    withdraw: {
      from: ['noticed', 'replied', 'upheld'],
      to: 'withdrawn',
      by: superior,
      reason: true,
      tone: 'quiet',
    },
    // Leave or duty that comes after the notice ends it, and its cancellation brings it back.
    cover: { from: ['noticed', 'replied', 'upheld', 'appealed', 'dismissed'], to: 'covered', by: [] },
    uncover: { from: 'covered', to: 'noticed', by: [], mode: 'act' },
  },
  listens: {
    'leave.granted': (record) => onDaysOf(record, 'cover'),
    'leave.cancelled': (record) => onDaysOf(record, 'uncover'),
    'away.given': (record) => onDaysOf(record, 'cover'),
    'away.ended': (record) => onDaysOf(record, 'uncover'),
  },
  read: ['head', 'officer'],
  keptAt: ['*'],
  watched: true,
  namesUpTo: 'district',
  day: (page) => page.on,
  lock: 'month',
  measures: {
    days: (record) => [record.stream.slice(0, 10)],
    count: { absent: (record) => Number(isAbsent(record)), open: (record) => Number(isOpenCase(record)) },
    show: [{ measure: 'absent' }, { measure: 'open', good: 'low' }],
  },
  keep: 400,
  list: ['person', 'on'],
})
