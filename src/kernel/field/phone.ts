import { codeRules } from '../rule/codes.ts'
import { makeField, wrong, type Field } from './field.ts'

/** A mobile number of Bangladesh or India in international form; local forms and all three digit scripts are read. */
export const phone = (): Field<string, 'phone'> =>
  makeField({
    kind: 'phone',
    read: (value, at, out) => {
      if (typeof value !== 'string') return wrong(out, 'FIELD_WRONG_TYPE', at)
      if (value.length > 64) return wrong(out, 'FIELD_TOO_LONG', at, { max: 64, length: value.length })
      return codeRules.bdMobile(value) ?? codeRules.inMobile(value) ?? wrong(out, 'FIELD_WRONG_CODE', at)
    },
    schema: () => ({ type: 'string', pattern: '^\\+(880|91)\\d{10}$' }),
    sample: (pick) => `+88017${String(10_000_000 + pick(89_999_999))}`,
  })
