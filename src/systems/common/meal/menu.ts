import type { Context } from '#kernel/define/context.ts'
import { addDays, weekday, type Day } from '#kernel/rule/day.ts'

/** Grains that a school keeps; Friday's khichdi is of millet. */
export const grains = ['wheat', 'rice', 'millet'] as const
export type Grain = (typeof grains)[number]

export const dishes = ['roti-soya', 'rice-dal', 'tahri', 'roti-dal', 'millet-khichdi', 'other'] as const
export type Dish = (typeof dishes)[number]

/** What is given besides the meal on its day of the week, or on the next school day when that day is closed. */
export const extras = ['milk', 'fruit', 'snack'] as const
export type Extra = (typeof extras)[number]

/** A line of the weekly menu in the pack; `on` is the day of the week, 0 = Sunday. */
type MenuLine = { on: number; dish: Dish; grain: Grain; extra?: Extra }

export type Menu = { dish?: Dish; grain?: Grain; extras: readonly Extra[] }

/**
 * What the pack's weekly menu asks for on a day, with what was due on closed days just before it. After a vacation, a
 * week and longer, nothing is made up for.
 */
export function menuOn(context: Pick<Context, 'rate' | 'dayView'>, day: Day): Menu {
  const lines = context.rate<readonly MenuLine[]>('meals.menu', day) ?? []
  const own = lines.find((line) => line.on === weekday(day))
  const closed = closedBefore(context, day)
  const missed = closed.map((back) => lines.find((line) => line.on === weekday(back))?.extra)
  const due = new Set([own?.extra, ...missed].filter((extra) => extra !== undefined))
  return {
    ...(own && { dish: own.dish, grain: own.grain }),
    extras: extras.filter((extra) => due.has(extra) && isGiven(context, extra, day)),
  }
}

const VACATION = 7

/** The closed days between a day and the school day before it; none when they are a vacation. */
function closedBefore(context: Pick<Context, 'rate' | 'dayView'>, day: Day): Day[] {
  const days: Day[] = []
  for (let back = addDays(day, -1); !context.dayView(back).open; back = addDays(back, -1)) {
    days.push(back)
    if (days.length === VACATION) return []
  }
  return days
}

/** An extra without a norm on that day is not given: the Thursday snack was ordered for four months only. */
const isGiven = (context: Pick<Context, 'rate' | 'dayView'>, extra: Extra, day: Day): boolean =>
  context.rate(`meals.${extra}`, day) !== undefined
