/** Honorarium of the cooks: one page per cook and month. */
import { head, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { term } from '#kernel/field/term.ts'
import { text } from '#kernel/field/text.ts'
import { asRated, engagedThen, monthsKept } from './meal-pay.rules.ts'

export const mealPay = defineRegister({
  id: 'meal-pay',
  version: 1,
  catalogue: ['R4'],
  icon: '✋',
  shelf: 'meals',
  key: ['cook', 'month'],
  fields: {
    cook: ref('record'),
    month: term('month'),
    on: day(),
    amount: money({ min: 1 }),
    how: choice('account', 'cash'),
    order: text({ max: 80 }).optional(),
    note: text({ max: 200 }).optional(),
  },
  codes: ['COOKPAY_AMOUNT_DIFFERS', 'COOKPAY_NOT_ENGAGED', 'COOKPAY_MONTHS_EXCEEDED'],
  needs: {
    cooks: { system: 'meal-cook', of: 'office' },
    pays: { system: 'meal-pay', of: 'office' },
  },
  checks: { asRated, engagedThen, monthsKept },
  access: { write: [head], correct: [head, officerAbove] },
  read: ['head', 'clerk', 'officer'],
  day: (page) => page.on,
  lock: 'month',
  starts: (context, preset) => {
    const amount = context.rate<number>('meals.cookPay', String(preset['on'] ?? context.today))
    return { how: 'account', ...(amount !== undefined && { amount }) }
  },
  keep: 0,
  list: ['cook', 'month', 'amount'],
})
