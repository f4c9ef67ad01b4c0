import type { Record as Folded } from '../entry/record.ts'
import type { Definition } from './definition.ts'
import type { Cell, Table } from './sheet.ts'
import { fieldOf } from './value-text.ts'

export type RegisterColumn = { head: Cell; field: string; tone?: 'name'; align?: 'start' | 'end' }

const NUMBERS = ['count', 'money', 'mass']
const HIDDEN_REFS = ['record', 'entry']

/**
 * The columns of a whole register as it lies on paper: a field each, in the order of the form, then what steps add.
 * Facts about people are for the office that keeps the page; exports for others leave them out.
 */
export function registerColumns(definition: Definition, isOwn: boolean): RegisterColumn[] {
  const added = Object.values(definition.steps).flatMap((step) => [
    ...Object.keys(step.fields),
    ...Object.keys(step.assigns),
  ])
  const names = [...new Set([...Object.keys(definition.fields), ...added])]
  return names.flatMap((name): RegisterColumn[] => {
    const field = fieldOf(definition, name)
    if (field?.options['self'] || HIDDEN_REFS.includes(field?.options['target'] as string)) return []
    if (field?.isPrivate && !isOwn) return []
    const isNumber = field === undefined || NUMBERS.includes(field.kind)
    return [
      {
        head: { label: `fields.${name}` },
        field: name,
        ...(field?.kind === 'name' && name === definition.list[0] && { tone: 'name' as const }),
        ...(isNumber && { align: 'end' as const }),
      },
    ]
  })
}

/** The cells of one page in those columns, behind its state. */
export const registerCells = (record: Folded, columns: readonly RegisterColumn[]): Cell[] => [
  ...columns.map(({ field }): Cell => ({ field, value: valueOf(record, field) })),
  { label: `states.${record.state}` },
]

/** A cancelled page still shows what was written on it, struck out. */
const valueOf = (record: Folded, field: string): unknown => record.body[field] ?? record.heads[0]?.body[field]

/** The whole register of a time as one table: serial number, every field, state; columns that nobody filled are left out. */
export function registerTable(definition: Definition, records: readonly Folded[], isOwn: boolean): Table {
  const columns = registerColumns(definition, isOwn).filter(
    ({ field }) => records.length === 0 || records.some((record) => valueOf(record, field) !== undefined),
  )
  return {
    title: { label: 'title' },
    columns: [
      { head: { label: 'paper.row' }, align: 'end' },
      ...columns.map(({ head, tone, align }) => ({ head, ...(tone && { tone }), ...(align && { align }) })),
      { head: { label: 'paper.state' } },
    ],
    rows: records.map((record, i) => ({
      open: { stream: record.stream },
      cells: [i + 1, ...registerCells(record, columns)],
      ...(record.state === 'cancelled' && { tone: 'struck' as const }),
    })),
  }
}
