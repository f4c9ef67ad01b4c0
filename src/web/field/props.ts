import type { Context } from '#kernel/define/context.ts'
import type { Definition } from '#kernel/define/definition.ts'
import type { Field } from '#kernel/field/field.ts'

/** What every field component is given; `value` is bound. Labels and errors are drawn around it by FieldRow. */
export type FieldProps<T> = {
  field: Field
  value: T | undefined
  id: string
  name: string
  definition: Definition
  context: Context
  /** The whole body as typed so far: a class sheet needs the day and the class. */
  body: Readonly<Record<string, unknown>>
  invalid: boolean
  described: string | undefined
}
