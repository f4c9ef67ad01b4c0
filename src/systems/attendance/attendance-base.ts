/**
 * Class-wise pupil attendance: one sheet per class section and day; all present, a tap for each absentee. What is drawn
 * of the sheets stands apart, since a phone fetches this first.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { group } from '#kernel/field/group.ts'
import { marks } from '#kernel/field/marks.ts'
import { text } from '#kernel/field/text.ts'
import { rollOn } from '../common/roll.ts'
import { allMarked, dayOpen, inOneSheet, tally, theirOwn } from './attendance.rules.ts'
import { pageOfSms } from './page-of-sms.ts'

export const attendanceBase = defineRegister({
  id: 'attendance',
  version: 1,
  catalogue: ['R3'],
  icon: '☑',
  shelf: 'pupils',
  key: ['on', 'group'],
  fields: {
    on: day(),
    group: group(),
    marks: marks('pupils', 'P', 'A', 'T', 'L'),
    note: text({ max: 200 }).optional(),
  },
  codes: [
    'ATTENDANCE_PUPIL_FOREIGN',
    'ATTENDANCE_NOT_ON_ROLL',
    'ATTENDANCE_UNMARKED',
    'ATTENDANCE_IN_TWO_SHEETS',
    'ATTENDANCE_ROLL_UNKNOWN',
  ],
  needs: {
    pupils: { system: 'admission', of: 'office' },
    sheets: { system: 'attendance', of: 'day' },
  },
  checks: { theirOwn, allMarked, dayOpen, inOneSheet },
  access: { write: [teacher, head], correct: [teacher, head, officerAbove] },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (sheet) => sheet.on,
  lock: 'month',
  measures: {
    days: (record) => [String(record.body['on'] ?? record.stream.slice(0, 10))],
    count: {
      present: (record, context) => tally(record, context).present,
      enrolled: (record, context) => tally(record, context).enrolled,
    },
    show: [{ measure: 'present', of: 'enrolled', good: 'high' }],
  },
  expects: (context, on) =>
    context.dayView(on).open
      ? context.options('groups').flatMap((section) => {
          const count = rollOn(context.records('pupils'), on, section).length
          // A section without pupils has no sheet to write, so none is asked for.
          return count === 0
            ? []
            : [{ stream: `${on}/${section}`, preset: { on, group: section }, label: { group: section, count } }]
        })
      : [],
  sms: { keyword: 'ATT', says: { group: group(), absent: count({ max: 500 }) }, repeats: 'last', page: pageOfSms },
  keep: 60,
  list: ['on', 'group'],
})
