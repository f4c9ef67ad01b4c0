import type { Record } from '#kernel/entry/record.ts'
import { classCodes } from '#kernel/rule/ordinal.ts'
import type { Day } from '#kernel/rule/day.ts'
import { rollsOn } from './roll.ts'

/** A pupil of a class on a day, with what returns count by. */
export type Enrolled = { pupil: Record; group: string; grade: string; sex: string; category: string | undefined }

/** The class of a section: `4` of `4-A`. */
export const gradeOf = (group: string): string => group.slice(0, Math.max(0, group.lastIndexOf('-'))) || group

/** Everybody on the rolls of a day, class by class. */
export function enrolledOn(pupils: readonly Record[], day: Day): Enrolled[] {
  const byId = new Map(pupils.map((pupil) => [pupil.stream, pupil]))
  return [...rollsOn(pupils, day)]
    .flatMap(([group, ids]) =>
      [...ids].map((id): Enrolled => {
        const pupil = byId.get(id)!
        const category = pupil.body['category'] as string | undefined
        return { pupil, group, grade: gradeOf(group), sex: String(pupil.body['sex']), category }
      }),
    )
    .sort((a, b) => byGrade(a.grade, b.grade))
}

/** Classes in the order of school, not of the alphabet: pre-primary, 1, 2 … 10. */
export const byGrade = (a: string, b: string): number =>
  classCodes.indexOf(a as never) - classCodes.indexOf(b as never) || (a < b ? -1 : a > b ? 1 : 0)

export const unique = <T>(list: readonly T[]): T[] => [...new Set(list)]
