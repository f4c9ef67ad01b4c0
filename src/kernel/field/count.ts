import { makeField, type Field, type Pick } from './field.ts'
import { readInteger } from './integer.ts'

const number = <K extends string>(kind: K, unit: string, min: number, max: number): Field<number, K> =>
  makeField({
    kind,
    options: { min, max, unit },
    read: (value, at, out) => readInteger(value, at, out, min, max),
    schema: () => ({ type: 'integer', minimum: min, maximum: max, 'x-unit': unit }),
    sample: (pick: Pick) => min + pick(Math.min(max - min, 1000) + 1),
  })

/** How many of something: a whole number. */
export const count = ({ min = 0, max = 1_000_000 } = {}): Field<number, 'count'> => number('count', 'one', min, max)

/** Money in minor units (paisa), so that no sum ever rounds. */
export const money = ({ min = 0, max = 1_000_000_000_000 } = {}): Field<number, 'money'> =>
  number('money', 'paisa', min, max)

/** Mass in grams, so that a ledger agrees to the gram. */
export const mass = ({ min = 0, max = 1_000_000_000 } = {}): Field<number, 'mass'> => number('mass', 'gram', min, max)
