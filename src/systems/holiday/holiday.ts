/** Holidays declared for a day, early or on the day itself (fog, flood, heat), and days declared open after all. */
import { officerAbove, type Who } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { day } from '#kernel/field/day.ts'
import { name } from '#kernel/field/name.ts'
import { text } from '#kernel/field/text.ts'

const ownOfficer: Who = { role: 'officer', at: 'office' }
const head: Who = { role: 'head', at: 'office' }

export const holiday = defineRegister({
  id: 'holiday',
  version: 1,
  catalogue: ['R3'],
  icon: '☼',
  shelf: 'office',
  key: ['on'],
  fields: {
    on: day(),
    kind: choice('closed', 'open'),
    cause: choice(
      'festival',
      'fog',
      'flood',
      'heat',
      'cold',
      'election',
      'mourning',
      'examination',
      'reserved',
      'other',
    ),
    only: choice('all', 'female').optional(),
    title: name({ max: 80 }).optional(),
    note: text({ max: 300 }).optional(),
  },
  access: { write: [head, ownOfficer], correct: [head, ownOfficer, officerAbove] },
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  keptAt: ['*'],
  spreads: true,
  day: (page) => page.on,
  futureDays: 400,
  touches: (_before, after) => ({ from: after.stream, to: after.stream }),
  keep: 400,
  list: ['on', 'cause', 'kind'],
})
