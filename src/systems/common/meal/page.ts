import type { Context } from '#kernel/define/context.ts'
import type { Day } from '#kernel/rule/day.ts'
import type { Level, PerLevel } from './level.ts'
import { extras, menuOn, type Dish, type Extra, type Grain } from './menu.ts'
import { shareOut } from './share-out.ts'

export const outcomes = ['cooked', 'donated', 'delivered', 'late', 'short', 'undelivered', 'not-cooked'] as const
export type Outcome = (typeof outcomes)[number]

export type LevelRow = { level: Level; enrolled: number; present: number; ate: number }

/** The day's page as rules read it: what it does not say is as the menu and the norms have it. */
export type MealPage = {
  on: Day
  outcome: Outcome
  levels: readonly LevelRow[]
  cause?: string
  dish?: Dish
  grain?: Grain
  change?: string
  weighed?: number
  milk?: boolean
  fruit?: boolean
  snack?: boolean
}

/** What a level's pupils ate and what that took: grams of one grain, paisa, millilitres. */
export type Used = {
  level: Level
  ate: number
  grain?: Grain
  grams: number
  cost: number
  milk: number
  fruit: number
  snack: number
}

/** Whether children got a meal: late or short it still was one. */
export const isServed = (outcome: Outcome): boolean => outcome !== 'undelivered' && outcome !== 'not-cooked'

/** The grain of a day's pot: as written, else as the menu has it. */
export const grainOf = (page: MealPage, context: Pick<Context, 'rate' | 'dayView'>): Grain | undefined =>
  page.grain ?? menuOn(context, page.on).grain

/** What was given besides: as written, else as the menu has it. */
export function extrasOf(page: MealPage, context: Pick<Context, 'rate' | 'dayView'>): Extra[] {
  const due = menuOn(context, page.on).extras
  return extras.filter((extra) => page[extra] ?? due.includes(extra))
}

/**
 * What a day's meal used, level by level, by the norms and rates of that day. Only a meal cooked at the school takes
 * the school's grain and cooking cost: a donated feast and a kitchen that delivers bring their own.
 */
export function usedOf(page: MealPage, context: Pick<Context, 'rate' | 'dayView'>): Used[] {
  const isOwn = page.outcome === 'cooked'
  const isFed = isServed(page.outcome)
  const grain = isOwn ? grainOf(page, context) : undefined
  const given = isFed ? extrasOf(page, context) : []
  const norm = (key: string): PerLevel => context.rate<PerLevel>(`meals.${key}`, page.on) ?? {}
  const times = (key: string, { level, ate }: LevelRow, wanted: boolean) => (wanted ? ate * (norm(key)[level] ?? 0) : 0)
  const byNorm = page.levels.map((row) => times('grain', row, grain !== undefined))
  const grams = grain !== undefined && page.weighed !== undefined ? shareOut(page.weighed, byNorm) : byNorm
  return page.levels.map((row, i) => ({
    level: row.level,
    ate: isFed ? row.ate : 0,
    ...(grain && { grain }),
    grams: grams[i]!,
    cost: times('cost', row, isOwn),
    milk: times('milk', row, given.includes('milk')),
    fruit: times('fruit', row, given.includes('fruit')),
    snack: times('snack', row, given.includes('snack')),
  }))
}

/** A column of a page summed over its levels. */
export const sumOf = <K extends string>(rows: readonly { readonly [N in K]: number }[], key: K): number =>
  rows.reduce((sum, row) => sum + row[key], 0)
