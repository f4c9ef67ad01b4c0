import type { Name, Script } from './field/name.ts'
import type { Role } from './define/who.ts'
import type { DatedRow } from './rule/dated-rate.ts'
import type { Digits } from './rule/digits.ts'
import type { Day } from './rule/day.ts'

/** A jurisdiction's data: everything that differs between one school system and another, without code. */
export type Pack = {
  id: string
  names: Name
  languages: readonly Script[]
  /** The language of a person who has not chosen one. */
  language: Script
  digits: Digits
  timeZone: string
  currency: { code: string; names: Name }
  /** How its papers are headed and dated. */
  paper: PaperForm
  /** From the top down; every office has one of these levels. The last is the school. */
  levels: readonly Level[]
  /** Posts that an office of a level has. */
  posts: readonly PostKind[]
  /** Days of the week without school, 0 = Sunday. */
  weekly: readonly number[]
  yearStart: string
  /** Month and day on which the year of money begins: `04-01`, `07-01`. */
  moneyYearStart: string
  holidays: readonly Holiday[]
  /** Dated configuration: key → rows. Every row names its source; [K] marks what is from memory. */
  rates: Readonly<Record<string, readonly DatedRow<unknown>[]>>
  /** Systems that this jurisdiction does not use; every other one is in use. */
  without?: readonly string[]
  /** The class sections of a school that has not listed its own. */
  groups: readonly string[]
  /** Lists that registers choose from (heads of account, kinds of meeting), in the order of the papers. */
  lists: Readonly<Record<string, readonly ListItem[]>>
}

/** Whether a jurisdiction uses a system: a new one is in use everywhere until a pack leaves it out. */
export const usesSystem = ({ without }: Pick<Pack, 'without'>, system: string): boolean =>
  !(without ?? []).includes(system)

/**
 * The authority that stands above the office in a letterhead, and whether a date is written twice, Bangla before
 * Gregorian.
 */
export type PaperForm = { authority: Name; dualDate: boolean; source: string }
/** One item of a pack's list: its id stands in entries, its names on screen and paper. */
export type ListItem = { id: string; names: Name }

/** `office` is what an office of the level calls itself in a letterhead, with `{name}` for its own. */
export type Level = { id: string; names: Name; plural: Name; office?: Name }

/** A kind of post: the level it stands at, the role it gives, its title as the country writes it. */
export type PostKind = { id: string; level: string; role: Role; title: Name; short: Name }

export type Holiday = {
  from: Day
  to: Day
  names: Name
  source: string
  provisional?: boolean
  only?: 'female' | 'male'
}

/** One office of a pack's tree; `parent` is a code of the level above. Points are millionths of a degree. */
export type PackOffice = {
  code: string
  level: string
  parent?: string
  names: Name
  lat?: number
  lon?: number
  tile?: readonly [number, number]
}
