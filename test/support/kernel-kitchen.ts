/** A school that feeds its pupils by the Uttar Pradesh pack, and short ways to fill its meal registers in tests. */
import type { Body } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'
import type { Table } from '#kernel/define/sheet.ts'
import { packs } from '#packs/index.ts'
import { mealGrain } from '#systems/meal-grain/meal-grain.ts'
import { mealMonth } from '#systems/meal-month/meal-month.ts'
import { meals } from '#systems/meals/meals.ts'
import { Book, type Said, type Told } from './kernel-book.ts'
import { head, uuid } from './kernel-context.ts'
import { enrol, mark } from './kernel-school.ts'

type Row = { level?: string; enrolled?: number; present?: number; ate: number }

const { rates, weekly, yearStart } = packs['up-basic']!.pack

/** Pupils 1…n in class 4 and, in a composite school, 101…100+m in class 7; today is a Thursday. */
export function kitchen({ today = '2026-11-12', primary = 4, upper = 0, ...world }: Kitchen = {}): Book {
  const groups = upper > 0 ? ['4-A', '7-A'] : ['4-A']
  const book = new Book({ today, weekly, rates, groups, yearStart, ...world })
  for (let n = 1; n <= primary; n++) enrol(book, n, { on: '2026-04-01', group: '4-A' })
  for (let n = 101; n <= 100 + upper; n++) enrol(book, n, { on: '2026-04-01', group: '7-A' })
  return book
}

type Kitchen = { today?: Day; primary?: number; upper?: number } & NonNullable<ConstructorParameters<typeof Book>[0]>

/** A class sheet with the first so many of a class present. */
export const come = (book: Book, on: Day, present: number, of = 4, group = '4-A', first = 1): Told =>
  mark(book, on, group, Object.fromEntries(Array.from({ length: of }, (_, i) => [first + i, i < present ? 'P' : 'A'])))

export const mealPage = (on: Day, rows: readonly Row[], changes: Body = {}): Body => ({
  on,
  outcome: 'cooked',
  levels: rows.map((row) => ({ level: 'primary', enrolled: 4, present: row.ate, ...row })),
  ...changes,
})

/** A day's page: what ate, as many present unless the row says otherwise. */
export const serve = (book: Book, on: Day, rows: readonly Row[] | number, changes: Body = {}, said: Said = {}): Told =>
  book.take(meals, 'enter', mealPage(on, typeof rows === 'number' ? [{ ate: rows }] : rows, changes), {
    by: head,
    ...said,
  })

let slips = 0x5000

export const grain = (book: Book, on: Day, kind: string, grams: number, changes: Body = {}, said: Said = {}): Told =>
  book.take(
    mealGrain,
    'enter',
    { slip: uuid(slips++), on, kind, grain: 'wheat', level: 'primary', amount: grams, ...changes },
    { by: head, ...said },
  )

/** The lines of a sheet: what each row says after its name, by label, the rows of a heading under it. */
export function linesOf(table: Table): Map<string, readonly unknown[]> {
  const lines = new Map<string, readonly unknown[]>()
  let under = ''
  for (const { cells, tone } of table.rows) {
    const [name, ...rest] = cells
    const label = typeof name === 'object' && name && 'label' in name ? name.label.replace('cells.', '') : String(name)
    if (tone === 'sum' && rest.every((cell) => cell === null)) under = label
    else
      lines.set(
        lines.has(label) || under ? `${under} ${label}`.trim() : label,
        rest.map((cell) => (typeof cell === 'object' && cell && 'amount' in cell ? cell.amount : cell)),
      )
  }
  return lines
}

/** The PM POSHAN form of a month as the registers stand. */
export const form = (book: Book, month: string): Map<string, readonly unknown[]> =>
  linesOf(mealMonth.sheets['form']!.table(book.context(mealMonth, head), { month }))

/** The list of what does not agree: label, here, there. */
export const findings = (book: Book, month: string): (readonly unknown[])[] =>
  meals.sheets['anomalies']!.table(book.context(meals, head), { month }).rows.map(({ cells }) => {
    const [on, finding, ...figures] = cells
    return [on, (finding as { label: string }).label, ...figures]
  })
