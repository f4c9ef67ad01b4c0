import type { Context } from '#kernel/define/context.ts'
import type { Need } from '#kernel/define/definition.ts'
import { movesOf, type StockMove } from './stock.ts'

/** What a definition needs that computes stock. */
export const stockNeeds = {
  items: { system: 'stock-item', of: 'office' },
  moves: { system: 'stock', of: 'office' },
  checks: { system: 'stock-check', of: 'office' },
  sets: { system: 'book-sets', of: 'office' },
} as const satisfies { [name: string]: Need }

const known = new WeakMap<object, { of: readonly unknown[]; moves: readonly StockMove[] }>()

/** All moves of goods at the school of a context, computed once for the same records. */
export function stockOf(context: Context): readonly StockMove[] {
  const pages = {
    items: context.records('items'),
    moves: context.records('moves'),
    checks: context.records('checks'),
    sets: context.records('sets'),
  }
  const of = Object.values(pages)
  const before = known.get(pages.moves)
  if (before && before.of.every((list, i) => list === of[i])) return before.moves
  const moves = movesOf(pages)
  known.set(pages.moves, { of, moves })
  return moves
}
