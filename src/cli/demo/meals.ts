import type { Body } from '#kernel/entry/record.ts'
import { addDays, monthOf, type Day, type Month } from '#kernel/rule/day.ts'
import { menuOn } from '#systems/common/meal/menu.ts'
import { isServed, type LevelRow, type MealPage } from '#systems/common/meal/page.ts'
import type { Heads, Kitchen } from './kitchen.ts'
import type { DemoPage } from './demo-page.ts'

/**
 * Schools of a land by what their meal registers show, by their place in the list. The rest keep theirs as most do: a
 * page on nearly every day, a plate or two fewer than children, now and then a day on which nothing was cooked.
 */
export const kitchens = { copied: 3, negative: 6, spoiled: 9, noCooks: 13, central: 14, feast: 16, heard: 18, ill: 22 }

/** The number that the copying school writes, day after day, whoever comes. */
const COPIED = 97

/** The meal pages of a school, one for each of these days on which it kept a page. */
export function mealPages(kitchen: Kitchen, days: readonly Day[]): DemoPage[] {
  return days.flatMap((day): DemoPage[] => {
    const heads = kitchen.heads(day)
    const random = kitchen.random(`meal ${day}`)
    if (heads.length === 0 || random.chance(0.015)) return []
    const body = pageOf(kitchen, day, heads)
    return [{ system: 'meals', step: 'enter', body, by: kitchen.school.head, day }]
  })
}

function pageOf(kitchen: Kitchen, on: Day, heads: readonly Heads[]): Body {
  const random = kitchen.random(`plates ${on}`)
  const { index } = kitchen
  const taster = random.pick(kitchen.tasters)
  const levels = heads.map(({ level, enrolled, present }): LevelRow => {
    const left = random.chance(0.6) ? 0 : random.between(1, Math.max(1, Math.round(present * 0.04)))
    return { level, enrolled, present, ate: Math.max(0, present - left) }
  })
  const page = (outcome: MealPage['outcome'], more: Body = {}): Body => ({
    on,
    outcome,
    levels: isServed(outcome) ? levels : levels.map((row) => ({ ...row, ate: 0 })),
    ...(isServed(outcome) && { taster }),
    ...more,
  })
  if (index === kitchens.copied) return page('cooked', { levels: copied(levels), why: 'sheet-wrong' })
  if (index === kitchens.central)
    return random.chance(0.06)
      ? page('undelivered', { cause: 'transport' })
      : page(random.chance(0.08) ? 'late' : 'delivered')
  if (index === kitchens.feast && kitchen.place(on) === 8)
    return page('donated', { dish: 'other', donor: kitchen.words.donor })
  if (index === kitchens.noCooks && [6, 7].includes(kitchen.place(on)))
    return page('cooked', { cookedBy: 'parents', note: kitchen.words.cooksAway })
  if (random.chance(0.012)) return page('not-cooked', { cause: random.pick(['cook', 'ingredients', 'transport']) })
  const { grain } = menuOn(kitchen.context, on)
  if (grain === 'wheat' && random.chance(0.05))
    return page('cooked', { dish: 'tahri', grain: 'rice', change: 'grain-short' })
  return page('cooked')
}

function copied(levels: readonly LevelRow[]): LevelRow[] {
  const first = Math.min(COPIED, levels[0]!.enrolled)
  return levels.map((row, i) => (i === 0 ? { ...row, present: first, ate: first } : { ...row, ate: row.present }))
}

/** What stands beside the daily pages: who cooks, what the survey by telephone was told, a child fallen ill. */
export function besideMeals(kitchen: Kitchen, days: readonly Day[]): DemoPage[] {
  const { school, index } = kitchen
  const by = school.head
  const cooks = kitchen.cooks.map(({ id, name }): DemoPage => {
    const body = { cook: id, name, from: kitchen.since, sex: 'female' }
    return { system: 'meal-cook', step: 'enter', body, by, day: kitchen.since }
  })
  const pages = [...cooks, ...payments(kitchen, days)]
  const [heard, ill] = [days.at(-4), days.at(-3)]
  if (index === kitchens.heard && heard) {
    const ate = kitchen.heads(heard).reduce((sum, { present }) => sum + present, 0) + 14
    pages.push({ system: 'meal-ivrs', step: 'enter', body: { on: heard, ate }, by, day: heard })
  }
  if (index === kitchens.ill && ill) {
    const body = {
      incident: kitchen.id('incident'),
      on: ill,
      kind: 'illness',
      ill: 3,
      hospital: 0,
      what: kitchen.words.ill,
      sample: 'kept',
    }
    pages.push({ system: 'meal-incident', step: 'enter', body, by, day: ill })
  }
  return pages
}

/** Each cook's honorarium of the month before, on the fourth school day of the next. */
function payments({ cooks, school, context }: Kitchen, days: readonly Day[]): DemoPage[] {
  return [...new Set(days.map(monthOf))].flatMap((month) => {
    const on = days.filter((day) => monthOf(day) === month)[3]
    if (on === undefined) return []
    return cooks.map(({ id }): DemoPage => {
      const amount = context.rate<number>('meals.cookPay', on)
      const body = { cook: id, month: monthBefore(month), on, amount, how: 'account' }
      return { system: 'meal-pay', step: 'enter', body, by: school.head, day: on }
    })
  })
}

export const monthBefore = (month: Month): Month => monthOf(addDays(`${month}-01`, -1))
