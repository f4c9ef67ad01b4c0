import type { Context } from '#kernel/define/context.ts'
import { daysOfMonth, type Month } from '#kernel/rule/day.ts'
import { ledgersOf, type Ledger } from '../common/meal/ledger.ts'
import { movesOfCash, movesOfGrain, movesOfMeals, movesOfPay } from '../common/meal/moves.ts'

/** The accounts of a month: grain in grams, money in paisa. */
export type Books = { grain: ReadonlyMap<string, Ledger>; money: ReadonlyMap<string, Ledger> }

/** Every account of meals over a month, summed from the pages and stored nowhere. */
export function booksOf(context: Context, month: Month): Books {
  const days = daysOfMonth(month)
  const span = [days[0]!, days.at(-1)!] as const
  const meals = movesOfMeals(context.records('pages'), context)
  const isGrain = ({ account }: { account: string }) => /^(wheat|rice|millet)\//.test(account)
  return {
    grain: ledgersOf([...movesOfGrain(context.records('grain')), ...meals.filter(isGrain)], ...span),
    money: ledgersOf(
      [
        ...movesOfCash(context.records('cash')),
        ...movesOfPay(context.records('pays')),
        ...meals.filter((move) => !isGrain(move)),
      ],
      ...span,
    ),
  }
}

/** What the books say should stand at the bank: all heads of money together. */
export const bookBalance = (money: ReadonlyMap<string, Ledger>): number =>
  [...money.values()].reduce((sum, ledger) => sum + ledger.closing, 0)
