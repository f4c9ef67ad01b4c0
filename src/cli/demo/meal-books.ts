import type { Body } from '#kernel/entry/record.ts'
import { addDays, monthOf, type Day } from '#kernel/rule/day.ts'
import { ledgersOf } from '#systems/common/meal/ledger.ts'
import type { Level } from '#systems/common/meal/level.ts'
import { grains, menuOn, type Grain } from '#systems/common/meal/menu.ts'
import type { MealMove, Part } from '#systems/common/meal/moves.ts'
import { usedOf, type MealPage } from '#systems/common/meal/page.ts'
import type { DemoPage } from './demo-page.ts'
import type { Kitchen } from './kitchen.ts'
import { kitchens, monthBefore } from './meals.ts'

const KG = 1000
const SACK = 50 * KG
/** Cooking days of a month for which grain and money come, a little more than there are. */
const DAYS_SENT = 27
const OPENING_DAYS = 7

/** Grain and money that came for these pages, and the return of each month that is over, to the gram and the paisa. */
export function mealBooks(kitchen: Kitchen, days: readonly Day[], pages: readonly DemoPage[]): DemoPage[] {
  const months = [...new Set(days.map(monthOf))]
  const own = kitchen.index === kitchens.central ? [] : grainPages(kitchen, days, pages)
  const money = months.flatMap((month) =>
    cashPages(
      kitchen,
      days.find((day) => monthOf(day) === month)!,
    ),
  )
  const returns = months.slice(1).flatMap((month) => {
    const on = days.filter((day) => monthOf(day) === month)[2]
    return on === undefined ? [] : returnOf(kitchen, on, [...pages, ...money])
  })
  return [...own, ...money, ...returns]
}

const mealOf = (page: DemoPage): MealPage => page.body as unknown as MealPage

/** What stood in the store when the book began, and what the dealer brought: whole sacks, monthly. */
function grainPages(kitchen: Kitchen, days: readonly Day[], pages: readonly DemoPage[]): DemoPage[] {
  const { school, since, index } = kitchen
  const used = pages.flatMap((page) =>
    page.system === 'meals'
      ? usedOf(mealOf(page), kitchen.context).map((line) => ({ ...line, day: mealOf(page).on }))
      : [],
  )
  const write = (what: string, on: Day, body: Body): DemoPage => {
    const slip = kitchen.id(`grain ${what}`)
    return { system: 'meal-grain', step: 'enter', body: { slip, on, ...body }, by: school.head, day: on }
  }
  const all = [...kitchen.enrolled.keys()].flatMap((level) => grains.map((grain) => ({ level, grain })))
  return all.flatMap(({ level, grain }): DemoPage[] => {
    const a = monthly(kitchen, days[0]!, level, grain)
    const dates = days.filter((day) => menuOn(kitchen.context, day).grain === grain)
    const isLate = index === kitchens.negative && grain === 'wheat'
    // The sacks of one school come the day after its store was empty.
    const first = isLate ? addDays(dates[2] ?? dates[0]!, 1) : days[2]!
    const before = used
      .filter((line) => line.level === level && line.grain === grain && line.day < first)
      .reduce((sum, line) => sum + line.grams, 0)
    const opening = isLate
      ? Math.max(KG, before - 2 * KG)
      : Math.max(before, Math.round((a * OPENING_DAYS) / 30)) + 5 * KG
    const months = [...new Set(days.map(monthOf))]
    return [
      write(`opening ${grain} ${level}`, since, {
        kind: 'opening',
        grain,
        level,
        amount: Math.ceil(opening / 500) * 500,
      }),
      ...months.flatMap((month, m): DemoPage[] => {
        const on = m === 0 ? first : days.filter((day) => monthOf(day) === month)[2]
        if (on === undefined || on > days.at(-1)!) return []
        const amount = Math.ceil(a / SACK) * SACK
        const short = (index + m) % 8 === 5 ? { weighed: amount - 1500, cause: 'torn-sack' } : {}
        const from = { with: kitchen.words.truck, paper: `${month.slice(5)}/${index + 1}` }
        return [
          write(`receipt ${month} ${grain} ${level}`, on, { kind: 'receipt', grain, level, amount, ...from, ...short }),
        ]
      }),
      ...(index === kitchens.spoiled && grain === 'rice'
        ? [write(`spoiled ${level}`, days[9]!, { kind: 'spoiled', grain, level, amount: 4 * KG, cause: 'damp' })]
        : []),
    ]
  })
}

/** Grams that a level is sent of a grain for a month: its norm for all enrolled, on that grain's days of the week. */
function monthly(kitchen: Kitchen, day: Day, level: Level, grain: Grain): number {
  const norm = kitchen.context.rate<{ [L in Level]?: number }>('meals.grain', day)?.[level] ?? 0
  const share = { wheat: 2, rice: 3, millet: 1 }[grain] / 6
  return kitchen.enrolled.get(level)! * norm * DAYS_SENT * share
}

/** Money of a month, sent ahead by one order for each head. */
function cashPages(kitchen: Kitchen, on: Day): DemoPage[] {
  const { school, context, cooks } = kitchen
  const write = (head: string, level: Level, amount: number): DemoPage => {
    const slip = kitchen.id(`cash ${monthOf(on)} ${head} ${level}`)
    const order = `${on.slice(0, 4)}/${Number(on.slice(5, 7)) * 3}`
    const body = { slip, on, kind: 'receipt', head, level, amount, order }
    return { system: 'meal-cash', step: 'enter', body, by: school.head, day: on }
  }
  const perChild = (head: 'cost' | 'fruit', level: Level, times: number) =>
    kitchen.enrolled.get(level)! * (context.rate<{ [L in Level]?: number }>(`meals.${head}`, on)?.[level] ?? 0) * times
  const here = [...kitchen.enrolled.keys()]
  const isOwn = kitchen.index !== kitchens.central
  return [
    ...here.flatMap((level) => [
      ...(isOwn ? [write('cost', level, perChild('cost', level, DAYS_SENT))] : []),
      write('fruit', level, perChild('fruit', level, 5)),
    ]),
    write('honorarium', here[0] ?? 'primary', cooks.length * (context.rate<number>('meals.cookPay', on) ?? 0)),
  ]
}

/** The return of the month before: the bank holds what came less what the meals took; one school in seven is off. */
function returnOf(kitchen: Kitchen, on: Day, pages: readonly DemoPage[]): DemoPage[] {
  const { school, index } = kitchen
  if (index % 9 === 4) return []
  const month = monthBefore(monthOf(on))
  const random = kitchen.random(`return ${month}`)
  const moves = pages.flatMap((page): MealMove[] => {
    const move = (amount: number, part: Part) => ({ account: 'all', day: page.day, order: page.system, amount, part })
    if (page.system === 'meal-cash') return [move(Number(page.body['amount']), 'received')]
    if (page.system !== 'meals') return []
    return usedOf(mealOf(page), kitchen.context).map((used) => move(-(used.cost + used.fruit + used.snack), 'used'))
  })
  const paid = kitchen.cooks.length * (kitchen.context.rate<number>('meals.cookPay', on) ?? 0)
  const closing = ledgersOf(moves, `${month}-01`, addDays(`${monthOf(on)}-01`, -1)).get('all')?.closing ?? 0
  const half = Math.round(school.pupils.length * 0.42)
  const body = {
    month,
    ifaGirls: half,
    ifaBoys: half - random.below(6),
    inspections: random.below(3),
    bank: Math.max(0, closing - paid) + (index % 7 === 2 ? 12_000 : 0),
  }
  return [{ system: 'meal-month', step: 'enter', body, by: school.head, day: on }]
}
