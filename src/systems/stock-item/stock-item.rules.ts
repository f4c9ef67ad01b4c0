import type { Context } from '#kernel/define/context.ts'
import type { Line } from '#kernel/define/definition.ts'
import type { Measures } from '#kernel/define/measure.ts'
import { canonical } from '#kernel/entry/canonical.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import { conditions, holdingOf, isIn } from '../common/stock.ts'
import { stockOf } from '../common/stock-context.ts'
import { factorsOf } from '../common/units.ts'

type Page = { item: string; name: unknown; class: string; unit?: string }

/** Two pages with the same name: shown, since receipts on one and issues on the other would never agree. */
export function likelyTwice(page: Page, context: Context) {
  const text = canonical(page.name)
  const like = context
    .records('items')
    .find((other) => other.stream !== page.item && other.heads.length > 0 && canonical(other.body['name']) === text)
  return like === undefined || flag('ITEM_LIKELY_TWICE', { no: Number(like.body['no'] ?? 0) }, '/name')
}

/** Goods are recounted into a unit that they were never counted in: else two factors would speak of one unit. */
export function smallerUnit(page: Page, _context: Context, record: Record | undefined) {
  if (!record?.heads.length || page.unit === undefined) return true
  const isOwn = canonical(page.unit) === canonical(record.heads[0]!.body['unit']) && record.acts.length === 0
  return (!isOwn && !factorsOf(record).has(page.unit)) || refuse('ITEM_UNIT_KNOWN', { unit: page.unit }, '/unit')
}

/** What came in, what went out and what is there, in the item's present unit. */
export function holdingLines(record: Record, context: Context): readonly Line[] {
  const moves = stockOf(context).filter((move) => move.item === record.stream)
  if (moves.length === 0) return []
  const changes = moves.filter((move) => move.what !== 'condition' && move.what !== 'check')
  const came = changes.filter(({ what }) => isIn(what) || what === 'surplus')
  const went = changes.filter((move) => !came.includes(move))
  const holding = holdingOf(moves, record.stream)
  const sum = (list: typeof moves) => list.reduce((total, { amount }) => total + amount, 0)
  return [
    { label: 'explain.in', value: sum(came) },
    { label: 'explain.out', value: sum(went) },
    { label: 'explain.left', value: holding.total, total: true },
    ...conditions
      .slice(1)
      .filter((condition) => holding[condition] !== 0)
      .map((condition) => ({ label: `explain.${condition}`, value: holding[condition] })),
  ]
}

/** Kinds of things a school keeps, by item page. */
export const measuresOf: Measures = {
  count: { items: (record) => (record.heads.length > 0 ? 1 : 0) },
  show: [{ measure: 'items' }],
}
