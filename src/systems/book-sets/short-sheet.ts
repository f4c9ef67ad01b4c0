import type { Context } from '#kernel/define/context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import { levelOf } from '../common/levels.ts'
import { rollOn } from '../common/roll.ts'
import { holdingOf, isIn } from '../common/stock.ts'
import { stockOf } from '../common/stock-context.ts'

/** Sets by class on a day: pupils, received, given, left, and how many more are wanted. */
export const shortSheet: Sheet = {
  params: ['day'],
  table: (context: Context, { day }): Table => {
    const year = context.yearOf('school-year', day!)
    const items = context.records('items').filter(({ heads, body }) => heads.length > 0 && body['class'] === 'free')
    const rows = items
      .map((item) => {
        const level = String(item.body['level'])
        const groups = context.options('groups').filter((group) => levelOf(group) === level)
        const pupils = groups.flatMap((group) => rollOn(context.records('pupils'), day!, group)).length
        const moves = stockOf(context).filter((move) => move.item === item.stream && move.day <= day!)
        const sum = (isOne: (what: string) => boolean) =>
          moves.reduce((total, { what, amount }) => (isOne(what) ? total + amount : total), 0)
        const given = -moves
          .filter(({ what, page }) => what === 'distribution' && page.body['year'] === year)
          .reduce((total, { amount }) => total + amount, 0)
        const left = holdingOf(moves, item.stream).total
        return {
          item,
          pupils,
          received: sum((what) => isIn(what) || what === 'surplus'),
          given,
          left,
          short: pupils - given - left,
        }
      })
      .sort((a, b) => String(a.item.body['level']).localeCompare(String(b.item.body['level']), 'en', { numeric: true }))
    const total = (key: 'pupils' | 'received' | 'given' | 'left') => rows.reduce((sum, row) => sum + row[key], 0)
    const short = rows.reduce((sum, row) => sum + Math.max(0, row.short), 0)
    return {
      title: { label: 'sheets.short' },
      columns: [
        { head: { label: 'fields.item' }, tone: 'name' },
        { head: { label: 'cells.pupils' }, align: 'end' },
        { head: { label: 'cells.received' }, align: 'end' },
        { head: { label: 'cells.given' }, align: 'end' },
        { head: { label: 'cells.left' }, align: 'end' },
        { head: { label: 'cells.short' }, tone: 'sum', align: 'end' },
      ],
      rows: [
        ...rows.map((row) => ({
          cells: [row.item.body['name'] as Name, row.pupils, row.received, row.given, row.left, Math.max(0, row.short)],
          ...(row.short > 0 && { tones: Array.from({ length: 6 }, (_, i) => (i === 5 ? 'bad' : undefined)) }),
        })),
        {
          tone: 'sum' as const,
          cells: [{ label: 'cells.total' }, total('pupils'), total('received'), total('given'), total('left'), short],
        },
      ],
    }
  },
}
