import { isDay, type Day } from '../rule/day.ts'
import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'

/** A calendar day, `YYYY-MM-DD`, without time or zone: what a register page is dated by. */
export const day = ({ from = '1900-01-01', to = '2100-12-31' } = {}): Field<Day, 'day'> =>
  makeField({
    kind: 'day',
    options: { from, to },
    read: (value, at, out) => {
      if (typeof value !== 'string') return wrong(out, 'FIELD_WRONG_TYPE', at)
      const given: string = value
      if (!isDay(given)) return wrong(out, 'FIELD_WRONG_DAY', at, { value: excerpt(given, 20) })
      if (value < from || value > to) return wrong(out, 'FIELD_WRONG_DAY', at, { value, from, to })
      return value
    },
    schema: () => ({ type: 'string', format: 'date' }),
    sample: (pick) => `2026-0${1 + pick(9)}-${10 + pick(18)}`,
  })
