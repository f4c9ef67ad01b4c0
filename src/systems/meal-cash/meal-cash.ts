/**
 * Money for the midday meal: what is sent for cooking cost, fruit, the weekly extra and the cooks, and what is given
 * back. What the meals come to by the dated rates is on their own pages; payments to shops are in the cash book.
 */
import { head, officerAbove } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { money } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { levels, levelsHere } from '../common/meal/level.ts'
import { cashHeads } from '../common/meal/moves.ts'
import { cashBook } from './book-sheet.ts'
import { levelHere, orderGiven } from './meal-cash.rules.ts'

export const mealCash = defineRegister({
  id: 'meal-cash',
  version: 1,
  catalogue: ['R4'],
  icon: '₹',
  shelf: 'meals',
  key: ['slip'],
  fields: {
    slip: ref('record', { self: true }),
    on: day(),
    kind: choice('receipt', 'opening', 'returned'),
    head: choice(...cashHeads),
    level: choice(...levels),
    amount: money({ min: 1 }),
    order: text({ max: 80 }).optional(),
    note: text({ max: 300 }).optional(),
  },
  codes: ['MEALCASH_ORDER_MISSING', 'MEALCASH_LEVEL_FOREIGN'],
  needs: {
    cash: { system: 'meal-cash', of: 'office' },
    pages: { system: 'meals', of: 'office' },
    pays: { system: 'meal-pay', of: 'office' },
  },
  checks: { orderGiven, levelHere },
  access: { write: [head], correct: [head, officerAbove] },
  read: ['head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  lock: 'month',
  starts: (context, preset) => {
    const level = levelsHere(context, String(preset['on'] ?? context.today))[0]
    return { kind: 'receipt', head: 'cost', ...(level && { level }) }
  },
  sheets: { book: cashBook },
  keep: 0,
  list: ['on', 'kind', 'head', 'amount'],
})
