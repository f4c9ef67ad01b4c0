import type { Context } from '#kernel/define/context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Day } from '#kernel/rule/day.ts'
import { holdingOf, isIn, isOut } from '../common/stock.ts'
import { stockOf } from '../common/stock-context.ts'

const classes = ['fixed', 'consumable', 'sports', 'free']

/** What the school has of everything on a day: in, out, balance and condition, the list taken round at verification. */
export const balanceSheet: Sheet = {
  params: ['day'],
  table: (context: Context, { day }): Table => {
    const items = context.records('items').filter((item) => item.heads.length > 0)
    return {
      title: { label: 'sheets.balance' },
      columns: [
        { head: { label: 'fields.no' }, align: 'end' },
        { head: { label: 'fields.name' }, tone: 'name' },
        { head: { label: 'fields.class' } },
        { head: { label: 'fields.unit' } },
        { head: { label: 'explain.in' }, align: 'end' },
        { head: { label: 'explain.out' }, align: 'end' },
        { head: { label: 'explain.left' }, tone: 'sum', align: 'end' },
        { head: { label: 'explain.repair' }, align: 'end' },
        { head: { label: 'explain.unserviceable' }, align: 'end' },
        { head: { label: 'cells.counted' } },
      ],
      rows: [...items].sort(byClass).map((item) => rowOf(item, context, day!)),
      notes: [{ label: 'cells.balanceNote' }],
    }
  },
}

function rowOf(item: Record, context: Context, day: Day): Table['rows'][number] {
  const moves = stockOf(context).filter((move) => move.item === item.stream && move.day <= day)
  const holding = holdingOf(moves, item.stream)
  const sum = (isOne: (what: string) => boolean) =>
    moves.reduce((total, { what, amount }) => (isOne(what) ? total + Math.abs(amount) : total), 0)
  return {
    open: { stream: item.stream },
    cells: [
      Number(item.body['no'] ?? 0),
      item.body['name'] as Name,
      { label: `choices.class.${String(item.body['class'])}` },
      { label: `choices.unit.${String(item.body['unit'])}` },
      sum((what) => isIn(what) || what === 'surplus'),
      sum((what) => isOut(what) || what === 'distribution'),
      holding.total,
      holding.repair || null,
      holding.unserviceable || null,
      null,
    ],
    ...(holding.total < 0 && { tones: Array.from({ length: 10 }, (_, i) => (i === 6 ? 'bad' : undefined)) }),
  }
}

const byClass = (a: Record, b: Record): number =>
  classes.indexOf(String(a.body['class'])) - classes.indexOf(String(b.body['class'])) ||
  Number(a.body['no'] ?? 0) - Number(b.body['no'] ?? 0)
