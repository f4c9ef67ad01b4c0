import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { isThere } from '../common/presence.ts'
import { rollsOn } from '../common/roll.ts'

type Sheet = { on: Day; group: string; marks: Readonly<{ [pupil: string]: string }> }

/** Pupils on a sheet must be of this school; one who is not in this class on this day is kept and marked. */
export function theirOwn(sheet: Sheet, context: Context) {
  const roll = rollOf(context, sheet.on, sheet.group)
  const strangers = Object.keys(sheet.marks).filter((pupil) => !roll.has(pupil))
  if (strangers.length === 0) return true
  const known = new Set(context.records('pupils').map((pupil) => pupil.stream))
  const foreign = strangers.filter((pupil) => !known.has(pupil))
  if (foreign.length > 0) return refuse('ATTENDANCE_PUPIL_FOREIGN', { count: foreign.length }, `/marks/${foreign[0]!}`)
  return flag('ATTENDANCE_NOT_ON_ROLL', { count: strangers.length }, `/marks/${strangers[0]!}`)
}

/** A pupil of the roll without a mark is no absentee: the sheet says how many are missing. */
export function allMarked(sheet: Sheet, context: Context) {
  let missing = 0
  for (const pupil of rollOf(context, sheet.on, sheet.group)) if (!(pupil in sheet.marks)) missing += 1
  return missing === 0 || flag('ATTENDANCE_UNMARKED', { count: missing }, '/marks')
}

/** A sheet for a closed day is kept and does not count. */
export function dayOpen(sheet: Sheet, context: Context) {
  return context.dayView(sheet.on).open || flag('HOLIDAY', { day: sheet.on }, '/on')
}

/** A pupil marked present in two classes on one day: both sheets are kept, the second says so. */
export function inOneSheet(sheet: Sheet, context: Context) {
  const here = thereOn(sheet.marks)
  let twice = 0
  for (const other of context.records('sheets')) {
    const body = other.body as Partial<Sheet>
    if (body.group === sheet.group || body.on !== sheet.on || !body.marks) continue
    for (const pupil of thereOn(body.marks)) if (here.has(pupil)) twice += 1
  }
  return twice === 0 || flag('ATTENDANCE_IN_TWO_SHEETS', { count: twice }, '/marks')
}

const there = new WeakMap<object, ReadonlySet<string>>()

/** Who is present by a sheet's marks, listed once: each further sheet of the day is compared with it. */
function thereOn(marks: Sheet['marks']): ReadonlySet<string> {
  const known = there.get(marks) ?? new Set(Object.keys(marks).filter((pupil) => isThere(marks[pupil])))
  there.set(marks, known)
  return known
}

/**
 * Present and enrolled of a sheet against the roll of its day. Marks of pupils who were not on that roll are shown but
 * not counted; a closed day and a cancelled sheet count nothing.
 */
export function tally(record: Record, context: Context): { present: number; enrolled: number } {
  const { on, group, marks } = record.body as Partial<Sheet>
  if (record.state !== 'entered' || !on || !group || !marks || !context.dayView(on).open)
    return { present: 0, enrolled: 0 }
  const roll = rollOf(context, on, group)
  let present = 0
  for (const pupil of roll) if (isThere(marks[pupil])) present += 1
  return { present, enrolled: roll.size }
}

const rolls = new WeakMap<object, Map<Day, Map<string, Set<string>>>>()
const nobody: ReadonlySet<string> = new Set()

/** The roll of a class section on a day, computed once for a day and a set of admission records. */
export function rollOf(context: Context, day: Day, group: string): ReadonlySet<string> {
  const pupils = context.records('pupils')
  const byDay = rolls.get(pupils) ?? new Map<Day, Map<string, Set<string>>>()
  rolls.set(pupils, byDay)
  const ofDay = byDay.get(day) ?? rollsOn(pupils, day)
  byDay.set(day, ofDay)
  return ofDay.get(group) ?? nobody
}
