/** Meetings of committee, parents and staff: who came, what was talked of, what was resolved. */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { listed } from '#kernel/field/listed.ts'
import { marks } from '#kernel/field/marks.ts'
import { rows } from '#kernel/field/rows.ts'
import { text } from '#kernel/field/text.ts'
import { expectedMeetings, firstOfMonth, invited, monthOfMeeting, nextThere, quorumKept } from './meeting.rules.ts'
import { minutes } from './minutes-sheet.ts'

const agenda = rows(
  {
    subject: text({ max: 120 }),
    talk: text({ max: 600, lines: true }).optional(),
    decision: text({ max: 600, lines: true }).optional(),
    owner: text({ max: 80 }).optional(),
    due: day().optional(),
  },
  { min: 1, max: 20 },
)

export const meeting = defineRegister({
  id: 'meeting',
  version: 1,
  catalogue: ['R8'],
  icon: '☰',
  shelf: 'meetings',
  key: ['kind', 'on'],
  fields: {
    kind: listed('meetings'),
    on: day(),
    present: marks('members', 'P', 'A'),
    agenda,
    guests: count({ max: 2000 }).optional(),
    presided: text({ max: 80 }).optional(),
    place: text({ max: 120 }).optional(),
    note: text({ max: 300 }).optional(),
    no: count({ min: 1 }).optional(),
  },
  states: ['written', 'issued', 'disputed', 'confirmed'],
  codes: ['MEETING_NO_QUORUM', 'MEETING_NEXT_MISSING'],
  needs: {
    meetings: { system: 'meeting', of: 'office' },
    members: { system: 'member', of: 'office' },
  },
  checks: { quorumKept, nextThere },
  access: { write: [teacher, head] },
  assigns: { no: { series: 'meeting', per: 'school-year' } },
  starts: (context) => ({ kind: context.options('meetings')[0] }),
  rolls: { present: invited },
  steps: {
    /** Minutes may be put right until they are signed. */
    correct: {
      from: 'written',
      to: 'written',
      mode: 'replace',
      by: [teacher, head],
      reason: true,
      checks: ['quorumKept'],
      assigns: { no: { series: 'meeting', per: 'school-year' } },
      tone: 'quiet',
    },
    cancel: {
      from: 'written',
      to: 'cancelled',
      mode: 'replace',
      by: [head],
      with: {},
      reason: true,
      tone: 'danger',
    },
    /** The secretary signs: every decision becomes a resolution with its number. */
    issue: {
      from: 'written',
      to: 'issued',
      by: [head],
      checks: ['quorumKept'],
      emits: 'meeting.issued',
    },
    dispute: {
      from: 'issued',
      to: 'disputed',
      by: [teacher, head, officerAbove],
      with: { disputedBy: text({ max: 80 }), objection: text({ max: 600, lines: true }) },
      tone: 'quiet',
    },
    /** The next meeting confirms; from then on nothing of it changes. */
    confirm: {
      from: 'issued',
      to: 'confirmed',
      by: [head],
      with: { confirmedOn: day() },
      checks: ['nextThere'],
    },
    settle: {
      from: 'disputed',
      to: 'confirmed',
      by: [head],
      with: {
        confirmedOn: day(),
        outcome: choice('stands', 'amended'),
        amendment: text({ max: 600, lines: true }).optional(),
      },
      checks: ['nextThere'],
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  lock: 'month',
  expects: expectedMeetings,
  touches: monthOfMeeting,
  measures: {
    days: (record) => [String(record.body['on'] ?? record.stream.slice(-10))],
    per: 'month',
    count: { held: firstOfMonth },
    show: [{ measure: 'held', of: 'schools' }],
  },
  sheets: { minutes },
  keep: 800,
  list: ['kind', 'on', 'no'],
})
