import type { Verdict, KernelCode } from '../error.ts'
import type { BodyOf, Field } from '../field/field.ts'
import type { Record as Folded } from '../entry/record.ts'
import type { Day } from '../rule/day.ts'
import { bulkOf, type BulkOf } from './bulk.ts'
import type { Context } from './context.ts'
import type { Asked, Definition, Expected, Lead, Line, Listener, Series, Step, Tiding } from './definition.ts'
import type { Issued } from './issued.ts'
import type { Measures } from './measure.ts'
import type { Sheet } from './sheet.ts'
import type { Shelf } from './shelf.ts'
import type { Sms } from './sms.ts'
import type { Role, Who } from './who.ts'

type Fields = Readonly<Record<string, Field>>

/** A check of a definition: its codes are the definition's own or the kernel's, anything else does not compile. */
export type CheckOf<F extends Fields, C extends string> = (
  body: BodyOf<F>,
  context: Context,
  record: Folded | undefined,
) => true | Verdict<C | KernelCode> | readonly Verdict<C | KernelCode>[]

/** What both kinds of definition say in the same words. */
export type Common<F extends Fields, C extends string, K extends string, S extends string, P extends string> = {
  id: string
  version: number
  /** Ids of the catalogue that this system answers. */
  catalogue: readonly string[]
  icon?: string
  shelf?: Shelf
  fields: F
  key: readonly (keyof F & string)[]
  subject?: keyof F & string
  states?: readonly S[]
  codes?: readonly C[]
  checks?: { readonly [N in K]: CheckOf<F, NoInfer<C>> }
  needs?: Definition['needs']
  steps?: { readonly [N in P]: StepOf<NoInfer<S>, NoInfer<K>, keyof F & string> }
  read: readonly Role[]
  keptAt?: readonly string[]
  spreads?: boolean
  watched?: boolean
  namesUpTo?: string
  clash?: 'show-both' | 'hold'
  day?: (body: BodyOf<F>) => Day | undefined
  /** How many days ahead of today an entry may be about; 0 by default. */
  futureDays?: number
  lock?: 'none' | 'month'
  measures?: Measures
  /** Fields that depend on what the others say; a field that is `must` somewhere is optional in `fields`. */
  asks?: { readonly [N in keyof F & string]?: (body: Partial<BodyOf<F>>, context: Context) => Asked }
  /** Pages elsewhere that begin from a page here; the label is `leads.<name>`. */
  leads?: { readonly [name: string]: Lead }
  expects?: (context: Context, day: Day) => readonly Expected[]
  tells?: (context: Context, day: Day) => readonly Tiding[]
  starts?: Definition['starts']
  afar?: Definition['afar']
  rolls?: Definition['rolls']
  sheets?: { readonly [name: string]: Sheet }
  documents?: { readonly [name: string]: Issued }
  explain?: (record: Folded, context: Context) => readonly Line[]
  listens?: { readonly [event: string]: Listener }
  touches?: Definition['touches']
  claims?: Definition['claims']
  files?: Definition['files']
  sms?: Omit<Sms, 'asks' | 'coded'> & {
    asks?: readonly NoInfer<K>[]
    coded?: { readonly [letter: string]: keyof F & string }
  }
  keep?: number
  list?: readonly (keyof F & string)[]
}

/** A step as a definition writes it. */
export type StepOf<S extends string, K extends string, F extends string> = {
  from: S | null | readonly (S | null)[]
  to: S
  by: readonly Who[] | Step['by']
  /** Fields that this step asks for; the opening step of a procedure asks for the definition's own. */
  with?: Fields
  checks?: readonly K[]
  reason?: boolean
  due?: number | string
  amend?: Step['amend']
  emits?: string
  issues?: string
  assigns?: { readonly [field: string]: Series }
  bulk?: BulkOf<F>
  mode?: Step['mode']
  tap?: boolean
  tone?: Step['tone']
}

type RegisterSpec<F extends Fields, C extends string, K extends string, S extends string, P extends string> = Common<
  F,
  C,
  K,
  S,
  P
> & {
  /** Who may write a new page, and who may correct or cancel one; writers may correct where nothing else is said. */
  access: { write: readonly Who[]; correct?: readonly Who[] }
  /**
   * Who attests a page (the head, UP fact book §2.0): adds the state `verified`. What is verified is corrected and
   * cancelled only by those who attest, and by officers who may correct.
   */
  attest?: readonly Who[]
  /** Checks that a cancellation must pass too: what may not be changed now may not be struck out either. */
  guards?: readonly NoInfer<K>[]
  /** Gapless numbers given by the server to a new page: field name → series. */
  assigns?: { readonly [field: string]: Series }
}

/**
 * A register: pages that are written once and corrected in red ink. Every register has the steps `enter`, `correct`
 * and `cancel`; a definition may add steps of its own (promotion, transfer certificate). The first state is that of a
 * written page, `cancelled` is added.
 */
export function defineRegister<
  const F extends Fields,
  const C extends string = never,
  const K extends string = never,
  const S extends string = 'entered',
  const P extends string = never,
>(spec: RegisterSpec<F, C, K, S | 'verified' | 'cancelled', P>): Definition {
  const written: string = spec.states?.[0] ?? 'entered'
  const { attest } = spec
  const states = unique([...(spec.states ?? [written]), ...(attest ? ['verified'] : []), 'cancelled'])
  const correct = correctors(spec.access.correct ?? spec.access.write, attest)
  const all = Object.keys(spec.checks ?? {})
  const stay = states.filter((state) => state !== 'cancelled')
  const step = { reason: false, checks: all, fields: spec.fields, assigns: {}, tap: false, tone: 'primary' } as const
  const basic: Record<string, Step> = {
    enter: { ...step, from: [null], to: written, mode: 'open', by: spec.access.write, assigns: spec.assigns ?? {} },
    // A correction that gives another number moves the series past it, so that the server never gives it again.
    correct: {
      ...step,
      from: stay,
      to: written,
      mode: 'replace',
      by: correct,
      assigns: spec.assigns ?? {},
      reason: true,
      tone: 'quiet',
    },
    cancel: {
      ...step,
      from: stay,
      to: 'cancelled',
      mode: 'replace',
      by: correct,
      reason: true,
      fields: {},
      checks: spec.guards ?? [],
      tone: 'danger',
    },
  }
  const verify: Record<string, StepOf<string, string, string>> = attest
    ? { verify: { from: written, to: 'verified', by: attest } }
    : {}
  const given = Object.entries(stepsOf({ ...verify, ...spec.steps }, 'act', spec.fields))
  const own = Object.fromEntries(given.filter(([name]) => !(name in basic)))
  const redefined = Object.fromEntries(given.filter(([name]) => name in basic))
  return {
    ...common(spec, 'register', states),
    // What a page is waiting for is offered before what puts it right.
    steps: { enter: basic['enter']!, ...own, correct: basic['correct']!, cancel: basic['cancel']!, ...redefined },
  }
}

function correctors(correct: readonly Who[], attest: readonly Who[] | undefined): Step['by'] {
  if (!attest) return correct
  const officers = correct.filter((who) => who !== 'subject' && who.role === 'officer')
  const verified = [...attest, ...officers]
  return (record) => (record?.state === 'verified' ? verified : correct)
}

/** Shared by the two kinds: a definition with every word given its default. */
export function common(
  spec: Omit<Common<Fields, string, string, string, string>, 'checks' | 'day' | 'asks'>,
  kind: Definition['kind'],
  states: readonly string[],
): Omit<Definition, 'steps'> {
  const { checks, day, asks } = spec as Pick<Partial<Definition>, 'checks' | 'day' | 'asks'>
  return {
    id: spec.id,
    version: spec.version,
    kind,
    catalogue: spec.catalogue,
    icon: spec.icon ?? (kind === 'register' ? '▤' : '✎'),
    shelf: spec.shelf ?? 'office',
    fields: spec.fields,
    key: spec.key,
    ...(spec.subject && { subject: spec.subject }),
    states,
    checks: checks ?? {},
    codes: spec.codes ?? [],
    needs: spec.needs ?? {},
    read: spec.read,
    keptAt: spec.keptAt ?? ['school'],
    spreads: spec.spreads ?? false,
    watched: spec.watched ?? false,
    ...(spec.namesUpTo && { namesUpTo: spec.namesUpTo }),
    clash: spec.clash ?? 'show-both',
    ...(day && { day }),
    futureDays: spec.futureDays ?? 0,
    lock: spec.lock ?? 'none',
    ...(spec.measures && { measures: spec.measures }),
    ...(asks && { asks }),
    leads: spec.leads ?? {},
    ...(spec.expects && { expects: spec.expects }),
    ...(spec.tells && { tells: spec.tells }),
    ...(spec.starts && { starts: spec.starts }),
    ...(spec.afar && { afar: spec.afar }),
    rolls: spec.rolls ?? {},
    sheets: spec.sheets ?? {},
    documents: spec.documents ?? {},
    ...(spec.explain && { explain: spec.explain }),
    listens: spec.listens ?? {},
    ...(spec.touches && { touches: spec.touches }),
    ...(spec.claims && { claims: spec.claims }),
    ...(spec.files && { files: spec.files }),
    ...(spec.sms && { sms: spec.sms }),
    keep: spec.keep ?? 60,
    list: spec.list ?? spec.key,
  }
}

/** A definition's own steps with every word given its default. */
export function stepsOf(
  given: { readonly [name: string]: StepOf<string, string, string> } | undefined,
  mode: Step['mode'],
  fields: Fields,
): Record<string, Step> {
  const steps: Record<string, Step> = {}
  for (const [name, step] of Object.entries(given ?? {})) {
    const from = Array.isArray(step.from) ? (step.from as (string | null)[]) : [step.from as string | null]
    const opens = from.length === 1 && from[0] === null
    steps[name] = {
      from,
      to: step.to,
      mode: step.mode ?? (opens ? 'open' : mode),
      by: step.by,
      fields: step.with ?? (opens || step.mode === 'replace' ? fields : {}),
      checks: step.checks ?? [],
      reason: step.reason ?? false,
      ...(step.due !== undefined && { due: step.due }),
      ...(step.amend && { amend: step.amend }),
      ...(step.emits && { emits: step.emits }),
      ...(step.issues && { issues: step.issues }),
      assigns: step.assigns ?? {},
      ...(step.bulk && { bulk: bulkOf(step.bulk) }),
      tap: step.tap ?? false,
      tone: step.tone ?? 'primary',
    }
  }
  return steps
}

const unique = (list: readonly string[]): string[] => [...new Set(list)]
