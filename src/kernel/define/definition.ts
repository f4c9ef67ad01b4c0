import type { Problem, Verdict } from '../error.ts'
import type { Field } from '../field/field.ts'
import type { Name } from '../field/name.ts'
import type { Body, Record as Folded } from '../entry/record.ts'
import type { Unit } from '../rule/amount.ts'
import type { Day } from '../rule/day.ts'
import type { YearKind } from '../rule/year.ts'
import type { Context } from './context.ts'
import type { Bulk } from './bulk.ts'
import type { FileMark } from './filed.ts'
import type { Issued } from './issued.ts'
import type { Measures } from './measure.ts'
import type { Sheet } from './sheet.ts'
import type { Shelf } from './shelf.ts'
import type { Sms } from './sms.ts'
import type { Role, Who } from './who.ts'

/** A series of gapless numbers of an office: one for ever (admission), or one that begins anew each year (vouchers). */
export type Series = string | { readonly series: string; readonly per: YearKind }

/** A step as the machinery runs it: one entry of this kind takes a record from one of `from` to `to`. */
export type Step = {
  /** States it starts from; null is "nothing written yet". */
  from: readonly (string | null)[]
  to: string
  /** `open` writes the page, `replace` corrects or cancels what is written, `act` adds to it. */
  mode: 'open' | 'replace' | 'act'
  by: readonly Who[] | ((record: Folded | undefined, body: Body, context: Context) => readonly Who[])
  fields: Readonly<Record<string, Field>>
  checks: readonly string[]
  reason: boolean
  /** Working days within which it should be taken once the record waits for it: a number or a dated rate's key. */
  due?: number | string
  /** How what is given changes the body; by default its fields are laid over it. */
  amend?: (body: Body, given: Body) => Body
  emits?: string
  /** The paper that is issued by this step: a name among the definition's documents. */
  issues?: string
  /** Gapless numbers that the server gives: field name → series. */
  assigns: Readonly<Record<string, Series>>
  /** May be taken on many records with one save: each gets an entry of its own with the same values. */
  bulk?: Bulk
  /** Taken from Today with one tap, where all that it asks for is known already; its form opens otherwise. */
  tap: boolean
  /** Needs no person's decision before it is offered as the main action; shown in the order given. */
  tone: 'primary' | 'quiet' | 'danger'
}

export type Check = (body: never, context: Context, record: Folded | undefined) => true | Verdict | readonly Verdict[]

/**
 * What a step elsewhere makes here: an `open` entry with its body, or a step on the page of that stream. Where there is
 * no such page, or it stands in a state that the step does not start from, nothing happens.
 */
export type Effect = { stream: string; step: string; body: Body }

/** What a step elsewhere writes here: nothing, one entry or several, found from the record it was taken on. */
export type Listener = (record: Folded) => Effect | readonly Effect[] | undefined

/** The entries that a definition makes of an event, as a list. */
export function effectsOf(definition: Pick<Definition, 'listens'>, event: string, record: Folded): readonly Effect[] {
  const made = definition.listens[event]?.(record)
  return made === undefined ? [] : Array.isArray(made) ? made : [made as Effect]
}

/** A record as its listeners are told of it: one that was just cancelled still with what it said. */
export const toldOf = (record: Folded, before: Folded | undefined): Folded =>
  record.heads.length > 0 || !before ? record : { ...record, body: before.body }

/** Whether an effect finds what its step is taken on. */
export function isOpenTo(step: Step, page: Folded | undefined): boolean {
  if (step.mode === 'open') return true
  return page !== undefined && page.heads.length > 0 && step.from.includes(page.state)
}

/** A line of an explanation: label key, a number with its unit where it is more than a count, the facts of its sentence. */
export type Line = { label: string; value: number; unit?: Unit; facts?: Problem['facts']; total?: boolean }

/** Who a sheet of marks is about: an id, the place on the roll, and the name. */
export type Member = { id: string; roll: number; names: Name | undefined }

/**
 * Whether a field belongs on a page that says what the others say: it must be there, it is asked among the first, it
 * may be added, or it has no place there.
 */
export type Asked = 'must' | 'first' | 'may' | 'no'

/** A page elsewhere that begins from a page here: the system, and what it already knows; undefined where it does not apply. */
export type Lead = { system: string; preset: (record: Folded) => Body | undefined }

/**
 * One thing expected of an office: shown on Today with a tick when its stream exists. What has until another day
 * (a monthly meeting) says `by`; without it the day itself is the last. `say` names the label where a system expects
 * more than one kind of thing; it is `expects` otherwise. `step` says that the page is there and this step on it is awaited.
 */
export type Expected = { stream: string; preset: Body; label: Problem['facts']; by?: Day; say?: string; step?: string }

/** Something that everybody at an office should know on a day (the network is down): a label and its facts. */
export type Tiding = { label: string; facts?: Problem['facts'] }

/**
 * Whose records are needed: all of the office, those of the same day, those of the subject wherever she was, or those
 * of this office and all above it (of a system that spreads).
 */
export type Need = { system: string; of: 'office' | 'day' | 'subject' | 'above' }

/** Any system: what `defineRegister` and `defineProcedure` both come to, and all that the machinery knows. */
export type Definition = {
  id: string
  version: number
  kind: 'register' | 'procedure'
  catalogue: readonly string[]
  icon: string
  /** Where it stands among the registers; `office` by default. */
  shelf: Shelf
  fields: Readonly<Record<string, Field>>
  /** The fields whose values name the stream. */
  key: readonly string[]
  /** The field that holds the person the stream is about. */
  subject?: string
  states: readonly string[]
  steps: Readonly<Record<string, Step>>
  checks: Readonly<Record<string, Check>>
  codes: readonly string[]
  /** Systems whose records the checks look at: name → system; all of the office, of the same day, or of the subject. */
  needs: Readonly<Record<string, Need>>
  read: readonly Role[]
  /** Levels of office at which it is kept; `school` by default. */
  keptAt: readonly string[]
  /** Records are shown to every office below the one that keeps them (holidays, notices). */
  spreads: boolean
  /** Who reads a person's pages is written down and shown to her. */
  watched: boolean
  /** The highest level of office that reads pages: those above see numbers, and each her own pages. */
  namesUpTo?: string
  clash: 'show-both' | 'hold'
  /** The day an entry is about. */
  day?: (body: never) => Day | undefined
  futureDays: number
  lock: 'none' | 'month'
  measures?: Measures
  /** Fields that depend on what the others say: field → whether it belongs. */
  asks?: Readonly<Record<string, (body: never, context: Context) => Asked>>
  leads: Readonly<Record<string, Lead>>
  expects?: (context: Context, day: Day) => readonly Expected[]
  /** What everybody should know on a day, shown on Today. */
  tells?: (context: Context, day: Day) => readonly Tiding[]
  /**
   * Values that the form of a new page, or of a step on one, begins with, from what is known elsewhere already; the
   * person may change each.
   */
  starts?: (context: Context, preset: Body) => Body
  /**
   * Officers above begin pages at offices below from their own devices, without network (a visit): what each such
   * office is known by before one goes there.
   */
  afar?: (context: Context) => readonly Line[]
  /** Who stands on a field of marks, where that is not simply all pages of its need: field → members. */
  rolls: Readonly<Record<string, (context: Context, body: Body) => readonly Member[]>>
  sheets: Readonly<Record<string, Sheet>>
  documents: Readonly<Record<string, Issued>>
  explain?: (record: Folded, context: Context) => readonly Line[]
  listens: Readonly<Record<string, Listener>>
  /** The days whose counts elsewhere change when a record goes from one state to another (without `to`: up to today). */
  touches?: (before: Folded | undefined, after: Folded) => { from: Day; to?: Day } | undefined
  /**
   * What only one record of the whole system should claim (a birth registration number). A second claim elsewhere is
   * taken and flagged `CLAIMED_ELSEWHERE`: the same child in two schools is for people to sort out.
   */
  claims?: (record: Folded) => readonly string[]
  /** What makes a page a file under which letters of its office are numbered; undefined for one that is closed. */
  files?: (record: Folded) => FileMark | undefined
  /** How a page is written by a text message. */
  sms?: Sms
  /** Days that a device keeps records for; 0 keeps only open ones. */
  keep: number
  /** Fields shown in a list row, first the title. */
  list: readonly string[]
}

/** The stream of a body: the values of the key fields. A body that lacks one has no stream. */
export function streamOf(definition: Pick<Definition, 'key'>, body: Body): string | undefined {
  const parts = definition.key.map((field) => body[field])
  return parts.every((part) => typeof part === 'string' && part !== '') ? parts.join('/') : undefined
}
