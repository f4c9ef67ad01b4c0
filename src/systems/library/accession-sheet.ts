import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'

/** The accession register as it is bound: every copy by number, struck out where it is gone. */
export const accessionSheet: Sheet = {
  params: [],
  table: (context: Context): Table => {
    const loans = new Map(
      context.records('loans').map(({ state, body }) => [`${state} ${String(body['copy'])}`, state]),
    )
    const loanOf = (copy: string) => loans.get(`out ${copy}`) ?? loans.get(`lost ${copy}`)
    const copies = context.records('copies').filter(({ heads }) => heads.length > 0)
    return {
      title: { label: 'sheets.accession' },
      columns: [
        { head: { label: 'fields.no' }, align: 'end' },
        { head: { label: 'fields.on' } },
        { head: { label: 'fields.name' }, tone: 'name' },
        { head: { label: 'fields.author' } },
        { head: { label: 'fields.publisher' } },
        { head: { label: 'fields.source' } },
        { head: { label: 'fields.bill' } },
        { head: { label: 'fields.price' }, align: 'end' },
        { head: { label: 'cells.remark' } },
      ],
      rows: [...copies]
        .sort((a, b) => Number(a.body['no'] ?? 0) - Number(b.body['no'] ?? 0))
        .map((copy) => {
          const { body, state, stream } = copy
          return {
            open: { stream },
            ...((state !== 'kept' || loanOf(stream) === 'lost') && { tone: 'struck' as const }),
            cells: [
              Number(body['no'] ?? 0),
              String(body['on']),
              body['name'] as Name,
              String(body['author'] ?? ''),
              String(body['publisher'] ?? ''),
              { label: `choices.source.${String(body['source'])}` },
              String(body['bill'] ?? ''),
              typeof body['price'] === 'number' ? { field: 'price', value: body['price'] } : null,
              remarkOf(copy, loanOf(stream)),
            ],
          }
        }),
    }
  },
}

const remarkOf = ({ state, body }: Record, loan: string | undefined): Cell => {
  if (state === 'withdrawn') return String(body['resolution'] ?? '')
  if (state === 'missing') return { label: 'states.missing' }
  return loan === 'lost' ? { label: 'cells.lost' } : loan === 'out' ? { label: 'cells.lent' } : null
}
