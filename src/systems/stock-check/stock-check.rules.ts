import type { Context } from '#kernel/define/context.ts'
import type { Expected } from '#kernel/define/definition.ts'
import type { Measures } from '#kernel/define/measure.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag, refuse, type Verdict } from '#kernel/error.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { yearSpan } from '#kernel/rule/year.ts'
import { countedIn, holdingOf, isBeforeCheck, type CheckRow, type Holding } from '../common/stock.ts'
import { stockOf } from '../common/stock-context.ts'

type Page = { year: string; on: Day; counted: readonly CheckRow[] }

/** One line of a verification beside the book: `differs` is counted less book. */
export type Difference = { row: CheckRow; item: Record; book: Holding; counted: number; differs: number }

/** What the book said on the day of a verification, before it, against what was counted. */
export function differencesOf(page: Page, context: Context): Difference[] {
  const moves = stockOf(context).filter((move) => isBeforeCheck(move, page.on))
  return page.counted.flatMap((row) => {
    const item = context.records('items').find(({ stream, heads }) => stream === row.item && heads.length > 0)
    if (!item) return []
    const book = holdingOf(moves, row.item)
    const counted = countedIn(row, item, page.on).reduce((sum, n) => sum + n, 0)
    return [{ row, item, book, counted, differs: counted - book.total }]
  })
}

/** A page is of the school year of its day, so that there is one each year. */
export function yearFits(page: Page, context: Context) {
  const year = context.yearOf('school-year', page.on)
  return page.year === year || refuse('CHECK_YEAR_WRONG', { year }, '/year')
}

/** Every difference is shown and wants its reason in its line; none is refused, for the count is the truth. */
export function differencesExplained(
  page: Page,
  context: Context,
): true | Verdict<'CHECK_DIFFERS' | 'CHECK_REASON_MISSING'>[] {
  const differing = differencesOf(page, context).filter(({ differs }) => differs !== 0)
  if (differing.length === 0) return true
  const silent = differing.filter(({ row }) => row.note === undefined)
  const sum = (sign: 1 | -1) => differing.reduce((n, { differs }) => n + Math.max(0, differs * sign), 0)
  return [
    flag('CHECK_DIFFERS', { count: differing.length, surplus: sum(1), short: sum(-1) }, '/counted'),
    ...(silent.length > 0 ? [flag('CHECK_REASON_MISSING', { count: silent.length }, '/counted')] : []),
  ]
}

/** Items of which the book has some and which were not counted. */
export function allCounted(page: Page, context: Context) {
  const counted = new Set(page.counted.map(({ item }) => item))
  const moves = stockOf(context)
  const left = context
    .records('items')
    .filter(
      ({ stream, heads }) => heads.length > 0 && !counted.has(stream) && holdingOf(moves, stream, page.on).total !== 0,
    )
  return left.length === 0 || flag('CHECK_ITEMS_LEFT', { count: left.length }, '/counted')
}

/** Days before the end of the school year in which the verification is asked for. */
const ASKED_FROM = 60

/** In the last weeks of the school year the verification is due, until its page is there. */
export function expectedCheck(context: Context, day: Day): Expected[] {
  const year = context.yearOf('school-year', day)
  const isDue = day >= addDays(yearSpan(year, context.yearStart).to, -ASKED_FROM)
  const hasGoods = context.records('items').some(({ heads }) => heads.length > 0)
  const by = yearSpan(year, context.yearStart).to
  return isDue && hasGoods ? [{ stream: year, preset: { year }, label: { year }, by }] : []
}

/** Pieces counted, those found in need of repair or beyond it, and lines that did not agree. */
export const measuresOf: Measures = {
  count: {
    done: ({ heads }) => (heads.length > 0 ? 1 : 0),
    lines: (page) => rowsIn(page).length,
    differing: (page, context) =>
      page.heads.length === 0
        ? 0
        : differencesOf(page.body as unknown as Page, context).filter(({ differs }) => differs !== 0).length,
    counted: (page) =>
      rowsIn(page).reduce(
        (sum, { good, repair, unserviceable }) => sum + good + (repair ?? 0) + (unserviceable ?? 0),
        0,
      ),
    unserviceable: (page) => rowsIn(page).reduce((sum, { unserviceable }) => sum + (unserviceable ?? 0), 0),
  },
  show: [
    { measure: 'differing', of: 'lines' },
    { measure: 'unserviceable', of: 'counted' },
  ],
}

const rowsIn = (page: Record): readonly CheckRow[] =>
  page.heads.length > 0 ? ((page.body['counted'] ?? []) as readonly CheckRow[]) : []

/** A new verification has a line for everything the book has, without figures: what is there is counted, not copied. */
export function allItems(context: Context): { year: string; counted: { item: string }[] } {
  const moves = stockOf(context)
  const items = context
    .records('items')
    .filter(({ stream, heads }) => heads.length > 0 && holdingOf(moves, stream).total !== 0)
    .sort((a, b) => Number(a.body['no'] ?? 0) - Number(b.body['no'] ?? 0))
  return { year: context.yearOf('school-year', context.today), counted: items.map(({ stream }) => ({ item: stream })) }
}
