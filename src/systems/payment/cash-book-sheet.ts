import type { Cell, FieldCell, Sheet, Table } from '#kernel/define/sheet.ts'
import { addDays, daysOfMonth, type Day } from '#kernel/rule/day.ts'
import { moneyMoves, purseTotal, type MoneyMove, type Purse } from '../common/money-moves.ts'

const PURSES: readonly Purse[] = ['bank', 'cash', 'limit']

const PURSE_NAMES: { readonly [P in Purse]: Cell } = {
  bank: { label: 'cells.bank' },
  cash: { label: 'cells.cash' },
  limit: { label: 'cells.limit' },
}

/**
 * The cash book of a month as on paper: a line for each movement with what it leaves in bank, in cash and of the limit,
 * between the balances at the month's two ends.
 */
export const cashBook: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const days = daysOfMonth(month!)
    const [first, last] = [days[0]!, days.at(-1)!]
    const moves = moneyMoves(context.records('receipts'), context.records('payments'), context)
    const inMonth = moves.filter((m) => m.day >= first && m.day <= last).sort(byBook)
    // What is left of a limit is not carried into the next year of money.
    const carried = (purse: Purse) =>
      purse === 'limit' && context.yearOf('money-year', first) !== context.yearOf('money-year', addDays(first, -1))
        ? 0
        : purseTotal(purse, moves, addDays(first, -1), context)
    const held = new Map(PURSES.map((purse) => [purse, carried(purse)]))
    const opening = line(first, { label: 'cells.opening' }, null, null, balancesOf(held))
    const lines = inMonth.map((m) => {
      held.set(m.purse, held.get(m.purse)! + m.amount)
      return rowOf(m, held)
    })
    const [received, paid] = [1, -1].map((sign) =>
      inMonth.filter((m) => m.amount * sign > 0).reduce((sum, m) => sum + m.amount * sign, 0),
    )
    const balances = balancesOf(held)
    return {
      title: { label: 'sheets.cashBook' },
      columns: [
        { head: { label: 'fields.on' } },
        { head: { label: 'cells.no' }, align: 'end' },
        { head: { label: 'cells.particulars' }, tone: 'name' },
        { head: { label: 'fields.head' } },
        { head: { label: 'fields.number' } },
        { head: { label: 'cells.received' }, align: 'end' },
        { head: { label: 'cells.paid' }, align: 'end' },
        ...PURSES.map((purse) => ({
          head: { label: 'cells.balance' },
          sub: PURSE_NAMES[purse],
          tone: 'sum' as const,
          align: 'end' as const,
        })),
      ],
      rows: [
        opening,
        ...lines,
        { ...line(last, { label: 'cells.closing' }, amount(received!), amount(paid!), balances), tone: 'sum' },
      ],
      notes: [{ label: 'cells.bankInWords' }, { words: held.get('bank')! }, { label: 'cells.signatures' }],
    }
  },
}

const byBook = (a: MoneyMove, b: MoneyMove): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : Number(a.order) - Number(b.order)

const balancesOf = (held: ReadonlyMap<Purse, number>): Cell[] => PURSES.map((purse) => amount(held.get(purse)!))

const line = (day: Day, what: Cell, received: Cell, paid: Cell, balances: readonly Cell[]): Table['rows'][number] => ({
  cells: [day, null, what, null, null, received, paid, ...balances],
})

function rowOf(m: MoneyMove, held: ReadonlyMap<Purse, number>): Table['rows'][number] {
  const { body, system, stream } = m.record
  const isReceipt = system === 'receipt'
  const particulars: Cell = isReceipt
    ? [body['source'], body['order']].filter(Boolean).join(', ') || { label: 'cells.in' }
    : m.way === 'back'
      ? { label: 'cells.back', facts: { payee: String(body['payee']) } }
      : m.way === 'in'
        ? { label: 'cells.drawn' }
        : [body['payee'], body['what']].filter(Boolean).join(': ')
  return {
    cells: [
      m.day,
      typeof body['no'] === 'number' ? body['no'] : null,
      particulars,
      { field: 'head', value: m.head },
      typeof body['number'] === 'string' ? body['number'] : null,
      m.amount > 0 ? amount(m.amount) : null,
      m.amount < 0 ? amount(-m.amount) : null,
      ...PURSES.map((purse) => (purse === m.purse ? amount(held.get(purse)!) : null)),
    ],
    tones: PURSES.reduce<(string | undefined)[]>(
      (tones, purse) => [...tones, held.get(purse)! < 0 ? 'bad' : undefined],
      Array.from({ length: 7 }, () => undefined),
    ),
    ...(!isReceipt && { open: { stream } }),
  }
}

const amount = (value: number): FieldCell => ({ field: 'amount', value })
