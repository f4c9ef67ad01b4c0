/** Cooks of the midday meal: who is engaged from when, and when she left. */
import { head, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { day } from '#kernel/field/day.ts'
import { name } from '#kernel/field/name.ts'
import { phone } from '#kernel/field/phone.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { refuse } from '#kernel/error.ts'

export const mealCook = defineRegister({
  id: 'meal-cook',
  version: 1,
  catalogue: ['R4'],
  icon: '♟',
  shelf: 'meals',
  key: ['cook'],
  fields: {
    cook: ref('record', { self: true }),
    name: name(),
    from: day(),
    sex: choice('female', 'male', 'other').optional(),
    resolution: text({ max: 80 }).optional(),
    phone: phone().optional().private(),
    note: text({ max: 200 }).optional(),
  },
  states: ['engaged', 'left'],
  codes: ['COOK_LEFT_BEFORE'],
  checks: {
    leftAfter: ({ until, from }: { until?: string; from: string }) =>
      until === undefined || until >= from || refuse('COOK_LEFT_BEFORE', { day: from }, '/until'),
  },
  access: { write: [head], correct: [head, officerAbove] },
  steps: {
    leave: {
      from: 'engaged',
      to: 'left',
      by: [head],
      with: { until: day(), cause: choice('own-wish', 'child-left-school', 'illness', 'death', 'removed', 'other') },
      checks: ['leftAfter'],
      tone: 'danger',
    },
  },
  read: ['teacher', 'head', 'clerk', 'officer'],
  measures: {
    count: { cooks: (record) => (record.state === 'engaged' ? 1 : 0) },
    show: [{ measure: 'cooks' }],
  },
  keep: 0,
  list: ['name', 'from'],
})
