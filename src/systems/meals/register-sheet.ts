import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import { daysOfMonth, type Day } from '#kernel/rule/day.ts'
import { ledgerOf, ledgersOf } from '../common/meal/ledger.ts'
import { levelsHere } from '../common/meal/level.ts'
import { accountOf, movesOfGrain, movesOfMeals, type MealMove } from '../common/meal/moves.ts'
import { menuOn } from '../common/meal/menu.ts'
import { isServed, sumOf, usedOf, type MealPage, type Used } from '../common/meal/page.ts'

/**
 * The month page of the meal register as on paper: a line per day and level, with what stood of that day's grain
 * before and after. A school day without a page has a line that says so.
 */
export const registerSheet: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const days = daysOfMonth(month!).filter((day) => day <= context.today)
    const isMixed = levelsHere(context, days[0] ?? context.today).length > 1
    const pages = new Map(
      context
        .records('pages')
        .filter((r) => r.heads.length > 0)
        .map((r) => [r.stream, r.body as Page]),
    )
    const moves = [...movesOfGrain(context.records('grain')), ...movesOfMeals(context.records('pages'), context)]
    const rows = days.flatMap((day) => {
      const page = pages.get(day)
      if (page) return linesOf(page, context, moves, isMixed)
      return context.dayView(day).open && day < context.today ? [missing(day, isMixed)] : []
    })
    const used = [...pages.values()].filter((page) => days.includes(page.on)).flatMap((page) => usedOf(page, context))
    return {
      title: { label: 'sheets.register' },
      columns: [
        { head: { label: 'fields.on' }, tone: 'name' },
        ...(isMixed ? [{ head: { label: 'fields.levels.level' } }] : []),
        ...NUMBERS.map((head) => ({ head, align: 'end' as const })),
        { head: { label: 'fields.dish' } },
        ...GRAIN.map((head) => ({ head, align: 'end' as const })),
        ...MONEY.map((head) => ({ head, align: 'end' as const })),
        { head: { label: 'cells.remark' } },
        { head: { label: 'fields.taster' } },
      ],
      rows: rows.length === 0 ? [] : [...rows, total(used, isMixed)],
      notes: [{ label: 'cells.registerNote' }],
    }
  },
}

type Page = MealPage & { taster?: string }
type Row = Table['rows'][number]

const NUMBERS: readonly Cell[] = [
  { label: 'fields.levels.enrolled' },
  { label: 'fields.levels.present' },
  { label: 'fields.levels.ate' },
]
const GRAIN: readonly Cell[] = [
  { label: 'cells.opening' },
  { label: 'cells.received' },
  { label: 'cells.used' },
  { label: 'cells.lost' },
  { label: 'cells.closing' },
]
const MONEY: readonly Cell[] = [{ label: 'cells.cost' }, { label: 'cells.milk' }, { label: 'cells.fruit' }]

const kg = (grams: number): Cell => ({ amount: grams, unit: 'gram' })
const money = (paisa: number): Cell => ({ amount: paisa, unit: 'paisa' })
const litres = (ml: number): Cell => ({ amount: ml, unit: 'ml' })
const some = (value: number, write: (value: number) => Cell): Cell => (value === 0 ? null : write(value))

function linesOf(page: Page, context: Context, moves: readonly MealMove[], isMixed: boolean): Row[] {
  const used = usedOf(page, context)
  const ledgers = ledgersOf(moves, page.on, page.on)
  return used.map((line, i): Row => {
    const row = page.levels[i]!
    const grain = line.grain && ledgerOf(ledgers, accountOf(line.grain, line.level))
    const isLow = grain !== undefined && grain.closing < 0
    const lost = grain ? grain.spoiled + grain.short + grain.lent : 0
    const cells: Cell[] = [
      page.on,
      ...(isMixed ? [{ label: `choices.levels.level.${line.level}` }] : []),
      row.enrolled,
      row.present,
      row.ate,
      dishOf(page, context),
      ...(grain
        ? [kg(grain.opening), some(grain.received, kg), kg(grain.used), some(lost, kg), kg(grain.closing)]
        : [null, null, null, null, null]),
      some(line.cost, money),
      some(line.milk, litres),
      some(line.fruit + line.snack, money),
      remarkOf(page),
      i === 0 ? (page.taster ?? null) : null,
    ]
    const before = isMixed ? 5 : 4
    return {
      open: { stream: page.on },
      cells,
      tones: cells.map((_, c) =>
        c === before - 1 && row.ate > row.present ? 'bad' : c === before + 5 && isLow ? 'bad' : undefined,
      ),
    }
  })
}

const dishOf = (page: Page, context: Context): Cell =>
  isServed(page.outcome) ? { label: `choices.dish.${page.dish ?? menuOn(context, page.on).dish ?? 'other'}` } : null

const remarkOf = (page: Page): Cell =>
  !isServed(page.outcome) && page.cause
    ? { label: `choices.cause.${page.cause}` }
    : page.outcome !== 'cooked'
      ? { label: `choices.outcome.${page.outcome}` }
      : page.change
        ? { label: `choices.change.${page.change}` }
        : null

function missing(day: Day, isMixed: boolean): Row {
  const blanks = Array.from({ length: 12 + (isMixed ? 1 : 0) }, () => null)
  return {
    cells: [day, ...blanks, { label: 'cells.missing' }, null],
    tones: [undefined, ...blanks.map(() => 'off'), 'wait'],
  }
}

function total(used: readonly Used[], isMixed: boolean): Row {
  return {
    tone: 'sum',
    cells: [
      { label: 'cells.total' },
      ...(isMixed ? [null] : []),
      null,
      null,
      sumOf(used, 'ate'),
      null,
      null,
      null,
      kg(sumOf(used, 'grams')),
      null,
      null,
      money(sumOf(used, 'cost')),
      litres(sumOf(used, 'milk')),
      money(sumOf(used, 'fruit') + sumOf(used, 'snack')),
      null,
      null,
    ],
  }
}
