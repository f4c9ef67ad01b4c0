import { balances } from '#kernel/rule/account.ts'
import type { Day } from '#kernel/rule/day.ts'
import { parts, type MealMove, type Part } from './moves.ts'

/** An account over some days: each part as a positive number of what the sum adds or takes, and what is left. */
export type Ledger = { readonly [P in Part]: number } & { closing: number }

const blank: Ledger = { opening: 0, received: 0, used: 0, spoiled: 0, short: 0, lent: 0, closing: 0 }

/**
 * The accounts over days from–to: opening is all before them and what was brought forward within. Only sums are
 * taken, so the order in which pages came does not matter; a negative closing is shown as it is.
 */
export function ledgersOf(moves: Iterable<MealMove>, from: Day, to: Day): Map<string, Ledger> {
  const ledgers = new Map<string, { [P in Part | 'closing']: number }>()
  for (const { account, day, amount, part } of moves) {
    if (day > to) continue
    const ledger = ledgers.get(account) ?? { ...blank }
    ledgers.set(account, ledger)
    ledger.closing += amount
    if (day < from || part === 'opening') ledger.opening += amount
    else if (part === 'received') ledger.received += amount
    else ledger[part] -= amount
  }
  return ledgers
}

export const ledgerOf = (ledgers: ReadonlyMap<string, Ledger>, account: string): Ledger => ledgers.get(account) ?? blank

/** Several accounts as one line: the levels of a school together. */
export const together = (all: readonly Ledger[]): Ledger =>
  Object.fromEntries(
    [...parts, 'closing' as const].map((part) => [part, all.reduce((sum, ledger) => sum + ledger[part], 0)]),
  ) as Ledger

/** What is left of an account at the end of a day. */
export const balanceOn = (moves: readonly MealMove[], account: string, day: Day): number =>
  balances(moves, day).get(account) ?? 0
