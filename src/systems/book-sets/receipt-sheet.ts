import type { Context } from '#kernel/define/context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import { rollOn } from '../common/roll.ts'
import { setsFor } from './book-sets.rules.ts'

/** The list that pupils or guardians sign when they receive their sets, with what was ticked. */
export const receiptSheet: Sheet = {
  params: ['group', 'day'],
  table: (context: Context, { group, day }): Table => {
    const items = setsFor(group!, context)
    const year = context.yearOf('school-year', day!)
    const pages = items.map((item) =>
      context
        .records('sets')
        .find(({ stream, heads }) => heads.length > 0 && stream === `${item.stream}/${group!}/${year}`),
    )
    return {
      title: { label: 'sheets.receipt' },
      columns: [
        { head: { label: 'cells.roll' }, align: 'end' },
        { head: { label: 'cells.name' }, tone: 'name' },
        ...items.map((item) => ({ head: item.body['name'] as Name, align: 'center' as const })),
        { head: { label: 'cells.sign' } },
      ],
      rows: rollOn(context.records('pupils'), day!, group!).map((pupil, i) => ({
        cells: [
          Number(pupil.body['roll'] ?? i + 1),
          pupil.body['name'] as Name,
          ...pages.map((page) => {
            const mark = (page?.body['marks'] as { [pupil: string]: string } | undefined)?.[pupil.stream]
            return mark === undefined ? null : { label: `choices.marks.${mark}.short` }
          }),
          null,
        ],
      })),
    }
  },
}
