import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import { letterOf, toneOf, wordOf } from './mark-cell.ts'
import { isAtWork, isLeave, peopleOn, PersonDays } from './person-days.ts'
import { timeCells, timeColumns } from './time-cells.ts'

/** The day's page of an office as the paper register has it: everybody posted here that day, with all columns of R1. */
export const daySheet: Sheet = {
  params: ['day'],
  table: (context, { day }): Table => {
    const days = new PersonDays(context)
    const people = peopleOn(context, [day!])
    const marks = people.map((who) => days.markOf(who, day!))
    const count = (is: (mark: (typeof marks)[number]) => boolean) => marks.filter(is).length
    return {
      title: { label: 'sheets.day' },
      columns: [
        { head: { label: 'cells.no' }, align: 'end' },
        { head: { label: 'cells.id' } },
        { head: { label: 'cells.name' }, tone: 'name' },
        { head: { label: 'cells.post' } },
        ...timeColumns,
      ],
      rows: people.map((who, i) => {
        const page = days.pageOf(who.person, day!)
        const mark = marks[i]!
        const status: Cell = page ? letterOf(mark) : wordOf(mark)
        const cells = [i + 1, who.code ?? null, who.names, who.title, ...timeCells(context, page, status)]
        return {
          cells,
          tones: cells.map((cell) => (cell === status ? toneOf(mark) : undefined)),
          ...(page && { open: { stream: page.stream } }),
        }
      }),
      notes: [
        {
          label: 'cells.summary',
          facts: {
            posted: count((mark) => mark !== 'none' && mark !== 'free'),
            there: count((mark) => isAtWork(mark) && mark !== 'D'),
            late: count((mark) => mark === 'T'),
            leave: count(isLeave),
            duty: count((mark) => mark === 'D'),
            absent: count((mark) => mark === 'A'),
            open: count((mark) => mark === 'open' || mark === 'N'),
          },
        },
        { label: 'cells.place' },
      ],
    }
  },
}
