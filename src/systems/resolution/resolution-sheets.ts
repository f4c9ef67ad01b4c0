import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import { daysBetween } from '#kernel/rule/day.ts'

const columns: Table['columns'] = [
  { head: { label: 'fields.no' }, align: 'end' },
  { head: { label: 'fields.on' } },
  { head: { label: 'fields.subject' }, tone: 'name' },
  { head: { label: 'fields.text' } },
  { head: { label: 'fields.owner' } },
  { head: { label: 'fields.due' } },
]

/** Resolutions that wait to be done, the longest overdue first. */
export const openResolutions: Sheet = {
  params: ['day'],
  table: (context, { day }): Table => ({
    title: { label: 'sheets.open' },
    columns: [...columns, { head: { label: 'cells.overdue' }, tone: 'sum', align: 'end' }],
    rows: context
      .records('resolutions')
      .filter((r) => r.state === 'open' && String(r.body['on']) <= day!)
      .sort((a, b) => (dueOf(a) < dueOf(b) ? -1 : 1))
      .map((r) => {
        const late = typeof r.body['due'] === 'string' ? daysBetween(r.body['due'], day!) : 0
        return {
          open: { stream: r.stream },
          cells: [...cellsOf(r), late > 0 ? late : null],
          tones: [...columns.map(() => undefined), late > 0 ? 'bad' : undefined],
        }
      }),
  }),
}

/** The book of resolutions of a school year in the order of their numbers, with what became of each. */
export const resolutionBook: Sheet = {
  params: ['year'],
  table: (context, { year }): Table => {
    const span = schoolYearOf(year!, context)
    return {
      title: { label: 'cells.bookOf', facts: { year: span } },
      columns: [...columns, { head: { label: 'cells.state' } }],
      rows: context
        .records('resolutions')
        .filter((r) => r.heads.length > 0 && context.yearOf('school-year', String(r.body['on'])) === span)
        .sort((a, b) => Number(a.body['no'] ?? 0) - Number(b.body['no'] ?? 0))
        .map((r) => ({
          open: { stream: r.stream },
          cells: [...cellsOf(r), { label: `states.${r.state}` }],
          ...(r.state === 'dropped' && { tone: 'struck' as const }),
        })),
    }
  },
}

/** The school year that a sheet's `year` means: the one that lies in its December, or today's while it is running. */
const schoolYearOf = (year: string, context: Context): string =>
  context.yearOf('school-year', context.today.slice(0, 4) === year ? context.today : `${year}-12-31`)

const dueOf = (r: Record): string => String(r.body['due'] ?? '9999')

const text = (value: unknown): Cell => (typeof value === 'string' || typeof value === 'number' ? value : null)

const cellsOf = ({ body }: Record): Cell[] =>
  ['no', 'on', 'subject', 'text', 'owner', 'due'].map((field) => text(body[field]))
