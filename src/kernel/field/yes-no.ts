import { makeField, wrong, type Field } from './field.ts'

/** Yes or no. */
export const yesNo = (): Field<boolean, 'yesNo'> =>
  makeField({
    kind: 'yesNo',
    read: (value, at, out) => (typeof value === 'boolean' ? value : wrong(out, 'FIELD_WRONG_TYPE', at)),
    schema: () => ({ type: 'boolean' }),
    sample: (pick) => pick(2) === 1,
  })
