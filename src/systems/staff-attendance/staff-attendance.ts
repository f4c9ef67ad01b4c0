/**
 * Staff attendance: one page for each person and day. She marks her arrival and her departure with one tap each; her
 * head may write for her, and then she confirms or disputes it. Late is not absent, the place is evidence and never a
 * gate, and nothing here touches pay. UP basic R1 and §3.
 */
import { head, nearestOfficer, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { day } from '#kernel/field/day.ts'
import { instant } from '#kernel/field/instant.ts'
import { point } from '#kernel/field/point.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { daySheet } from './day-sheet.ts'
import { monthSheet } from './month-sheet.ts'
import { ownSheet } from './own-sheet.ts'
import {
  dayFree,
  expectedArrival,
  isLate,
  isWithin,
  nearSchool,
  outAfterIn,
  posted,
  reasonFor,
  reasonGiven,
  sameDay,
  shortLeaveKept,
  startOfPage,
  whileAway,
  whoConfirms,
  whoCorrects,
} from './staff-attendance.rules.ts'

const place = point({ sensed: true }).optional().private()
const out = { out: instant({ now: true }), outPlace: place, note: text({ max: 200 }).optional() }
const said = ['posted', 'sameDay', 'dayFree', 'whileAway', 'reasonGiven', 'nearSchool'] as const

export const staffAttendance = defineRegister({
  id: 'staff-attendance',
  version: 1,
  catalogue: ['R1'],
  icon: '◔',
  shelf: 'staff',
  subject: 'person',
  key: ['on', 'person'],
  fields: {
    on: day(),
    person: ref('person'),
    in: instant({ now: true }),
    late: choice(
      'network',
      'flood',
      'crossing',
      'transport',
      'weather',
      'illness',
      'device',
      'duty',
      'family',
      'other',
    ).optional(),
    half: choice('forenoon', 'afternoon').optional(),
    via: choice('phone', 'tablet', 'proxy', 'paper').optional(),
    place,
    note: text({ max: 200 }).optional(),
  },
  states: ['there', 'confirmed', 'gone', 'disputed', 'settled', 'cancelled'],
  codes: [
    'STAFF_NOT_POSTED',
    'STAFF_OTHER_DAY',
    'STAFF_REASON_OPEN',
    'STAFF_FAR',
    'STAFF_WHILE_AWAY',
    'STAFF_OUT_BEFORE_IN',
    'STAFF_SHORT_LEAVE_OFF',
    'STAFF_SHORT_LEAVE_LONG',
  ],
  needs: {
    pages: { system: 'staff-attendance', of: 'day' },
    absences: { system: 'staff-absence', of: 'day' },
    aways: { system: 'absence', of: 'office' },
    outages: { system: 'outage', of: 'above' },
  },
  checks: { posted, sameDay, dayFree, whileAway, reasonGiven, nearSchool, outAfterIn, shortLeaveKept },
  access: { write: ['subject'], correct: [head, officerAbove] },
  steps: {
    enter: { from: null, to: 'there', by: ['subject'], checks: said, tap: true },
    proxy: { from: null, to: 'there', by: [head, officerAbove], checks: said },
    confirm: { from: ['there', 'gone'], to: 'confirmed', by: whoConfirms, tap: true },
    depart: {
      from: ['there', 'confirmed', 'gone', 'settled'],
      to: 'gone',
      by: ['subject', head],
      with: out,
      checks: ['outAfterIn'],
      tap: true,
    },
    shortLeave: {
      from: ['there', 'confirmed'],
      to: 'there',
      by: ['subject', head],
      with: { shortFrom: instant({ now: true }), shortTo: instant(), shortFor: text({ max: 120 }) },
      checks: ['shortLeaveKept'],
      tone: 'quiet',
    },
    dispute: {
      from: ['there', 'gone'],
      to: 'disputed',
      by: whoConfirms,
      reason: true,
      tone: 'danger',
    },
    settle: {
      from: 'disputed',
      to: 'settled',
      by: [nearestOfficer],
      with: { in: instant() },
      reason: true,
      due: 'staff.decideDays',
    },
    correct: {
      from: ['there', 'confirmed', 'gone', 'settled'],
      to: 'there',
      mode: 'replace',
      by: whoCorrects,
      checks: said,
      reason: true,
      tone: 'quiet',
    },
  },
  asks: {
    late: reasonFor,
    half: (_page, context) => (context.rate<boolean>('staff.halfDay', context.today) ? 'may' : 'no'),
  },
  starts: startOfPage,
  expects: expectedArrival,
  read: ['head', 'clerk', 'officer'],
  keptAt: ['*'],
  watched: true,
  namesUpTo: 'district',
  day: (page) => page.on,
  lock: 'month',
  measures: {
    days: (record) => [String(record.body['on'] ?? record.stream.slice(0, 10))],
    count: {
      there: () => 1,
      late: (record, context) => (isLate(record.body, context) && !isWithin(record.body, context) ? 1 : 0),
    },
    show: [{ measure: 'there', of: 'staff', good: 'high' }, { measure: 'late' }],
  },
  sheets: { day: daySheet, month: monthSheet, own: ownSheet },
  keep: 60,
  list: ['person', 'on'],
})
