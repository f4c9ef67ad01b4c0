import type { Sheet, Table } from '#kernel/define/sheet.ts'
import { daysOfMonth } from '#kernel/rule/day.ts'
import { inBook, plain } from '../common/letters.ts'

/** The despatch book of a month in the columns of the paper one. */
export const despatch: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const days = daysOfMonth(month!)
    const letters = new Map(context.records('letters').map((letter) => [letter.stream, letter]))
    return {
      title: { label: 'sheets.despatch' },
      columns: [
        { head: { label: 'fields.no' }, align: 'end' },
        { head: { label: 'fields.on' } },
        { head: { label: 'fields.to' }, tone: 'name' },
        { head: { label: 'fields.subject' } },
        { head: { label: 'fields.mode' } },
        { head: { label: 'fields.memo' } },
        { head: { label: 'fields.fileNo' } },
        { head: { label: 'fields.enclosures' }, align: 'end' },
        { head: { label: 'cells.answers' } },
        { head: { label: 'fields.deliveredOn' } },
      ],
      rows: inBook(context.records('sent'), days[0]!, days.at(-1)!).map((letter) => ({
        open: { stream: letter.stream },
        cells: [
          plain(letter.body['no']) ?? { label: 'cells.comes' },
          ...['on', 'to', 'subject'].map((name) => plain(letter.body[name])),
          { field: 'mode', value: letter.body['mode'] },
          ...['memo', 'fileNo', 'enclosures'].map((name) => plain(letter.body[name])),
          plain(letters.get(String(letter.body['answers'] ?? ''))?.body['no']),
          letter.state === 'cancelled' ? { label: 'states.cancelled' } : plain(letter.body['deliveredOn']),
        ],
        ...(letter.state === 'cancelled' && { tone: 'struck' as const }),
      })),
    }
  },
}
