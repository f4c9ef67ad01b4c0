import type { Context } from '#kernel/define/context.ts'
import { flag } from '#kernel/error.ts'
import { levelsHere } from '../common/meal/level.ts'
import type { CashPage } from '../common/meal/moves.ts'

/** Money comes by an order; without its number the receipt cannot be matched above. */
export function orderGiven(page: CashPage & { order?: string }) {
  return page.kind !== 'receipt' || page.order !== undefined || flag('MEALCASH_ORDER_MISSING', {}, '/order')
}

export function levelHere(page: CashPage, context: Context) {
  const here = levelsHere(context, page.on)
  return here.length === 0 || here.includes(page.level) || flag('MEALCASH_LEVEL_FOREIGN', {}, '/level')
}
