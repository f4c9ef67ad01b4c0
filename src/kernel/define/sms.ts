import type { Body } from '../entry/record.ts'
import type { Verdict } from '../error.ts'
import type { Field } from '../field/field.ts'
import type { Day } from '../rule/day.ts'
import type { Context } from './context.ts'

/** What a message says, by name: every value in the order in which it stands, since some are said more than once. */
export type Said = { readonly [name: string]: readonly unknown[] }

/**
 * How a page is written where there is no network for data: `MDM 45 38`. The grammar follows from this word alone, so
 * that a register gains messages without a line on the server.
 */
export type Sms = {
  /** Latin capitals, which every phone can type. */
  keyword: string
  /** What follows the keyword, in order; labels are `sms.<name>`. */
  says: Readonly<Record<string, Field>>
  /** What may be said again: all of it (present and eaten of each level), or the last (each absent roll number). */
  repeats?: 'all' | 'last'
  /** Choices of the definition by a letter and their number: `C2` is the second cause. */
  coded?: Readonly<Record<string, string>>
  /** The page that is meant, or why there is none. What the form would begin with is found by the definition's own `starts`. */
  page: (said: Said, day: Day, context: Context) => Body | Verdict
  /** Checks whose marks turn a message down: what the form asks before it saves, a message can only be told after. */
  asks?: readonly string[]
}
