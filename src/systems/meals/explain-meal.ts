import type { Context } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import type { Record } from '#kernel/entry/record.ts'
import { headsOn } from '../common/meal/heads.ts'
import { balanceOn } from '../common/meal/ledger.ts'
import { accountOf, movesOfGrain, movesOfMeals } from '../common/meal/moves.ts'
import { menuOn } from '../common/meal/menu.ts'
import { isServed, sumOf, usedOf, type LevelRow, type MealPage } from '../common/meal/page.ts'
import { isFrozen } from './meals.rules.ts'

const GRAINS = {
  wheat: { used: { label: 'lines.wheat' }, left: { label: 'lines.wheatLeft' } },
  rice: { used: { label: 'lines.rice' }, left: { label: 'lines.riceLeft' } },
  millet: { used: { label: 'lines.millet' }, left: { label: 'lines.milletLeft' } },
} as const

/** What a page comes to by the menu, the norms and the rates of its day, and what it leaves in the book. */
export function explainMeal(record: Record, context: Context): Line[] {
  const page = whole(record.body)
  if (!page) return []
  const used = usedOf(page, context)
  const dish = page.dish ?? menuOn(context, page.on).dish
  const grain = used[0]?.grain
  const lines: Line[] = []
  if (isServed(page.outcome)) lines.push({ label: `choices.dish.${dish ?? 'other'}`, value: sumOf(used, 'ate') })
  if (grain) {
    const others = context.records('pages').filter((other) => other.stream !== page.on)
    const moves = [...movesOfGrain(context.records('grain')), ...movesOfMeals(others, context)]
    const before = used.reduce((sum, { level }) => sum + balanceOn(moves, accountOf(grain, level), page.on), 0)
    const grams = sumOf(used, 'grams')
    lines.push({ ...GRAINS[grain].used, value: grams, unit: 'gram' })
    lines.push({ ...GRAINS[grain].left, value: before - grams, unit: 'gram' })
  }
  for (const { key, label, unit } of PARTS)
    if (sumOf(used, key) > 0) lines.push({ label, value: sumOf(used, key), unit })
  const out = headsOn(context, page.on).reduce((sum, { sheets, sections }) => sum + sections - sheets, 0)
  if (out > 0 && record.heads.length === 0 && isServed(page.outcome))
    lines.push({ label: 'lines.sheetsOut', value: out })
  if (isFrozen(context, page.on)) lines.push({ label: 'lines.frozen', value: 1 })
  return lines
}

const PARTS = [
  { label: 'lines.cost', key: 'cost', unit: 'paisa' },
  { label: 'lines.milk', key: 'milk', unit: 'ml' },
  { label: 'lines.fruit', key: 'fruit', unit: 'paisa' },
  { label: 'lines.snack', key: 'snack', unit: 'paisa' },
] as const

/** The page as far as it is filled in; while a form is being written rows may lack a number. */
function whole(body: Record['body']): MealPage | undefined {
  const { on, outcome, levels } = body as Partial<MealPage>
  if (on === undefined || outcome === undefined || !levels) return undefined
  const number = (value: unknown) => (typeof value === 'number' ? value : 0)
  const rows = levels.map((row): LevelRow => ({ ...row, ate: number(row.ate), present: number(row.present) }))
  return { ...(body as MealPage), levels: rows }
}
