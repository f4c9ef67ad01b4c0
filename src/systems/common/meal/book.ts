import type { Cell, Table } from '#kernel/define/sheet.ts'
import { addDays, daysOfMonth, type Month } from '#kernel/rule/day.ts'
import { balances, running } from '#kernel/rule/account.ts'
import type { MealMove, Part } from './moves.ts'

/** The words of a book; each system hands over its own, so that they stand beside it. */
export type BookWords = {
  title: Cell
  on: Cell
  what: Cell
  in: Cell
  out: Cell
  balance: Cell
  forward: Cell
  parts: { readonly [P in Part]: Cell }
  levels: { readonly [level: string]: Cell }
  items: { readonly [item: string]: Cell }
}

type Book = { moves: readonly MealMove[]; month: Month; unit: 'gram' | 'paisa'; words: BookWords }

/** A month of a book account by account: what was brought forward, each movement, and the balance after it. */
export function bookTable({ moves, month, unit, words }: Book): Table {
  const first = `${month}-01`
  const next = addDays(daysOfMonth(month).at(-1)!, 1)
  const before = balances(moves.filter((move) => move.day < first))
  const known = moves.filter((move) => move.day < next)
  const lines = byAccount(running(known))
  const amount = (value: number): Cell => ({ amount: value, unit })
  return {
    title: words.title,
    columns: [
      { head: words.on, tone: 'name' },
      { head: words.what },
      { head: words.in, align: 'end' },
      { head: words.out, align: 'end' },
      { head: words.balance, tone: 'sum', align: 'end' },
    ],
    rows: [...lines.keys()].sort().flatMap((account): Table['rows'] => {
      const [item, level] = account.split('/') as [string, string | undefined]
      const forward = before.get(account) ?? 0
      return [
        { tone: 'sum', cells: [words.items[item]!, level ? words.levels[level]! : null, null, null, null] },
        { cells: [first, words.forward, null, null, amount(forward)], tones: tonesOf(forward) },
        ...lines
          .get(account)!
          .filter(({ day }) => day >= first)
          .map((move) => ({
            cells: [
              move.day,
              words.parts[move.part],
              move.amount > 0 ? amount(move.amount) : null,
              move.amount < 0 ? amount(-move.amount) : null,
              amount(move.balance),
            ],
            tones: tonesOf(move.balance),
          })),
      ]
    }),
  }
}

function byAccount<M extends { account: string }>(moves: readonly M[]): Map<string, M[]> {
  const found = new Map<string, M[]>()
  for (const move of moves) found.set(move.account, [...(found.get(move.account) ?? []), move])
  return found
}

const tonesOf = (balance: number): (string | undefined)[] => [
  undefined,
  undefined,
  undefined,
  undefined,
  balance < 0 ? 'bad' : undefined,
]
