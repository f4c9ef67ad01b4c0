import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'

/** Present or late: late is not absent. */
export const isThere = (mark: string | undefined): boolean => mark === 'P' || mark === 'T'

/** The class sheets of a day that stand, by class section. */
export function sheetsOn(sheets: readonly Record[], day: Day): Map<string, Record> {
  const found = new Map<string, Record>()
  for (const sheet of sheets) {
    if (sheet.heads.length > 0 && sheet.body['on'] === day && sheet.body['marks'])
      found.set(String(sheet.body['group']), sheet)
  }
  return found
}

/** The pupils whom any of these sheets marks present: one on the sheets of two classes is one pupil. */
export function presentOn(sheets: Iterable<Record>): Set<string> {
  const present = new Set<string>()
  for (const sheet of sheets)
    for (const [pupil, mark] of Object.entries(sheet.body['marks'] as { [pupil: string]: string }))
      if (isThere(mark)) present.add(pupil)
  return present
}

/** Days of a month up to today on which school is kept. */
export const schoolDays = (context: Context, days: readonly Day[]): Day[] =>
  days.filter((day) => day <= context.today && context.dayView(day).open)
