import type { Context } from '#kernel/define/context.ts'
import type { Cell, FieldCell, Sheet, Table } from '#kernel/define/sheet.ts'
import { moneyMoves, type MoneyMove } from '../common/money-moves.ts'
import { moneyYearOf } from '../common/money-year.ts'

type Sums = { carried: number; allotted: number; other: number; spent: number }

/**
 * What each head had and what it spent in a year of money: brought forward, allotted as limit or grant, other receipts,
 * spent, the share spent, and what is left. What is left of a limit lapses with the year.
 */
export const utilisation: Sheet = {
  params: ['year'],
  table: (context, { year }): Table => {
    const span = moneyYearOf(year!, context)
    const moves = moneyMoves(context.records('receipts'), context.records('payments'), context)
    const items = context.list('heads').map((item) => ({ item, sums: sumsOf(item.id, moves, span, context) }))
    const used = items.filter(({ sums }) => Object.values(sums).some((n) => n !== 0))
    const all = used.reduce<Sums>(
      (total, { sums }) => ({
        carried: total.carried + sums.carried,
        allotted: total.allotted + sums.allotted,
        other: total.other + sums.other,
        spent: total.spent + sums.spent,
      }),
      { carried: 0, allotted: 0, other: 0, spent: 0 },
    )
    const lapses = moves
      .filter((m) => m.purse === 'limit' && m.account.endsWith(`/${span}`))
      .reduce((sum, m) => sum + m.amount, 0)
    return {
      title: { label: 'cells.utilisationOf', facts: { year: span } },
      columns: [
        { head: { label: 'fields.head' }, tone: 'name' },
        { head: { label: 'cells.carried' }, align: 'end' },
        { head: { label: 'cells.allotted' }, align: 'end' },
        { head: { label: 'cells.other' }, align: 'end' },
        { head: { label: 'cells.spent' }, align: 'end' },
        { head: { label: 'cells.percent' }, align: 'end' },
        { head: { label: 'cells.left' }, tone: 'sum', align: 'end' },
      ],
      rows: [
        ...used.map(({ item, sums }) => ({ cells: cellsOf(item.names, sums), tones: tonesOf(sums) })),
        ...(used.length === 0
          ? []
          : [{ cells: cellsOf({ label: 'cells.total' }, all), tones: tonesOf(all), tone: 'sum' as const }]),
      ],
      notes: [
        ...(lapses === 0 ? [] : [{ label: 'cells.limitLeft', facts: { paisa: lapses } }]),
        { label: 'cells.signatures' },
      ],
    }
  },
}

/** A head's sums of a year; limits of earlier years have lapsed and are not brought forward. */
export function sumsOf(head: string, moves: readonly MoneyMove[], span: string, context: Context): Sums {
  const sums: Sums = { carried: 0, allotted: 0, other: 0, spent: 0 }
  for (const m of moves) {
    if (m.head !== head) continue
    const year =
      m.purse === 'limit' ? m.account.slice(m.account.lastIndexOf('/') + 1) : context.yearOf('money-year', m.day)
    if (year > span || (year < span && m.purse === 'limit')) continue
    const kind = m.record.body['kind']
    if (year < span) sums.carried += m.amount
    else if (m.record.system === 'payment') sums.spent -= m.amount
    else if (kind === 'limit' || kind === 'grant') sums.allotted += m.amount
    else sums.other += m.amount
  }
  return sums
}

function cellsOf(name: Cell, { carried, allotted, other, spent }: Sums): Cell[] {
  const had = carried + allotted + other
  const tenths = had <= 0 ? undefined : Math.round((spent * 1000) / had)
  return [
    name,
    amount(carried),
    amount(allotted),
    amount(other),
    amount(spent),
    tenths === undefined ? null : `${Math.floor(tenths / 10)}.${Math.abs(tenths % 10)}%`,
    amount(had - spent),
  ]
}

const tonesOf = ({ carried, allotted, other, spent }: Sums): (string | undefined)[] => [
  ...Array.from({ length: 6 }, () => undefined),
  carried + allotted + other < spent ? 'bad' : undefined,
]

const amount = (value: number): FieldCell => ({ field: 'amount', value })
