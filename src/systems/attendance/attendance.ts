/** Class-wise pupil attendance with all that is drawn of its sheets. */
import { drawn } from '#kernel/define/drawn.ts'
import { absentees } from './absentees-sheet.ts'
import { attendanceBase } from './attendance-base.ts'
import { monthSheet } from './month-sheet.ts'
import { lowAttendance, summary } from './summary-sheet.ts'

export const attendance = drawn(attendanceBase, {
  sheets: { month: monthSheet, absentees, summary, lowAttendance },
})
