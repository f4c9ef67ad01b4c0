import type { Context } from '#kernel/define/context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import { differencesOf } from './stock-check.rules.ts'

/** A verification line by line: book, counted by condition, surplus or shortage, and the reason that was given. */
export const differenceSheet: Sheet = {
  params: ['page'],
  table: (context: Context, { page }): Table => {
    const check = context.records('checks').find(({ stream, heads }) => stream === page && heads.length > 0)
    const lines = check ? differencesOf(check.body as never, context) : []
    return {
      title: { label: 'sheets.difference' },
      columns: [
        { head: { label: 'cells.no' }, align: 'end' },
        { head: { label: 'fields.counted.item' }, tone: 'name' },
        { head: { label: 'cells.book' }, align: 'end' },
        { head: { label: 'fields.counted.good' }, align: 'end' },
        { head: { label: 'fields.counted.repair' }, align: 'end' },
        { head: { label: 'fields.counted.unserviceable' }, align: 'end' },
        { head: { label: 'cells.surplus' }, align: 'end' },
        { head: { label: 'cells.short' }, align: 'end' },
        { head: { label: 'fields.counted.note' } },
      ],
      rows: lines.map(({ row, item, book, differs }) => ({
        cells: [
          Number(item.body['no'] ?? 0),
          item.body['name'] as Name,
          book.total,
          row.good,
          row.repair ?? null,
          row.unserviceable ?? null,
          differs > 0 ? differs : null,
          differs < 0 ? -differs : null,
          row.note ?? null,
        ],
        ...(differs !== 0 && { tones: Array.from({ length: 9 }, (_, i) => (i === 6 || i === 7 ? 'bad' : undefined)) }),
      })),
      notes: [
        {
          label: 'cells.witness',
          facts: { witness: String(check?.body['witness'] ?? '–'), on: String(check?.body['on'] ?? '–') },
        },
      ],
    }
  },
}
