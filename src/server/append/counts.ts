import type { Context } from '#kernel/define/context.ts'
import type { Definition } from '#kernel/define/definition.ts'
import { STANDING } from '#kernel/define/measure.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'

/** What one record adds to the roll-up: day → measure → number. */
export type Counts = Readonly<Record<Day, Readonly<Record<string, number>>>>

/** The measure that counts records themselves; from it comes how many schools reported. */
export const PAGES = '#'

/**
 * The numbers a record adds now. A cancelled page adds nothing, nor does a page that is due on school days on a day
 * without school: who wrote one has not reported more than others had to.
 */
export function countsOf(definition: Definition, record: Folded, context: Context): Counts {
  const { measures } = definition
  if (!measures || record.heads.length === 0) return {}
  const numbers: Record<string, number> = {}
  for (const name of Object.keys(measures.count)) {
    const value = measures.count[name]!(record, context)
    if (value !== 0) numbers[name] = value
  }
  const days = measures.days?.(record, context) ?? [STANDING]
  const isDaily = definition.expects !== undefined && (measures.per ?? 'day') === 'day'
  const counted = isDaily ? days.filter((day) => context.dayView(day).open) : days
  return Object.fromEntries(counted.map((day) => [day, { ...numbers, [PAGES]: 1 }]))
}

export type Delta = { day: Day; measure: string; delta: number }

/** What changes in the roll-up when a record's numbers go from one state to another. */
export function deltasOf(before: Counts, after: Counts): Delta[] {
  const deltas: Delta[] = []
  for (const day of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[day] ?? {}
    const is = after[day] ?? {}
    for (const measure of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const delta = (is[measure] ?? 0) - (was[measure] ?? 0)
      if (delta !== 0) deltas.push({ day, measure, delta })
    }
  }
  return deltas
}
