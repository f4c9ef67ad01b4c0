import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import { formatMoney } from '#kernel/rule/money.ts'
import type { StockMove } from '../common/stock.ts'
import { stockOf } from '../common/stock-context.ts'

/**
 * The folio of one item as the bound stock register has it (central GFR-22 for fixed, GFR-23 for consumable goods):
 * date, particulars, bill and rate, in, out, balance, condition, initials.
 */
export const folioSheet: Sheet = {
  params: ['page'],
  table: (context: Context, { page }): Table => {
    const item = context.records('items').find(({ stream }) => stream === page)
    const lines = linesOf(stockOf(context).filter((move) => move.item === page))
    let balance = 0
    return {
      title: (item?.body['name'] as Name | undefined) ?? { label: 'sheets.folio' },
      columns: [
        { head: { label: 'cells.date' } },
        { head: { label: 'cells.particulars' }, tone: 'name' },
        { head: { label: 'cells.bill' } },
        { head: { label: 'cells.rate' }, align: 'end' },
        { head: { label: 'explain.in' }, align: 'end' },
        { head: { label: 'explain.out' }, align: 'end' },
        { head: { label: 'explain.left' }, tone: 'sum', align: 'end' },
        { head: { label: 'cells.remark' } },
        { head: { label: 'cells.initials' } },
      ],
      rows: lines.map(({ move, amount }) => {
        balance += amount
        const { body } = move.page
        return {
          cells: [
            move.day,
            WHAT[move.what] ?? '',
            String(body['bill'] ?? body['slip'] ?? ''),
            typeof body['rate'] === 'number' ? formatMoney(body['rate']) : null,
            amount > 0 ? amount : null,
            amount < 0 ? -amount : null,
            balance,
            remarkOf(move),
            null,
          ],
          ...(balance < 0 && { tones: Array.from({ length: 9 }, (_, i) => (i === 6 ? 'bad' : undefined)) }),
        }
      }),
      notes: [{ label: 'cells.folioNote', facts: { no: Number(item?.body['no'] ?? 0) } }],
    }
  },
}

const WHAT: { readonly [what: string]: Cell } = {
  opening: { label: 'cells.what.opening' },
  receipt: { label: 'cells.what.receipt' },
  donation: { label: 'cells.what.donation' },
  return: { label: 'cells.what.return' },
  'transfer-in': { label: 'cells.what.transfer-in' },
  issue: { label: 'cells.what.issue' },
  'transfer-out': { label: 'cells.what.transfer-out' },
  'write-off': { label: 'cells.what.write-off' },
  theft: { label: 'cells.what.theft' },
  condition: { label: 'cells.what.condition' },
  distribution: { label: 'cells.what.distribution' },
  check: { label: 'cells.what.check' },
  surplus: { label: 'cells.what.surplus' },
}

const BECOMES: { readonly [condition: string]: Cell } = {
  good: { label: 'explain.good' },
  repair: { label: 'explain.repair' },
  unserviceable: { label: 'explain.unserviceable' },
}

/** One line for a page and day: goods that only changed their condition make a line without in or out. */
function linesOf(moves: readonly StockMove[]): { move: StockMove; amount: number }[] {
  const lines = new Map<string, { move: StockMove; amount: number }>()
  for (const move of moves) {
    const key = `${move.day} ${move.order}`
    const line = lines.get(key)
    if (line) line.amount += move.amount
    else lines.set(key, { move, amount: move.amount })
  }
  return [...lines.values()]
}

function remarkOf({ page: { body }, what }: StockMove): Cell {
  if (what === 'condition') return BECOMES[String(body['becomes'])] ?? null
  const text = body['party'] ?? body['resolution'] ?? body['fir'] ?? body['note'] ?? body['group']
  return text === undefined ? null : String(text)
}
