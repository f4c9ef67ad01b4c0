import type { Field } from '../field/field.ts'
import type { Definition } from './definition.ts'
import { common, stepsOf, type Common, type StepOf } from './register.ts'

type Fields = Readonly<Record<string, Field>>

type ProcedureSpec<F extends Fields, C extends string, K extends string, S extends string, P extends string> = Common<
  F,
  C,
  K,
  S,
  P
> & {
  /** The person the case is about: powers of steps are relative to her. */
  subject: keyof F & string
  states: readonly S[]
  steps: { readonly [N in P]: StepOf<NoInfer<S>, NoInfer<K>, keyof F & string> }
}

/**
 * A procedure: a register whose pages are cases that people move from state to state. Its steps are all its own; the
 * one that starts from null opens the case.
 */
export function defineProcedure<
  const F extends Fields,
  const C extends string,
  const K extends string,
  const S extends string,
  const P extends string,
>(spec: ProcedureSpec<F, C, K, S, P>): Definition {
  return { ...common(spec as never, 'procedure', spec.states), steps: stepsOf(spec.steps, 'act', spec.fields) }
}
