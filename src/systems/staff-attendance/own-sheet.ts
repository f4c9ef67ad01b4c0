import type { Sheet, Table } from '#kernel/define/sheet.ts'
import { daysOfMonth } from '#kernel/rule/day.ts'
import { toneOf, wordOf } from './mark-cell.ts'
import { peopleOn, PersonDays } from './person-days.ts'
import { timeCells, timeColumns } from './time-cells.ts'

/** A person's own month, which nobody has to be asked for: each working day with all that is written about it. */
export const ownSheet: Sheet = {
  params: ['month'],
  isOwn: true,
  table: (context, { month }): Table => {
    const days = daysOfMonth(month!)
    const known = new PersonDays(context)
    const me = peopleOn(context, days).find(({ person }) => person === context.actor.person)
    const worked = me ? days.filter((day) => !['none', 'free'].includes(known.markOf(me, day))) : []
    return {
      title: { label: 'sheets.own' },
      columns: [{ head: { label: 'fields.on' } }, ...timeColumns],
      rows: worked.map((day) => {
        const mark = known.markOf(me!, day)
        const page = known.pageOf(me!.person, day)
        return {
          cells: [day, ...timeCells(context, page, wordOf(mark))],
          tones: [undefined, undefined, undefined, toneOf(mark)],
          ...(page && { open: { stream: page.stream } }),
        }
      }),
    }
  },
}
