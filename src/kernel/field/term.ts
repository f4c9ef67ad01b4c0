import type { YearKind } from '../rule/year.ts'
import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'

/** What a return is made for: a month, or a year of one of the kinds. */
export type TermKind = 'month' | YearKind

const MONTH = /^(19|20)\d{2}-(0[1-9]|1[0-2])$/
const YEAR = /^(19|20)\d{2}(-\d{2})?$/

/** A month (`2026-03`) or a year as papers write it (`2026`, `2026-27`): what closings and returns are about. */
export const term = (per: TermKind): Field<string, 'term'> =>
  makeField({
    kind: 'term',
    options: { per },
    read: (value, at, out) => {
      if (typeof value !== 'string') return wrong(out, 'FIELD_WRONG_TYPE', at)
      const isRight = per === 'month' ? MONTH.test(value) : YEAR.test(value) && isYear(value)
      return isRight ? value : wrong(out, 'FIELD_WRONG_PERIOD', at, { from: excerpt(value, 20), to: '' })
    },
    schema: () => ({ type: 'string', pattern: (per === 'month' ? MONTH : YEAR).source }),
    sample: (pick) => (per === 'month' ? `2026-0${1 + pick(9)}` : `20${20 + pick(6)}`),
  })

/** The second part of a year is the next one's last two figures. */
const isYear = (value: string): boolean =>
  value.length === 4 || Number(value.slice(5)) === (Number(value.slice(0, 4)) + 1) % 100
