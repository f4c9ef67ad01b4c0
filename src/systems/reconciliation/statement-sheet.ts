import type { Cell, FieldCell, Sheet, Table } from '#kernel/define/sheet.ts'
import { sidesOf, type Page } from './reconciliation.rules.ts'

/** The bank reconciliation statement of a month as the accountant writes it. */
export const statement: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const { book, uncleared, expected, limit } = sidesOf(month!, context)
    const page = context.records('pages').find((r) => r.stream === month && r.heads.length > 0)?.body as
      Page | undefined
    const row = (what: Cell, money: number | undefined, tone?: 'sum'): Table['rows'][number] => ({
      cells: [what, null, null, money === undefined ? null : paisa(money)],
      ...(tone && { tone }),
    })
    const named = page?.differences ?? []
    const gap = page && page.bank - expected - named.reduce((sum, { amount }) => sum + amount, 0)
    return {
      title: { label: 'sheets.statement' },
      columns: [
        { head: { label: 'cells.particulars' }, tone: 'name' },
        { head: { label: 'cells.number' } },
        { head: { label: 'cells.issuedOn' } },
        { head: { label: 'cells.amount' }, tone: 'sum', align: 'end' },
      ],
      rows: [
        row({ label: 'explain.book' }, book),
        ...uncleared.map((p) => ({
          cells: [
            String(p.body['payee']),
            p.body['number'] === undefined ? null : String(p.body['number']),
            String(p.body['issuedOn']),
            paisa(Number(p.body['amount'])),
          ] as Cell[],
        })),
        row({ label: 'explain.expected' }, expected, 'sum'),
        row({ label: 'explain.bank' }, page?.bank),
        ...named.map(({ what, amount }) => ({ cells: [what, null, null, paisa(amount)] as Cell[] })),
        row({ label: 'explain.gap' }, gap, 'sum'),
      ],
      notes: [{ label: 'cells.limit', facts: { paisa: limit } }, { label: 'cells.signatures' }],
    }
  },
}

const paisa = (value: number): FieldCell => ({ field: 'bank', value })
