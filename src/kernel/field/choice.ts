import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'

/** One of a fixed list; the labels are data of the system's folder (`choices.<field>.<value>`). */
export const choice = <const C extends string>(...choices: readonly C[]): Field<C, 'choice'> =>
  makeField({
    kind: 'choice',
    options: { choices },
    read: (value, at, out) =>
      choices.includes(value as C)
        ? (value as C)
        : wrong(out, typeof value === 'string' ? 'FIELD_UNKNOWN_CHOICE' : 'FIELD_WRONG_TYPE', at, {
            value: excerpt(value),
          }),
    schema: () => ({ enum: choices }),
    sample: (pick) => choices[pick(choices.length)]!,
  })
