import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/

/** A moment in UTC with millisecond precision: `2026-11-23T04:12:00.000Z`. `now` begins as the moment it is asked for. */
export const instant = ({ now = false }: { now?: boolean } = {}): Field<string, 'instant'> =>
  makeField({
    kind: 'instant',
    options: { now },
    read: (value, at, out) => {
      if (typeof value !== 'string') return wrong(out, 'FIELD_WRONG_TYPE', at)
      const ms = FORM.test(value) ? Date.parse(value) : Number.NaN
      // The parser turns 30 February into 2 March; an entry never says another day than was sent.
      if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== value.slice(0, 10))
        return wrong(out, 'FIELD_WRONG_DAY', at, { value: excerpt(value, 30) })
      return new Date(ms).toISOString()
    },
    schema: () => ({ type: 'string', format: 'date-time' }),
    sample: (pick) => new Date(1_790_000_000_000 + pick(1_000_000) * 1000).toISOString(),
  })
