import type { Role } from '#kernel/define/who.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Pack, PackOffice } from '#kernel/pack.ts'
import type { Day } from '#kernel/rule/day.ts'
import type { NameBook } from './name-book.ts'
import type { SchoolPlan } from './school-plan.ts'
import type { DemoDeclared, DemoLeave } from './world.ts'

/** Who stands above the schools; `also` is a second post in additional charge. */
export type OfficerPlan = {
  key: string
  office: string
  kind: string
  sex: 'female' | 'male'
  username: string
  also?: { office: string; kind: string; of: string }
}

/** What makes one country's demonstration different from another's. */
export type LandPlan = {
  pack: Pack
  zone: number
  offices: readonly PackOffice[]
  schools: readonly SchoolPlan[]
  /** The office the schools stand under, and where on the map. */
  parent: string
  around: readonly [lat: number, lon: number]
  reach: number
  /** The end of user names: `teacher.pabna`. */
  town: string
  names: NameBook
  /** Pupils in a class section on average. */
  size: number
  teachers: { least: number; most: number }
  headKind: (school: number) => string
  teacherKind: (teacher: number) => string
  officers: readonly OfficerPlan[]
  /** The officer who decides for heads and for long leave. */
  nearest: string
  /** The first birth day of class 1 in a school year that starts on the given day. */
  bornFrom: (yearStart: Day) => Day
  entry: { group: string; class: number; days: number }
  categories: readonly (readonly ['GEN' | 'OBC' | 'SC' | 'ST', number])[]
  /** The day closed late for all, counted back in school days, and a day one school closed of itself. */
  shut: {
    back: number
    at: number
    officer: string
    page: Pick<DemoDeclared, 'cause' | 'title' | 'note' | 'office'>
    /** Schools that had already taken sheets when the word came. */
    marked: readonly number[]
  }
  ownShut: { back: number; school: number; page: Pick<DemoDeclared, 'cause' | 'title' | 'note'> }
  leaveNotes: Readonly<Record<DemoLeave['ground'], string>>
  reasons: Readonly<Record<'return' | 'refuse', string>>
}

export type PostTitle = { kind: string; role: Role; title: Name }

/** The role and title that a kind of post has in the pack. */
export function postKind(pack: Pack, kind: string): PostTitle {
  const found = pack.posts.find((post) => post.id === kind)
  if (!found) throw new Error(`POST_KIND_UNKNOWN: ${kind}`)
  return { kind, role: found.role, title: found.title }
}
