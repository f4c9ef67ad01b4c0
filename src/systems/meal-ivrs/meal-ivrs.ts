/** What the daily telephone survey (IVRS) was told: another source beside the meal page, compared and never copied. */
import { head, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { count } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { text } from '#kernel/field/text.ts'
import { flag } from '#kernel/error.ts'
import { isServed, sumOf, type MealPage } from '../common/meal/page.ts'

export const mealIvrs = defineRegister({
  id: 'meal-ivrs',
  version: 1,
  catalogue: ['R4'],
  icon: '☎',
  shelf: 'meals',
  key: ['on'],
  fields: { on: day(), ate: count({ max: 5000 }), note: text({ max: 200 }).optional() },
  codes: ['IVRS_DIFFERS'],
  needs: { pages: { system: 'meals', of: 'day' } },
  checks: {
    agrees: ({ on, ate }, context) => {
      const page = context.records('pages').find(({ heads, body }) => heads.length > 0 && body['on'] === on)
      const { outcome, levels } = (page?.body ?? {}) as Partial<MealPage>
      if (outcome === undefined || levels === undefined) return true
      const written = isServed(outcome) ? sumOf(levels, 'ate') : 0
      return written === ate || flag('IVRS_DIFFERS', { heard: ate, written }, '/ate')
    },
  },
  access: { write: [head, officerAbove], correct: [officerAbove] },
  read: ['head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  lock: 'month',
  keep: 400,
  list: ['on', 'ate'],
})
