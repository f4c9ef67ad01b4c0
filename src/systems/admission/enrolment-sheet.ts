import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import { enrolledOn, unique, type Enrolled } from '../common/enrolled.ts'

const CATEGORIES = ['GEN', 'OBC', 'SC', 'ST', undefined]
const SEXES = ['boy', 'girl', 'other']

type Column = { head: Cell; sub?: Cell; tone?: 'sum'; counts: (one: Enrolled) => boolean }

/** The enrolment return: how many of each class on a day, by social category and sex; categories nobody has are left out. */
export const enrolment: Sheet = {
  params: ['day'],
  table: (context, { day }): Table => {
    const all = enrolledOn(context.records('pupils'), day!)
    const columns = columnsFor(all)
    const row = (label: Cell, some: readonly Enrolled[]): Table['rows'][number] => ({
      cells: [label, ...columns.map((column) => some.filter(column.counts).length)],
    })
    return {
      title: { label: 'sheets.enrolment' },
      columns: [
        { head: { label: 'cells.class' }, tone: 'name' },
        ...columns.map(({ head, sub, tone }) => ({
          head,
          ...(sub !== undefined && { sub }),
          ...(tone && { tone }),
          align: 'end' as const,
        })),
      ],
      rows: [
        ...unique(all.map((one) => one.grade)).map((grade) =>
          row(
            { field: 'group', value: grade },
            all.filter((one) => one.grade === grade),
          ),
        ),
        { ...row({ label: 'cells.total' }, all), tone: 'sum' as const },
      ],
    }
  },
}

function columnsFor(all: readonly Enrolled[]): Column[] {
  const sexes = SEXES.filter((sex) => sex !== 'other' || all.some((one) => one.sex === 'other'))
  const known = CATEGORIES.filter((category) => all.some((one) => one.category === category))
  // Where nobody's category is kept, a column that says so for everybody tells nothing.
  const categories = known.some((category) => category !== undefined) ? known : []
  return [
    ...categories.flatMap((category) =>
      sexes.map((sex): Column => ({
        head: category === undefined ? { label: 'cells.notStated' } : { label: `choices.category.${category}` },
        sub: { label: `choices.sex.${sex}` },
        counts: (one) => one.category === category && one.sex === sex,
      })),
    ),
    ...sexes.map((sex): Column => ({
      head: { label: 'cells.total' },
      sub: { label: `choices.sex.${sex}` },
      tone: 'sum',
      counts: (one) => one.sex === sex,
    })),
    { head: { label: 'cells.total' }, tone: 'sum', counts: () => true },
  ]
}
