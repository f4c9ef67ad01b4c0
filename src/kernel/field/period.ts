import { isDay } from '../rule/day.ts'
import type { Period } from '../rule/period.ts'
import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'

/** Days from–to, both included. `maxDays` bounds its length. */
export const period = ({ maxDays = 3660 } = {}): Field<Period, 'period'> =>
  makeField({
    kind: 'period',
    options: { maxDays },
    read: (value, at, out) => {
      if (typeof value !== 'object' || value === null) return wrong(out, 'FIELD_WRONG_TYPE', at)
      const { from, to, ...rest } = value as Record<string, unknown>
      const extra = Object.keys(rest)[0]
      if (extra !== undefined) return wrong(out, 'FIELD_UNKNOWN', `${at}/${excerpt(extra)}`)
      if (typeof from !== 'string' || !isDay(from)) return wrong(out, 'FIELD_WRONG_DAY', `${at}/from`)
      if (typeof to !== 'string' || !isDay(to)) return wrong(out, 'FIELD_WRONG_DAY', `${at}/to`)
      if (to < from) return wrong(out, 'FIELD_WRONG_PERIOD', at, { from, to })
      const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
      if (days > maxDays) return wrong(out, 'FIELD_TOO_LARGE', at, { max: maxDays, value: days })
      return { from, to }
    },
    schema: () => ({
      type: 'object',
      additionalProperties: false,
      required: ['from', 'to'],
      properties: { from: { type: 'string', format: 'date' }, to: { type: 'string', format: 'date' } },
    }),
    sample: (pick) => {
      const first = 1 + pick(20)
      return { from: `2026-03-${pad(first)}`, to: `2026-03-${pad(first + pick(Math.min(8, maxDays)))}` }
    },
  })

const pad = (n: number) => String(n).padStart(2, '0')
