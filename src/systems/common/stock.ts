/**
 * The stock kernel: what the pages of the item, stock, distribution and verification registers say of goods, as moves
 * of accounts. Balances are computed from moves whenever somebody looks; none is stored.
 */
import type { Record } from '#kernel/entry/record.ts'
import { balances, running, type Move } from '#kernel/rule/account.ts'
import type { Day } from '#kernel/rule/day.ts'
import { factorsOf, unitOn } from './units.ts'

export const conditions = ['good', 'repair', 'unserviceable'] as const
export type Condition = (typeof conditions)[number]

/** A move of goods: an account is an item in a condition; `page` is what says so. */
export type StockMove = Move & { item: string; condition: Condition; what: string; page: Record }

/** Everything that stock is computed from, each list as a check or sheet finds it in its context. */
export type StockPages = {
  items: readonly Record[]
  moves: readonly Record[]
  checks: readonly Record[]
  sets: readonly Record[]
}

/** Kinds of stock entry by what they do to the balance. */
export const comesIn = ['opening', 'receipt', 'donation', 'return', 'transfer-in'] as const
export const goesOut = ['issue', 'transfer-out', 'write-off', 'theft'] as const
export const isIn = (what: unknown): boolean => (comesIn as readonly unknown[]).includes(what)
export const isOut = (what: unknown): boolean => (goesOut as readonly unknown[]).includes(what)

const isWritten = ({ heads }: Record): boolean => heads.length > 0

/** All moves of goods at a school, in the order of the book. */
export function movesOf(pages: StockPages): StockMove[] {
  const items = new Map(pages.items.filter(isWritten).map((item) => [item.stream, item]))
  const written = [
    ...pages.moves.filter(isWritten).flatMap((page) => movesOfPage(page, items)),
    ...pages.sets.filter(isWritten).flatMap((page) => movesOfSets(page, items)),
  ]
  return verified(written, pages.checks.filter(isWritten), items)
}

/** What a page of the stock register moves, in the present unit of its item; a page in an unknown unit moves nothing. */
export function movesOfPage(page: Record, items: ReadonlyMap<string, Record>): StockMove[] {
  const { item, on, what, quantity, unit, condition, becomes } = page.body
  const found = items.get(String(item))
  const factor = found && factorsOf(found).get(String(unit))
  if (factor === undefined) return []
  const amount = Number(quantity) * factor
  const from = (condition ?? (what === 'write-off' ? 'unserviceable' : 'good')) as Condition
  const order = `${what === 'write-off' ? 4 : 1} ${page.stream}`
  const at = { item: String(item), day: String(on), order, what: String(what), page }
  if (what === 'condition')
    return [moveOf(at, from, -amount), ...(becomes ? [moveOf(at, becomes as Condition, amount)] : [])]
  return [moveOf(at, from, isIn(what) ? amount : -amount)]
}

/** Sets that a class was given, on the day on which each pupil got hers. */
export function movesOfSets(page: Record, items: ReadonlyMap<string, Record>): StockMove[] {
  const item = items.get(String(page.body['item']))
  if (!item) return []
  return [...daysGiven(page)].map(([day, count]) =>
    moveOf(
      { item: item.stream, day, order: `2 ${page.stream}`, what: 'distribution', page },
      'good',
      -count * (factorsOf(item).get(unitOn(item, day)) ?? 1),
    ),
  )
}

/** Sets that a mark stands for: none, one, or a second one. */
export const setsOf = (mark: unknown): number => (mark === 'G' ? 1 : mark === 'S' ? 2 : 0)

/** Sets given by day: a later tap adds what it gives more; one that takes back a mistake takes it from the last day. */
function daysGiven(page: Record): Map<Day, number> {
  const days = new Map<Day, number>()
  const given = new Map<string, Day[]>()
  const sayings = [page.heads[0]!.body, ...page.acts.filter(({ step }) => step === 'more').map((act) => act.given)]
  for (const { on, marks } of sayings)
    for (const [pupil, mark] of Object.entries((marks ?? {}) as { [pupil: string]: string })) {
      const had = given.get(pupil) ?? []
      const sets = setsOf(mark)
      given.set(pupil, [...had.slice(0, sets), ...Array<Day>(Math.max(0, sets - had.length)).fill(String(on))])
    }
  for (const day of [...given.values()].flat()) days.set(day, (days.get(day) ?? 0) + 1)
  return days
}

/**
 * Physical verification on top of what was written: goods found in another condition move to it, a surplus is taken on
 * the book on that day, a shortage stays on the book until the committee writes it off or a late page explains it.
 */
function verified(written: readonly StockMove[], checks: readonly Record[], items: ReadonlyMap<string, Record>) {
  let all = [...written]
  const inOrder = [...checks].sort((a, b) => (String(a.body['on']) < String(b.body['on']) ? -1 : 1))
  for (const page of inOrder) {
    const day = String(page.body['on'])
    const before = balances(all.filter((move) => isBeforeCheck(move, day)))
    for (const row of rowsOf(page)) {
      const found = items.get(row.item)
      if (!found) continue
      const counted = countedIn(row, found, day)
      const at = { item: row.item, day, order: `3 ${page.stream}`, what: 'check', page }
      const book = conditions.map((condition) => before.get(accountOf(row.item, condition)) ?? 0)
      const surplus = Math.max(0, sum(counted) - sum(book))
      const short = Math.max(0, sum(book) - sum(counted))
      const wanted = [counted[0]! + short, counted[1]!, counted[2]!]
      all = [
        ...all,
        ...conditions
          .map((condition, i) =>
            moveOf({ ...at, what: surplus > 0 ? 'surplus' : 'check' }, condition, wanted[i]! - book[i]!),
          )
          .filter((move) => move.amount !== 0),
      ]
    }
  }
  return running(all)
}

/** What a verification of a day finds on the book: all of that day too, but what was written off because of it. */
export const isBeforeCheck = (move: Move, day: Day): boolean =>
  move.day < day || (move.day === day && String(move.order) < '3')

/** A line of a verification. */
export type CheckRow = { item: string; good: number; repair?: number; unserviceable?: number; note?: string }

export const rowsOf = (page: Record): readonly CheckRow[] => (page.body['counted'] ?? []) as readonly CheckRow[]

/** What was counted of an item in each condition, in its present unit. */
export function countedIn(row: CheckRow, item: Record, day: Day): [number, number, number] {
  const factor = factorsOf(item).get(unitOn(item, day)) ?? 1
  return [row.good * factor, (row.repair ?? 0) * factor, (row.unserviceable ?? 0) * factor]
}

export const accountOf = (item: string, condition: string): string => `${item} ${condition}`

const moveOf = (
  at: Pick<StockMove, 'item' | 'day' | 'order' | 'what' | 'page'>,
  condition: Condition,
  amount: number,
): StockMove => ({ ...at, condition, amount, account: accountOf(at.item, condition) })

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)

/** What a school has of an item: in all and by condition. */
export type Holding = { total: number } & { [C in Condition]: number }

/** What a school has of one item up to a day, or now. */
export function holdingOf(moves: readonly StockMove[], item: string, upTo: Day = '9999-12-31'): Holding {
  const sums = balances(moves.filter((move) => move.item === item && move.day <= upTo))
  const [good, repair, unserviceable] = conditions.map((condition) => sums.get(accountOf(item, condition)) ?? 0)
  return { good: good!, repair: repair!, unserviceable: unserviceable!, total: good! + repair! + unserviceable! }
}
