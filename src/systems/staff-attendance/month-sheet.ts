import type { Sheet, Table } from '#kernel/define/sheet.ts'
import { daysOfMonth } from '#kernel/rule/day.ts'
import { letterOf, toneOf } from './mark-cell.ts'
import { isLeave, peopleOn, PersonDays, type DayMark } from './person-days.ts'

type Sum = { label: string; is: (mark: DayMark) => boolean }

const SUMS: readonly Sum[] = [
  { label: 'sums.present', is: (mark) => mark === 'P' || mark === 'T' || mark === 'H' },
  { label: 'sums.late', is: (mark) => mark === 'T' },
  { label: 'sums.casual', is: (mark) => mark === 'CL' },
  { label: 'sums.leave', is: (mark) => isLeave(mark) && mark !== 'CL' },
  { label: 'sums.duty', is: (mark) => mark === 'D' },
  { label: 'sums.excused', is: (mark) => mark === 'E' },
  { label: 'sums.absent', is: (mark) => mark === 'A' },
  { label: 'sums.open', is: (mark) => mark === 'open' || mark === 'N' },
  { label: 'sums.days', is: (mark) => mark !== 'free' && mark !== 'none' },
]

/**
 * The month's statement: a row for each person who was posted here on any day, a column for each day, and how often
 * she was there, late, on leave, on duty, excused and absent. It says nothing of pay.
 */
export const monthSheet: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const days = daysOfMonth(month!)
    const known = new PersonDays(context)
    const people = peopleOn(context, days)
    return {
      title: { label: 'sheets.month' },
      columns: [
        { head: { label: 'cells.no' }, align: 'end' },
        { head: { label: 'cells.id' } },
        { head: { label: 'cells.name' }, tone: 'name' },
        ...days.map((day) => ({
          head: Number(day.slice(8)),
          align: 'center' as const,
          ...(!context.dayView(day).open && { tone: 'off' as const }),
        })),
        ...SUMS.map(({ label }) => ({ head: { label }, tone: 'sum' as const, align: 'end' as const })),
      ],
      rows: people.map((who, i) => {
        const marks = days.map((day) => known.markOf(who, day))
        return {
          cells: [
            i + 1,
            who.code ?? null,
            who.names,
            ...marks.map(letterOf),
            ...SUMS.map(({ is }) => marks.filter(is).length),
          ],
          tones: [undefined, undefined, undefined, ...marks.map(toneOf)],
        }
      }),
      notes: [{ label: 'cells.legend' }, { label: 'cells.noPay' }],
    }
  },
}
