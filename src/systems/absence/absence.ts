/** Staff away with leave: written by the leave procedures, read by Today, Oversight and later the staff register. */
import { officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { period } from '#kernel/field/period.ts'
import { ref } from '#kernel/field/ref.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import type { Period } from '#kernel/rule/period.ts'

export const absence = defineRegister({
  id: 'absence',
  version: 1,
  catalogue: ['R1'],
  icon: '⌂',
  shelf: 'staff',
  subject: 'person',
  key: ['case'],
  fields: {
    case: ref('record'),
    person: ref('person'),
    days: period(),
    cause: choice('casual-leave'),
  },
  access: { write: [], correct: [officerAbove] },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  listens: {
    'leave.granted': ({ stream, body, system }) => ({
      stream,
      step: 'enter',
      body: { case: stream, person: body['teacher'], days: body['days'], cause: system },
    }),
    'leave.cancelled': ({ stream }) => ({ stream, step: 'cancel', body: {} }),
  },
  measures: {
    days: (record, context) => openDays(record.body['days'] as Period | undefined, (day) => context.dayView(day).open),
    count: { away: (record) => (record.state === 'entered' ? 1 : 0) },
    show: [{ measure: 'away' }],
  },
  keep: 60,
  list: ['person', 'days', 'cause'],
})

function openDays(days: Period | undefined, isOpen: (day: Day) => boolean): Day[] {
  const open: Day[] = []
  if (days) for (let day = days.from; day <= days.to; day = addDays(day, 1)) if (isOpen(day)) open.push(day)
  return open
}
