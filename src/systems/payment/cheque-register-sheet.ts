import type { Context } from '#kernel/define/context.ts'
import type { Cell, FieldCell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'
import { bookOf, leafOf, skippedBefore, spoiledLeaves } from '../common/leaves.ts'
import { moneyYearOf } from '../common/money-year.ts'
import { validUntil } from './instrument.rules.ts'

/**
 * The register of payment advices and cheques of a year: each instrument with what became of it, the leaves that were
 * spoiled, and those that were passed over. Whatever is past its days and unpaid is marked, and a person says so.
 */
export const chequeRegister: Sheet = {
  params: ['year'],
  table: (context, { year }): Table => {
    const span = moneyYearOf(year!, context)
    const payments = context.records('payments')
    const drawn = payments.filter(
      (p) => p.body['number'] !== undefined && context.yearOf('money-year', dayOf(p)) === span,
    )
    const books = context.records('books').filter((b) => b.heads.length > 0)
    const rows = [
      ...drawn.map((p) => ({ key: `${dayOf(p)} ${String(p.body['number'])}`, row: rowOf(p, context) })),
      ...books.flatMap((book) => spoiledRows(book, span, context)),
      ...skippedRows(payments, drawn, books),
    ]
    return {
      title: { label: 'cells.chequesOf', facts: { year: span } },
      columns: [
        { head: { label: 'fields.dated' } },
        { head: { label: 'fields.instrument' } },
        { head: { label: 'fields.number' }, align: 'end' },
        { head: { label: 'cells.no' }, align: 'end' },
        { head: { label: 'fields.payee' }, tone: 'name' },
        { head: { label: 'fields.head' } },
        { head: { label: 'fields.amount' }, tone: 'sum', align: 'end' },
        { head: { label: 'cells.state' } },
        { head: { label: 'cells.endedOn' } },
      ],
      rows: rows.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row),
      notes: [{ label: 'cells.signatures' }],
    }
  },
}

const dayOf = (p: Record): Day => String(p.body['dated'] ?? p.body['on'])

function rowOf(p: Record, context: Context): Table['rows'][number] {
  const { body, state } = p
  const isLate = state === 'issued' && body['instrument'] === 'cheque' && context.today > validUntil(dayOf(p), context)
  const ended = ['clearedOn', 'staleOn', 'stoppedOn', 'bouncedOn', 'cancelledOn'].map((f) => body[f]).find(Boolean)
  return {
    cells: [
      dayOf(p),
      { field: 'instrument', value: body['instrument'] },
      String(body['number']),
      typeof body['no'] === 'number' ? body['no'] : null,
      String(body['payee'] ?? ''),
      { field: 'head', value: body['head'] },
      amount(Number(body['amount'] ?? 0)),
      isLate ? { label: 'cells.pastDays' } : { label: `states.${state}` },
      typeof ended === 'string' ? ended : null,
    ],
    tones: [...Array.from({ length: 7 }, () => undefined), isLate ? 'wait' : undefined],
    ...(state === 'cancelled' && { tone: 'struck' as const }),
    open: { stream: p.stream },
  }
}

/** Leaves that were spoiled in the year. */
function spoiledRows(book: Record, span: string, context: Context): { key: string; row: Table['rows'][number] }[] {
  return book.acts
    .filter((act) => act.step === 'spoil' && spoiledLeaves(book).includes(Number(act.given['leaf'])))
    .filter((act) => context.yearOf('money-year', String(act.given['spoiledOn'])) === span)
    .map((act) => bare(String(act.given['leaf']), { label: 'cells.spoiled' }, String(act.given['spoiledOn']), 'struck'))
}

/** Leaves that stand before one that was drawn this year, and of which nobody has said anything. */
function skippedRows(
  payments: readonly Record[],
  drawn: readonly Record[],
  books: readonly Record[],
): { key: string; row: Table['rows'][number] }[] {
  const highest = new Map<string, number>()
  for (const leaf of drawn.map(leafOf)) {
    const book = leaf === undefined ? undefined : bookOf(leaf, books)
    if (leaf !== undefined && book) highest.set(book.stream, Math.max(leaf, highest.get(book.stream) ?? 0))
  }
  return [...highest.values()]
    .flatMap((leaf) => skippedBefore(leaf, books, payments))
    .map((leaf) => bare(String(leaf), { label: 'cells.skipped' }, null))
}

const bare = (
  number: string,
  state: Cell,
  day: Day | null,
  tone?: 'struck',
): { key: string; row: Table['rows'][number] } => ({
  key: `${day ?? '9'} ${number}`,
  row: {
    cells: [day, { field: 'instrument', value: 'cheque' }, number, null, null, null, null, state, null],
    tones: [...Array.from({ length: 7 }, () => undefined), tone ? undefined : 'bad'],
    ...(tone && { tone }),
  },
})

const amount = (value: number): FieldCell => ({ field: 'amount', value })
