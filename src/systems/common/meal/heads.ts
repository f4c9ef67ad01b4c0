import type { Context } from '#kernel/define/context.ts'
import type { Day } from '#kernel/rule/day.ts'
import { presentOn, sheetsOn } from '../presence.ts'
import { rollsOn } from '../roll.ts'
import { levelOf, levelsHere, type Level } from './level.ts'

/** Pupils of a level on a day as the other registers count them; `sheets` of `sections` classes have been taken. */
export type Heads = { level: Level; enrolled: number; present: number; sheets: number; sections: number }

/** Counted once, never typed twice: enrolled from the admission register, present from the class sheets of the day. */
export function headsOn(context: Context, day: Day): Heads[] {
  const rolls = rollsOn(context.records('pupils'), day)
  const sheets = sheetsOn(context.records('sheets'), day)
  const present = presentOn(sheets.values())
  return levelsHere(context, day).map((level) => {
    const groups = [...rolls.keys()].filter((group) => levelOf(context, group, day) === level)
    const pupils = groups.flatMap((group) => [...rolls.get(group)!])
    return {
      level,
      enrolled: pupils.length,
      present: pupils.filter((pupil) => present.has(pupil)).length,
      sheets: groups.filter((group) => sheets.has(group)).length,
      sections: groups.length,
    }
  })
}
