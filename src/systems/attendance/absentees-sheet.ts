import type { Context } from '#kernel/define/context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { isThere } from '../common/presence.ts'

/**
 * Pupils absent on the last days in a row, longest first. Closed days and days without a sheet neither count nor
 * break the row; leave does not count as absence but does break it. Names are never struck off by this.
 */
export const absentees: Sheet = {
  params: ['day'],
  table: (context, { day }): Table => {
    const least = context.rate('attendance.consecutiveDays', day!) ?? 3
    const rows = context
      .records('pupils')
      .filter((pupil) => pupil.state === 'enrolled')
      .map((pupil) => ({ pupil, ...absentInARow(context, pupil, day!) }))
      .filter((row) => row.days >= least)
      .sort((a, b) => b.days - a.days || (a.pupil.stream < b.pupil.stream ? -1 : 1))
    return {
      title: { label: 'sheets.absentees', facts: { least } },
      columns: [
        { head: { label: 'cells.name' }, tone: 'name' },
        { head: { label: 'fields.group' } },
        { head: { label: 'cells.daysAbsent' }, tone: 'sum', align: 'end' },
        { head: { label: 'cells.since' } },
      ],
      rows: rows.map(({ pupil, days, since }) => ({
        open: { stream: pupil.stream },
        cells: [pupil.body['name'] as Name, String(pupil.body['group']), days, since ?? null],
      })),
    }
  },
}

/** How many sheets in a row, back from a day, mark the pupil absent, and the first of them. */
export function absentInARow(context: Context, pupil: Record, day: Day): { days: number; since?: Day } {
  const marks = marksOf(context, pupil.stream)
  let days = 0
  let since: Day | undefined
  for (let on = day; on >= addDays(day, -90); on = addDays(on, -1)) {
    const mark = marks.get(on)
    if (mark === undefined || !context.dayView(on).open) continue
    if (mark !== 'A') break
    days += 1
    since = on
  }
  return { days, ...(since && { since }) }
}

const indexes = new WeakMap<object, Map<string, Map<Day, string>>>()

function marksOf(context: Context, pupil: string): ReadonlyMap<Day, string> {
  const sheets = context.records('sheets')
  let index = indexes.get(sheets)
  if (!index) {
    index = new Map()
    for (const sheet of sheets) {
      if (sheet.state !== 'entered') continue
      for (const [id, mark] of Object.entries(sheet.body['marks'] as { [pupil: string]: string })) {
        const ofPupil = index.get(id) ?? new Map<Day, string>()
        const on = String(sheet.body['on'])
        // On the sheets of two classes one who was there is not absent.
        index.set(id, isThere(ofPupil.get(on)) ? ofPupil : ofPupil.set(on, mark))
      }
    }
    indexes.set(sheets, index)
  }
  return index.get(pupil) ?? new Map()
}
