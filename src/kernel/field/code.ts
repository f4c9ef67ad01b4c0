import { codeRules } from '../rule/codes.ts'
import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'

export type CodeRule = keyof typeof codeRules

const SAMPLES: { readonly [R in CodeRule]?: string } = {
  udise: '09340100101',
  birthRegistration17: '20150112345678901',
  nid: '1234567890',
  routing: '085260728',
  bdMobile: '+8801712345678',
  inMobile: '+919812345678',
}

/** A code of somebody else's register (UDISE, birth registration…), kept as text in its normal form. */
export const code = (rule: CodeRule): Field<string, 'code'> =>
  makeField({
    kind: 'code',
    options: { rule },
    read: (value, at, out) => {
      if (typeof value !== 'string') return wrong(out, 'FIELD_WRONG_TYPE', at)
      if (value.length > 64) return wrong(out, 'FIELD_TOO_LONG', at, { max: 64, length: value.length })
      return codeRules[rule](value) ?? wrong(out, 'FIELD_WRONG_CODE', at, { value: excerpt(value), rule })
    },
    schema: () => ({ type: 'string', 'x-rule': rule }),
    sample: () => SAMPLES[rule] ?? '',
  })
