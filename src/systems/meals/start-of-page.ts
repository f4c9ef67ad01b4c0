import type { Context } from '#kernel/define/context.ts'
import type { Expected } from '#kernel/define/definition.ts'
import type { Body } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'
import { headsOn } from '../common/meal/heads.ts'
import { levelsHere } from '../common/meal/level.ts'

/** A school fed by a central kitchen says so in its settings; every other cooks for itself. */
const isDelivered = (context: Context): boolean => context.office.settings['kitchen'] === 'central'

/**
 * What a new page begins with: enrolled and present as counted elsewhere, and everybody present has eaten. A level
 * of which a class sheet is still out starts without a number: a part is not the whole, and nothing is not zero.
 */
export function startOfPage(context: Context, preset: Body): Body {
  const on = String(preset['on'] ?? context.today)
  return {
    outcome: isDelivered(context) ? 'delivered' : 'cooked',
    levels: headsOn(context, on).map(({ level, enrolled, present, sheets, sections }) =>
      sheets < sections ? { level, enrolled } : { level, enrolled, present, ate: present },
    ),
  }
}

/** One page on each school day, where the pack feeds any class of the school. */
export function expectedMeal(context: Context, on: Day): readonly Expected[] {
  if (levelsHere(context, on).length === 0 || !context.dayView(on).open) return []
  const present = headsOn(context, on).reduce((sum, row) => sum + row.present, 0)
  return [{ stream: on, preset: { on }, label: { count: present, by: context.rate<string>('meals.by', on) ?? '' } }]
}
