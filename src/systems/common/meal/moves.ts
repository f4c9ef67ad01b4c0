import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Move } from '#kernel/rule/account.ts'
import type { Day } from '#kernel/rule/day.ts'
import type { Level } from './level.ts'
import type { Grain } from './menu.ts'
import { usedOf, type MealPage } from './page.ts'

/** What a move is in the closing sum: opening + received − used − spoiled − short − lent. */
export const parts = ['opening', 'received', 'used', 'spoiled', 'short', 'lent'] as const
export type Part = (typeof parts)[number]

/** A move on an account of grain (grams) or money (paisa); what goes out is negative. */
export type MealMove = Move & { part: Part }

export const grainKinds = ['receipt', 'opening', 'spoiled', 'lent', 'lent-back', 'borrowed', 'repaid'] as const
export type GrainKind = (typeof grainKinds)[number]

/** A page of the grain book. `amount` is what the paper says, `weighed` what the scale said. */
export type GrainPage = {
  on: Day
  kind: GrainKind
  grain: Grain
  level: Level
  amount: number
  weighed?: number
  with?: string
  cause?: string
}

export const cashHeads = ['cost', 'fruit', 'snack', 'honorarium'] as const
export type CashHead = (typeof cashHeads)[number]
export type CashPage = {
  on: Day
  kind: 'receipt' | 'opening' | 'returned'
  head: CashHead
  level: Level
  amount: number
}

/** The account of a grain or a head of money; the cooks' honorarium is one for the school. */
export const accountOf = (item: Grain | CashHead, level: Level): string =>
  item === 'honorarium' ? item : `${item}/${level}`

const pagesOf = (records: readonly Record[]): readonly Record[] => records.filter((record) => record.heads.length > 0)

/** What the days' meals took from grain and money. */
export function movesOfMeals(meals: readonly Record[], context: Pick<Context, 'rate' | 'dayView'>): MealMove[] {
  return pagesOf(meals).flatMap((record) => {
    const page = record.body as MealPage
    if (!page.on || !page.levels) return []
    return usedOf(page, context).flatMap((used) => {
      const move = (item: Grain | CashHead, amount: number): MealMove[] =>
        amount === 0
          ? []
          : [
              {
                account: accountOf(item, used.level),
                day: page.on,
                order: record.stream,
                amount: -amount,
                part: 'used',
              },
            ]
      return [
        ...(used.grain ? move(used.grain, used.grams) : []),
        ...move('cost', used.cost),
        ...move('fruit', used.fruit),
        ...move('snack', used.snack),
      ]
    })
  })
}

const GRAIN_PARTS: { readonly [K in GrainKind]: readonly [Part, 1 | -1] } = {
  opening: ['opening', 1],
  receipt: ['received', 1],
  spoiled: ['spoiled', -1],
  lent: ['lent', -1],
  'lent-back': ['lent', 1],
  borrowed: ['lent', 1],
  repaid: ['lent', -1],
}

/** Receipts by the paper, what the scale found missing, spoilage and loans. */
export function movesOfGrain(pages: readonly Record[]): MealMove[] {
  return pagesOf(pages).flatMap((record) => {
    const { on, kind, grain, level, amount, weighed } = record.body as GrainPage
    const entry = GRAIN_PARTS[kind]
    if (!entry) return []
    const at = { account: accountOf(grain, level), day: on, order: record.stream }
    const short = kind === 'receipt' && weighed !== undefined ? amount - weighed : 0
    return [
      { ...at, amount: entry[1] * amount, part: entry[0] },
      ...(short === 0 ? [] : [{ ...at, amount: -short, part: 'short' as const }]),
    ]
  })
}

/** Money received for meals and given back. */
export const movesOfCash = (pages: readonly Record[]): MealMove[] =>
  pagesOf(pages).map((record) => {
    const { on, kind, head, level, amount } = record.body as CashPage
    return {
      account: accountOf(head, level),
      day: on,
      order: record.stream,
      amount: kind === 'returned' ? -amount : amount,
      part: kind === 'opening' ? 'opening' : kind === 'returned' ? 'lent' : 'received',
    }
  })

/** Honorarium paid to cooks. */
export const movesOfPay = (pages: readonly Record[]): MealMove[] =>
  pagesOf(pages).map((record) => ({
    account: 'honorarium',
    day: String(record.body['on']),
    order: record.stream,
    amount: -Number(record.body['amount']),
    part: 'used',
  }))
