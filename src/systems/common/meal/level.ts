import type { Context } from '#kernel/define/context.ts'
import type { Day } from '#kernel/rule/day.ts'

/** The levels for which norms and rates of meals differ, from the youngest up. */
export const levels = ['balvatika', 'primary', 'upper'] as const
export type Level = (typeof levels)[number]

/** A number for each level: a norm, a rate, a sum. */
export type PerLevel = { readonly [L in Level]?: number }

/** The level of a class section by the pack's table of classes (`meals.levels`); undefined for one that is not fed. */
export function levelOf(context: Context, group: string, day: Day): Level | undefined {
  const classes = context.rate<{ readonly [L in Level]?: readonly string[] }>('meals.levels', day)
  const grade = group.split('-')[0]!
  return levels.find((level) => classes?.[level]?.includes(grade))
}

/** The levels that a school has on a day; a composite school has more than one. */
export function levelsHere(context: Context, day: Day): Level[] {
  const here = new Set(context.options('groups').map((group) => levelOf(context, group, day)))
  return levels.filter((level) => here.has(level))
}
