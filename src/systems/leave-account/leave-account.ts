/**
 * What a person's leave account held on a day, copied from the office's book by the head and verified by her officer:
 * from there the balance is folded from duty and granted leave (H1; BD fact book §2.1).
 */
import { head, nearestOfficer, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'

export const leaveAccount = defineRegister({
  id: 'leave-account',
  version: 1,
  catalogue: ['H1', 'H3'],
  icon: '☷',
  shelf: 'staff',
  subject: 'person',
  key: ['person'],
  fields: {
    person: ref('person'),
    on: day(),
    since: day(),
    vacation: choice('yes', 'no'),
    full: count({ max: 2_000 }),
    half: count({ max: 4_000 }),
    /** Days and times taken in service before the opening, of kinds that have a limit in service. */
    commuted: count({ max: 400 }).optional(),
    study: count({ max: 800 }).optional(),
    maternity: count({ max: 5 }).optional(),
    childCare: count({ max: 800 }).optional(),
    recreation: day().optional(),
    paper: photo().optional(),
    note: text({ max: 200 }).optional(),
  },
  access: { write: [head], correct: [head, officerAbove] },
  attest: [nearestOfficer],
  read: ['head', 'clerk', 'officer'],
  namesUpTo: 'district',
  watched: true,
  day: (page) => page.on,
  starts: ({ today }) => ({ on: today }),
  keep: 0,
  list: ['person', 'on', 'full'],
})
