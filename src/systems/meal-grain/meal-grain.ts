/**
 * Grain book of the midday meal: what comes, what the scale finds missing, what spoils, what is lent to a school and
 * comes back. What the meals take is on their own pages; the balance is the sum of both and stored nowhere.
 */
import { head, officerAbove, teacher } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { choice } from '#kernel/field/choice.ts'
import { mass } from '#kernel/field/count.ts'
import { day } from '#kernel/field/day.ts'
import { photo } from '#kernel/field/file.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'
import { levels, levelsHere } from '../common/meal/level.ts'
import { grainKinds } from '../common/meal/moves.ts'
import { grains } from '../common/meal/menu.ts'
import { grainBook } from './book-sheet.ts'
import { causeGiven, levelHere, openedOnce, otherSchoolNamed, weightAgrees } from './meal-grain.rules.ts'

export const mealGrain = defineRegister({
  id: 'meal-grain',
  version: 1,
  catalogue: ['R4'],
  icon: '⚖',
  shelf: 'meals',
  key: ['slip'],
  fields: {
    slip: ref('record', { self: true }),
    on: day(),
    kind: choice(...grainKinds),
    grain: choice(...grains),
    level: choice(...levels),
    amount: mass({ min: 1, max: 100_000_000 }),
    weighed: mass({ max: 100_000_000 }).optional(),
    with: text({ max: 120 }).optional(),
    paper: text({ max: 60 }).optional(),
    cause: choice('torn-sack', 'short-at-depot', 'damp', 'rats-insects', 'theft', 'other').optional(),
    note: text({ max: 300 }).optional(),
    photo: photo().optional(),
  },
  codes: [
    'MEALGRAIN_SHORT_WEIGHT',
    'MEALGRAIN_OVER_WEIGHT',
    'MEALGRAIN_CAUSE_MISSING',
    'MEALGRAIN_SCHOOL_MISSING',
    'MEALGRAIN_OPENED_TWICE',
    'MEALGRAIN_LEVEL_FOREIGN',
  ],
  needs: {
    grain: { system: 'meal-grain', of: 'office' },
    pages: { system: 'meals', of: 'office' },
  },
  checks: { weightAgrees, causeGiven, otherSchoolNamed, openedOnce, levelHere },
  access: { write: [head, teacher], correct: [head, officerAbove] },
  attest: [head],
  read: ['teacher', 'head', 'clerk', 'officer', 'viewer'],
  day: (page) => page.on,
  lock: 'month',
  starts: (context, preset) => {
    const level = levelsHere(context, String(preset['on'] ?? context.today))[0]
    return { kind: 'receipt', ...(level && { level }) }
  },
  sheets: { book: grainBook },
  keep: 0,
  list: ['on', 'kind', 'grain', 'amount', 'level'],
})
