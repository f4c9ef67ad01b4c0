import type { FieldContext } from '../field/field.ts'
import type { Name } from '../field/name.ts'
import type { ListItem } from '../pack.ts'
import type { Day } from '../rule/day.ts'
import type { Record } from '../entry/record.ts'
import type { YearKind } from '../rule/year.ts'
import type { Lock } from './lock.ts'
import type { Actor, Role } from './who.ts'

/** An office as rules see it. `settings` are the pack's defaults with the office's own on top. */
export type OfficeView = {
  id: string
  code: string
  level: string
  path: string
  names: Name
  /** Where it stands, in millionths of a degree. */
  point?: { lat: number; lon: number }
  settings: {
    readonly groups?: readonly string[]
    /** Which items of the pack's lists are in use here: list → ids. */
    readonly lists?: { readonly [list: string]: readonly string[] }
    readonly [key: string]: unknown
  }
}

/** A person posted at the office (or the subject of a case) as rules see her. */
export type StaffView = {
  person: string
  names: Name
  role: Role
  post: string
  title: Name
  sex?: string
  /** The number that the service knows her by. */
  code?: string
  /** How she holds the post; `additional` beside another one, which is where she works. */
  kind?: string
  from: Day
  to?: Day
}

/** An office of the line from the place of an entry up to the top, with those who hold posts there. */
export type LineOffice = {
  id: string
  level: string
  names: Name
  holders: readonly { role: Role; title: Name; names: Name }[]
}

/** Whether school is kept on a day, and if not why: weekly rest, a listed holiday, or one declared for the day. */
export type DayView = { open: boolean; why?: 'weekly' | 'listed' | 'declared'; names?: Name; only?: string }

/**
 * What a check may look at. The same on the server and on the phone; on the phone it holds what the phone has.
 * Checks never see a database: a definition names what it `needs` and finds it here.
 */
export type Context = FieldContext & {
  /** Month and day on which the school year begins: `01-01`, `04-01`. */
  yearStart: string
  /** The year that a day lies in, as papers write it: `2026`, `2026-27`. */
  yearOf(kind: YearKind, day: Day): string
  /** Today at the office, by its time zone. */
  today: Day
  /** This moment, in milliseconds. */
  now: number
  /** The day and the time of day (`08:05`) of a moment at the office. */
  clock(instantMs: number): { day: Day; time: string }
  office: OfficeView
  actor: Actor
  /** Records of a needed system, by the name given in `needs`. */
  records(need: string): readonly Record[]
  dayView(day: Day): DayView
  staff(): readonly StaffView[]
  /** People posted here on a day, each once: those who joined or left that day among them. */
  postedOn(day: Day): readonly StaffView[]
  /** A dated rate of the pack (`leave.casual.days`), as it stood on the day; undefined where the pack has none. */
  rate<T = number>(key: string, day: Day): T | undefined
  nearest(role: Role): string | undefined
  /** The office itself and all above it, upward: the way that a case may go. */
  line: readonly LineOffice[]
  /** The day of a moment, by the office's time zone. */
  dayOf(ms: number): Day
  /** The lock on a day: entries about it wait for an officer. */
  lockOn(day: Day): Lock | undefined
  /** A list of the pack with its names: all items, also those that this office has no use for. */
  list(name: string): readonly ListItem[]
}
