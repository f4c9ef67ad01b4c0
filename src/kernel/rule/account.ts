/** Running accounts of goods and money: balances are summed from what moved, whatever the order in which it was told. */
import type { Day } from './day.ts'

/**
 * One movement of an account: in whole units (grams, paisa, pieces), positive in and negative out. `order` settles the
 * order of one day (the office's sequence, or an id), so that every device shows the same running balance.
 */
export type Move = { account: string; day: Day; order: string | number; amount: number }

/** The balance of every account that moved, up to and including a day (all of them without one). */
export function balances(moves: readonly Move[], until?: Day): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { account, day, amount } of moves)
    if (until === undefined || day <= until) sums.set(account, exact((sums.get(account) ?? 0) + amount))
  return sums
}

/** The moves in the order of the book, each with the balance of its account after it. */
export function running<M extends Move>(moves: readonly M[]): (M & { balance: number })[] {
  const sums = new Map<string, number>()
  return [...moves].sort(byBook).map((move) => {
    const balance = exact((sums.get(move.account) ?? 0) + move.amount)
    sums.set(move.account, balance)
    return { ...move, balance }
  })
}

const byBook = (a: Move, b: Move): number => compare(a.day, b.day) || compare(a.order, b.order)

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

/** Throws before a sum leaves the whole numbers that a double holds exactly. */
function exact(sum: number): number {
  if (!Number.isSafeInteger(sum)) throw new RangeError('ACCOUNT_NOT_WHOLE')
  return sum
}
