import type { Role } from '#kernel/define/who.ts'
import type { Name } from '#kernel/field/name.ts'
import type { PackOffice } from '#kernel/pack.ts'
import type { Day } from '#kernel/rule/day.ts'

/** Everything the demonstration shows. Every person, school and mark in it is invented; instants are UTC milliseconds. */
export type DemoWorld = { seed: string; today: Day; lands: readonly DemoLand[]; accounts: readonly DemoAccount[] }

/** One jurisdiction's part: below the offices of its pack come these offices, then the schools. */
export type DemoLand = {
  pack: string
  /** Minutes by which local time is ahead of UTC. */
  zone: number
  /** Offices between the pack's own tree and the schools (a cluster); their parents come first. */
  offices: readonly PackOffice[]
  schools: readonly DemoSchool[]
  people: readonly DemoPerson[]
  posts: readonly DemoPost[]
  postings: readonly DemoPosting[]
  /** The last school days up to today, oldest first. */
  days: readonly Day[]
  declared: readonly DemoDeclared[]
  leaves: readonly DemoLeave[]
}

/** How a school sends its sheets: the one that is late has them arrive two days on. */
export type Habit = 'daily' | 'late' | 'never'

export type DemoSchool = {
  office: PackOffice
  settings: { groups: readonly string[] }
  habit: Habit
  head: string
  /** Who keeps the sheet of each class section: person by group. */
  keepers: Readonly<Record<string, string>>
  /** In order of admission number, which is gapless from 1. */
  pupils: readonly DemoPupil[]
  /** Class sections whose sheet of today has arrived. */
  today: readonly string[]
}

/** `code` is the number by which the service knows somebody; here it is invented. */
export type DemoPerson = { id: string; code: string; names: Name; sex: 'female' | 'male' }

/** A sanctioned seat: `kind` is a post kind of the pack, `office` an office's code. */
export type DemoPost = { id: string; office: string; kind: string; role: Role }

export type DemoPosting = {
  id: string
  post: string
  person: string
  kind: 'regular' | 'acting' | 'additional'
  from: Day
}

export type DemoPupil = {
  id: string
  no: number
  roll: number
  /** The class section now, and since when; before that the one of admission. */
  group: string
  since: Day
  admitted: Day
  admittedTo: string
  names: Name
  mother: Name
  father: Name
  sex: 'girl' | 'boy'
  birth: Day
  proof: 'birth-certificate' | 'hospital' | 'anganwadi' | 'affidavit' | 'none'
  category?: 'GEN' | 'OBC' | 'SC' | 'ST'
}

/** P present, A absent, T late, L leave. */
export type Mark = 'P' | 'A' | 'T' | 'L'

/** One class sheet: `marks` has one letter for each of `pupils`, the roll of that day in roll order. */
export type DemoSheet = {
  day: Day
  group: string
  pupils: readonly DemoPupil[]
  marks: string
  by: string
  takenAt: number
  receivedAt: number
}

/** A day declared closed by an office for itself and all below it; the body of a page of the holiday register. */
export type DemoDeclared = {
  office: string
  on: Day
  kind: 'closed'
  cause: 'flood' | 'fog' | 'reserved' | 'mourning'
  title: Name
  note?: string
  by: string
  at: number
}

export type LeaveState = 'asked' | 'granted' | 'returned' | 'refused' | 'withdrawn'

/** A casual leave case with the steps taken, the asking first. */
export type DemoLeave = {
  id: string
  office: string
  teacher: string
  days: { from: Day; to: Day }
  ground: 'family' | 'illness' | 'personal' | 'religious' | 'other'
  note: string
  state: LeaveState
  steps: readonly {
    step: 'ask' | 'grant' | 'return' | 'refuse' | 'withdraw'
    by: string
    at: number
    reason?: string
  }[]
}

export type DemoAccount = { username: string; password: string; person: string; pack: string; titles: readonly Name[] }

/** A sheet's marks by pupil id, as the attendance register takes them. */
export const marksOf = (sheet: DemoSheet): Record<string, Mark> =>
  Object.fromEntries(sheet.pupils.map((pupil, i) => [pupil.id, sheet.marks[i] as Mark]))
