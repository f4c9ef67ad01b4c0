import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import { daysOfMonth, type Day } from '#kernel/rule/day.ts'
import { cooksIn } from '../common/meal/cooks.ts'
import { ledgerOf, together, type Ledger } from '../common/meal/ledger.ts'
import { levels, levelOf, levelsHere, type Level } from '../common/meal/level.ts'
import { grains } from '../common/meal/menu.ts'
import { accountOf, type Part } from '../common/meal/moves.ts'
import { isServed, sumOf, usedOf, type MealPage, type Used } from '../common/meal/page.ts'
import { schoolDays } from '../common/presence.ts'
import { rollsOn } from '../common/roll.ts'
import { bookBalance, booksOf } from './books.ts'

/**
 * The PM POSHAN monthly form: a line per figure, a column per level of the school and one for all. Every figure is the
 * sum of day pages and books, to the gram and the paisa.
 */
export const monthForm: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const days = daysOfMonth(month!)
    const pages = context
      .records('pages')
      .filter(
        ({ heads, body }) => heads.length > 0 && days.includes(String(body['on'])) && body['levels'] !== undefined,
      )
      .map(({ body }) => body as MealPage)
    const written = pages.flatMap((page) => page.levels.map((row) => row.level))
    const here = levels.filter((level) => levelsHere(context, days[0]!).includes(level) || written.includes(level))
    return {
      title: { label: 'sheets.form' },
      columns: [
        { head: { label: 'cells.line' }, tone: 'name' },
        ...here.map((level) => ({ head: LEVELS[level], align: 'end' as const })),
        { head: { label: 'cells.all' }, tone: 'sum', align: 'end' },
      ],
      rows: [
        ...dayRows(context, days, pages, here),
        ...grainRows(context, month!, here),
        ...moneyRows(context, month!, here),
        ...otherRows(context, month!, here),
      ],
    }
  },
}

type Row = Table['rows'][number]

const LEVELS: { readonly [L in Level]: Cell } = {
  balvatika: { label: 'cells.balvatika' },
  primary: { label: 'cells.primary' },
  upper: { label: 'cells.upper' },
}
const PARTS: readonly (readonly [Part | 'closing', Cell])[] = [
  ['opening', { label: 'cells.opening' }],
  ['received', { label: 'cells.received' }],
  ['used', { label: 'cells.used' }],
  ['spoiled', { label: 'cells.spoiled' }],
  ['short', { label: 'cells.short' }],
  ['lent', { label: 'cells.lent' }],
  ['closing', { label: 'cells.closing' }],
]
const MONEY_PARTS: readonly (readonly [Part | 'closing', Cell])[] = [
  ['opening', { label: 'cells.opening' }],
  ['received', { label: 'cells.received' }],
  ['used', { label: 'cells.spent' }],
  ['lent', { label: 'cells.returned' }],
  ['closing', { label: 'cells.closing' }],
]
const GRAINS = { wheat: { label: 'cells.wheat' }, rice: { label: 'cells.rice' }, millet: { label: 'cells.millet' } }
const HEADS = { cost: { label: 'cells.cost' }, fruit: { label: 'cells.fruit' }, snack: { label: 'cells.snack' } }
const CAUSES = {
  cook: { label: 'cells.noCook' },
  ingredients: { label: 'cells.noIngredients' },
  transport: { label: 'cells.noTransport' },
  other: { label: 'cells.noOther' },
}

const kg = (amount: number): Cell => ({ amount, unit: 'gram' })
const money = (amount: number): Cell => ({ amount, unit: 'paisa' })
const headRow = (here: readonly Level[], name: Cell): Row => ({
  tone: 'sum',
  cells: [name, ...here.map(() => null), null],
})
const whole = (here: readonly Level[], name: Cell, value: Cell): Row => ({
  cells: [name, ...here.map(() => null), value],
})

function dayRows(context: Context, days: readonly Day[], pages: readonly MealPage[], here: readonly Level[]): Row[] {
  const served = pages.filter((page) => isServed(page.outcome))
  const open = schoolDays(context, days)
  const rows = pages.flatMap((page) => page.levels.map((row) => ({ ...row, isFed: isServed(page.outcome) })))
  const used = pages.flatMap((page) => usedOf(page, context))
  const rolls = rollsOn(context.records('pupils'), days.at(-1)! < context.today ? days.at(-1)! : context.today)
  const enrolled = (level: Level) =>
    [...rolls].reduce(
      (sum, [group, pupils]) => sum + (levelOf(context, group, days[0]!) === level ? pupils.size : 0),
      0,
    )
  const perLevel = (name: Cell, value: (level: Level) => number, write: (n: number) => Cell = (n) => n): Row => {
    const values = here.map(value)
    return { cells: [name, ...values.map(write), write(values.reduce((a, b) => a + b, 0))] }
  }
  const ofLevel = <R extends { level: Level }>(list: readonly R[], level: Level) =>
    list.filter((r) => r.level === level)
  return [
    whole(here, { label: 'cells.schoolDays' }, open.length),
    whole(here, { label: 'cells.servedDays' }, served.length),
    whole(
      here,
      { label: 'cells.daysWithoutPage' },
      open.filter((day) => !pages.some((page) => page.on === day)).length,
    ),
    ...Object.entries(CAUSES).map(([cause, name]) =>
      whole(here, name, pages.filter((page) => !isServed(page.outcome) && page.cause === cause).length),
    ),
    perLevel({ label: 'cells.enrolled' }, enrolled),
    perLevel({ label: 'cells.presentSum' }, (level) => sumOf(ofLevel(rows, level), 'present')),
    perLevel({ label: 'cells.meals' }, (level) => sumOf(ofLevel(used, level), 'ate')),
    perLevel(
      { label: 'cells.milk' },
      (level) => sumOf(ofLevel<Used>(used, level), 'milk'),
      (amount) => ({ amount, unit: 'ml' }),
    ),
  ]
}

function ledgerRows(
  ledgers: readonly Ledger[],
  parts: readonly (readonly [Part | 'closing', Cell])[],
  write: (n: number) => Cell,
): Row[] {
  const all = together(ledgers)
  return parts.map(([part, name]) => {
    const values = [...ledgers, all].map((ledger) => ledger[part])
    return {
      cells: [name, ...values.map(write)],
      tones: [undefined, ...values.map((value) => (part === 'closing' && value < 0 ? 'bad' : undefined))],
    }
  })
}

function grainRows(context: Context, month: string, here: readonly Level[]): Row[] {
  const { grain } = booksOf(context, month)
  return grains.flatMap((item) => {
    const ledgers = here.map((level) => ledgerOf(grain, accountOf(item, level)))
    const isMoved = here.some((level) => grain.has(accountOf(item, level)))
    return isMoved ? [headRow(here, GRAINS[item]), ...ledgerRows(ledgers, PARTS, kg)] : []
  })
}

function moneyRows(context: Context, month: string, here: readonly Level[]): Row[] {
  const { money: books } = booksOf(context, month)
  const rows = (['cost', 'fruit', 'snack'] as const).flatMap((item) => {
    const ledgers = here.map((level) => ledgerOf(books, accountOf(item, level)))
    const isMoved = here.some((level) => books.has(accountOf(item, level)))
    return isMoved ? [headRow(here, HEADS[item]), ...ledgerRows(ledgers, MONEY_PARTS, money)] : []
  })
  const pay = ledgerOf(books, 'honorarium')
  return [
    ...rows,
    headRow(here, { label: 'cells.honorarium' }),
    ...MONEY_PARTS.map(([part, name]) => whole(here, name, money(pay[part]))),
  ]
}

function otherRows(context: Context, month: string, here: readonly Level[]): Row[] {
  const said = context.records('months').find((record) => record.heads.length > 0 && record.stream === month)?.body
  const bank = said?.['bank']
  const book = bookBalance(booksOf(context, month).money)
  const incidents = context
    .records('incidents')
    .filter(({ heads, body }) => heads.length > 0 && String(body['on']).startsWith(month)).length
  const given = (name: string): Cell => (said === undefined ? { label: 'cells.notSaid' } : (said[name] as number))
  return [
    headRow(here, { label: 'cells.others' }),
    whole(here, { label: 'cells.cooks' }, cooksIn(context.records('cooks'), month).length),
    whole(here, { label: 'cells.ifaGirls' }, given('ifaGirls')),
    whole(here, { label: 'cells.ifaBoys' }, given('ifaBoys')),
    whole(here, { label: 'cells.inspections' }, given('inspections')),
    whole(here, { label: 'cells.incidents' }, incidents),
    whole(here, { label: 'cells.bookBalance' }, money(book)),
    whole(here, { label: 'cells.bankBalance' }, typeof bank === 'number' ? money(bank) : { label: 'cells.notSaid' }),
    whole(here, { label: 'cells.difference' }, typeof bank === 'number' ? money(bank - book) : null),
  ]
}
