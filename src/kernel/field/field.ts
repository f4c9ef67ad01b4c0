import type { Problem } from '../error.ts'

/** What a field may look at while it reads a value: only what every device has. */
export type FieldContext = {
  /** Values of a choice that the office's own settings supply, such as its class sections. */
  options(name: string): readonly string[]
  /** A row's refs are checked by the definition's own checks; a field only knows the form of a value. */
}

/** A whole number source for sample values, so that generated tests are repeatable. */
export type Pick = (below: number) => number

export type JsonSchema = { [key: string]: unknown }

/**
 * One kind of value: how it is read, described and sampled. The web app has one component of the same name for it,
 * so that a new kind is two files.
 */
export type Field<T = unknown, K extends string = string> = {
  readonly kind: K
  readonly isOptional: boolean
  /** Facts about a person: kept from exports, public pages and log leaves. */
  readonly isPrivate: boolean
  /** Options of the kind (limits, choices), for the form and the description. */
  readonly options: Readonly<Record<string, unknown>>
  /** The value in its one canonical form, or undefined after adding what is wrong to `out`. */
  read(value: unknown, at: string, out: Problem[], context: FieldContext): T | undefined
  schema(): JsonSchema
  sample(pick: Pick, context: FieldContext): T
  optional(): Field<T | undefined, K>
  private(): Field<T, K>
}

type Spec<T, K extends string> = {
  kind: K
  options?: Readonly<Record<string, unknown>>
  read: (value: unknown, at: string, out: Problem[], context: FieldContext) => T | undefined
  schema: () => JsonSchema
  sample: (pick: Pick, context: FieldContext) => T
}

/** Makes a field of a kind; kinds are written with this and nothing else. */
export function makeField<T, K extends string>(spec: Spec<T, K>, isOptional = false, isPrivate = false): Field<T, K> {
  return {
    kind: spec.kind,
    isOptional,
    isPrivate,
    options: spec.options ?? {},
    read: spec.read,
    schema: spec.schema,
    sample: spec.sample,
    optional: () => makeField<T | undefined, K>(spec, true, isPrivate),
    private: () => makeField(spec, isOptional, true),
  }
}

/** The type of the value of a field. */
export type ValueOf<F> = F extends Field<infer T> ? T : never

/** The type of a body made of fields: optional fields may be left out. */
export type BodyOf<F extends Record<string, Field>> = {
  [K in keyof F as undefined extends ValueOf<F[K]> ? never : K]: ValueOf<F[K]>
} & { [K in keyof F as undefined extends ValueOf<F[K]> ? K : never]?: ValueOf<F[K]> }

/** Adds a problem and returns undefined: the shape every reader ends with. */
export function wrong(out: Problem[], code: Problem['code'], at: string, facts?: Problem['facts']): undefined {
  out.push({ code, at, ...(facts && { facts }) })
  return undefined
}
