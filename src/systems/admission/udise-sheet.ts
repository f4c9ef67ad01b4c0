import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Day } from '#kernel/rule/day.ts'
import { enrolledOn, type Enrolled } from '../common/enrolled.ts'

/**
 * How the pack maps the register to UDISE+ (section 4, enrolment by social category): a dated row, so that each year's
 * form is a new row and not a new program. `items` gives the code of each category, `sexes` the endings of the columns.
 */
type Mapping = {
  version: string
  group: number
  items: { readonly [category: string]: number }
  sexes: { readonly [sex: string]: string }
  grades: readonly string[]
}

const mappingOn = (context: Context, day: Day): Mapping | undefined => context.rate<Mapping>('udise.enrolment', day)

const isFor = (context: Context): boolean => mappingOn(context, context.today) !== undefined

/**
 * Enrolment in the columns of UDISE+: a row per social category, a column per class and sex. The first column makes a
 * file that is sent twice count once. Pupils who do not fit are named on the sheet of gaps, never guessed.
 */
export const udise: Sheet = {
  params: ['day'],
  isFor,
  table: (context, { day }): Table => {
    const mapping = mappingOn(context, day!)
    const all = enrolledOn(context.records('pupils'), day!)
    const left = mapping ? all.filter((one) => gapOf(one, mapping)).length : all.length
    const columns = mapping ? gradeColumns(mapping) : []
    return {
      title: { label: 'sheets.udise' },
      columns: [
        ...['key', 'udise_code', 'ac_year', 'mapping', 'item_group', 'item_id'].map((head) => ({ head })),
        ...columns.map(({ head }) => ({ head, align: 'end' as const })),
      ],
      rows: Object.entries(mapping?.items ?? {}).map(([category, item]) => ({
        cells: [
          `${context.office.code}+R2+${day}`,
          context.office.code,
          context.yearOf('school-year', day!),
          mapping!.version,
          mapping!.group,
          item,
          ...columns.map(
            ({ grade, sex }) =>
              all.filter((one) => one.category === category && one.grade === grade && one.sex === sex).length,
          ),
        ],
      })),
      notes: [{ label: 'cells.udiseLeft', facts: { count: left, all: all.length } }],
    }
  },
}

/** Who is missing from the file and what the register lacks about her: to be corrected before it is sent. */
export const udiseGaps: Sheet = {
  params: ['day'],
  isFor,
  table: (context, { day }): Table => {
    const mapping = mappingOn(context, day!)
    return {
      title: { label: 'sheets.udiseGaps' },
      columns: [
        { head: { label: 'fields.no' }, align: 'end' },
        { head: { label: 'fields.name' }, tone: 'name' },
        { head: { label: 'fields.group' } },
        { head: { label: 'cells.gap' } },
      ],
      rows: enrolledOn(context.records('pupils'), day!).flatMap((one) => {
        const gap = mapping && gapOf(one, mapping)
        const { body, stream } = one.pupil
        return gap ? [{ open: { stream }, cells: [Number(body['no'] ?? 0), body['name'] as Name, one.group, gap] }] : []
      }),
    }
  },
}

function gapOf({ category, sex, grade }: Enrolled, mapping: Mapping): Cell | undefined {
  if (category === undefined) return { label: 'cells.gapCategory' }
  if (!(category in mapping.items)) return { label: 'cells.gapCategoryCode' }
  if (!(sex in mapping.sexes)) return { label: 'cells.gapSex' }
  return mapping.grades.includes(grade) ? undefined : { label: 'cells.gapClass' }
}

const gradeColumns = ({ grades, sexes }: Mapping): { head: string; grade: string; sex: string }[] =>
  grades.flatMap((grade) =>
    Object.entries(sexes).map(([sex, ending]) => ({
      head: `c${grade === 'pre' ? 'pp' : grade}_${ending}`,
      grade,
      sex,
    })),
  )
