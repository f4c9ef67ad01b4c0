import { makeField, wrong, type BodyOf, type Field } from './field.ts'
import { readBody } from './body.ts'

/**
 * A list of rows, each with its own fields. `max` bounds the number of rows; `by` names the column that says what a row
 * is about (a level, a class): such rows are given to the form and drawn as a table, none is added or taken away.
 */
export const rows = <F extends Record<string, Field>>(
  fields: F,
  { max = 200, min = 0, by }: { max?: number; min?: number; by?: keyof F & string } = {},
): Field<readonly BodyOf<F>[], 'rows'> =>
  makeField({
    kind: 'rows',
    options: { fields, max, min, ...(by !== undefined && { by }) },
    read: (value, at, out, context) => {
      if (!Array.isArray(value)) return wrong(out, 'FIELD_WRONG_TYPE', at)
      if (value.length > max) return wrong(out, 'FIELD_TOO_LONG', at, { max, length: value.length })
      if (value.length < min) return wrong(out, 'FIELD_MISSING', at)
      const before = out.length
      const clean = value.map((row, i) => readBody(fields, row, `${at}/${i}`, out, context))
      return out.length === before ? (clean as BodyOf<F>[]) : undefined
    },
    schema: () => ({
      type: 'array',
      maxItems: max,
      items: {
        type: 'object',
        additionalProperties: false,
        required: Object.keys(fields).filter((key) => !fields[key]!.isOptional),
        properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.schema()])),
      },
    }),
    sample: (pick, context) =>
      Array.from({ length: Math.max(min, pick(3)) }, () =>
        Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.sample(pick, context)])),
      ) as BodyOf<F>[],
  })
