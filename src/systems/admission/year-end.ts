import type { Context } from '#kernel/define/context.ts'
import type { Record } from '#kernel/entry/record.ts'
import { daysBetween, type Day } from '#kernel/rule/day.ts'
import { classCodes, type ClassCode } from '#kernel/rule/ordinal.ts'
import { spellsOf } from '../common/roll.ts'
import { PROMOTE_AHEAD } from './admission.rules.ts'

/**
 * What a whole class moves to at year end: the next class in the same section, or its first one, from the first day of
 * the school year that is about to begin or has just begun; in the middle of a year, from today.
 */
export function nextClass(group: string, context: Context): { group?: string; from: Day } {
  const cut = group.lastIndexOf('-')
  const next = classCodes[classCodes.indexOf(group.slice(0, cut) as ClassCode) + 1]
  const groups = context.options('groups').filter((one) => next !== undefined && one.startsWith(`${next}-`))
  const chosen = groups.find((one) => one === `${next}${group.slice(cut)}`) ?? groups[0]
  return { ...(chosen !== undefined && { group: chosen }), from: turnOfYear(context) }
}

/** Whoever has come into the class with the new year is not promoted out of it again, in whatever order classes go. */
export const hasMoved = (record: Record, context: Context): boolean =>
  (spellsOf(record).at(-1)?.from ?? '') >= turnOfYear(context)

/** A whole class that has gone through the school leaves it. */
export const completed = (): { cause: string } => ({ cause: 'completed' })

/** The first day of the school year that is nearest, within the time in which classes are made up; else today. */
function turnOfYear({ today, yearStart }: Context): Day {
  const year = Number(today.slice(0, 4))
  const starts = [`${year}-${yearStart}`, `${year + 1}-${yearStart}`]
  return starts.find((day) => Math.abs(daysBetween(today, day)) <= PROMOTE_AHEAD) ?? today
}
