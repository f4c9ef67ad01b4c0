import type { Context } from '#kernel/define/context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import { isIn, isOut } from '../common/stock.ts'

/** Every page of a month in order, as the day book of the store: value is quantity by rate. */
export const journalSheet: Sheet = {
  params: ['month'],
  table: (context: Context, { month }): Table => {
    const names = new Map(context.records('items').map((item) => [item.stream, item.body['name'] as Name]))
    const pages = context
      .records('moves')
      .filter(({ heads, body }) => heads.length > 0 && String(body['on']).startsWith(month!))
      .sort((a, b) => (keyOf(a.body) < keyOf(b.body) ? -1 : 1))
    return {
      title: { label: 'sheets.journal' },
      columns: [
        { head: { label: 'fields.no' }, align: 'end' },
        { head: { label: 'fields.on' } },
        { head: { label: 'fields.item' }, tone: 'name' },
        { head: { label: 'fields.what' } },
        { head: { label: 'fields.bill' } },
        { head: { label: 'cells.in' }, align: 'end' },
        { head: { label: 'cells.out' }, align: 'end' },
        { head: { label: 'fields.unit' } },
        { head: { label: 'fields.rate' }, align: 'end' },
        { head: { label: 'cells.value' }, align: 'end' },
        { head: { label: 'fields.party' } },
        { head: { label: 'cells.initials' } },
      ],
      rows: pages.map(({ body, stream }) => {
        const quantity = Number(body['quantity'])
        const rate = typeof body['rate'] === 'number' ? body['rate'] : undefined
        return {
          open: { stream },
          cells: [
            Number(body['no'] ?? 0),
            String(body['on']),
            names.get(String(body['item'])) ?? '',
            { label: `choices.what.${String(body['what'])}` },
            String(body['bill'] ?? body['slip'] ?? body['resolution'] ?? body['fir'] ?? ''),
            isIn(body['what']) ? quantity : null,
            isOut(body['what']) ? quantity : null,
            { label: `choices.unit.${String(body['unit'])}` },
            rate === undefined ? null : { field: 'rate', value: rate },
            rate === undefined ? null : { field: 'rate', value: rate * quantity },
            String(body['party'] ?? body['school'] ?? ''),
            null,
          ],
        }
      }),
    }
  },
}

const keyOf = (body: { readonly [key: string]: unknown }): string =>
  `${String(body['on'])} ${String(body['no'] ?? 0).padStart(7, '0')}`
