/**
 * Untoward incident at a meal (illness, something in the food, fire). From the moment it is reported the meal page of
 * that day can be changed by nobody; the officer above looks into it and lifts the freeze.
 */
import { head, nearestOfficer, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'

export const mealIncident = defineRegister({
  id: 'meal-incident',
  version: 1,
  catalogue: ['R4'],
  icon: '⚠',
  shelf: 'meals',
  key: ['incident'],
  fields: {
    incident: ref('record', { self: true }),
    on: day(),
    kind: choice('illness', 'object-in-food', 'bad-ingredient', 'fire-burn', 'other'),
    ill: count({ max: 5000 }),
    hospital: count({ max: 5000 }),
    what: text({ max: 500, lines: true }),
    informed: text({ max: 200 }).optional(),
    sample: choice('kept', 'sent', 'none').optional(),
    photo: photo().optional(),
  },
  states: ['frozen', 'lifted'],
  access: { write: [head, teacher], correct: [officerAbove] },
  steps: {
    lift: {
      from: 'frozen',
      to: 'lifted',
      by: [nearestOfficer, officerAbove],
      with: { finding: text({ max: 500, lines: true }) },
      due: 'meals.incidentDays',
    },
  },
  read: ['teacher', 'head', 'officer', 'viewer'],
  day: (page) => page.on,
  measures: {
    days: (record) => [String(record.body['on'] ?? '1900-01-01')],
    count: {
      incidents: (record) => (record.heads.length > 0 ? 1 : 0),
      ill: (record) => Number(record.body['ill'] ?? 0),
    },
    show: [{ measure: 'incidents', good: 'low' }],
  },
  keep: 400,
  list: ['on', 'kind', 'ill'],
})
