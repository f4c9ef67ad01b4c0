import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'

/**
 * One of a list that the pack keeps (heads of account, kinds of meeting), each with its names; an office may use fewer.
 * What differs between one school system and another is such a list, what does not is a `choice`.
 */
export const listed = (list: string): Field<string, 'listed'> =>
  makeField({
    kind: 'listed',
    options: { list },
    read: (value, at, out, context) => {
      if (typeof value !== 'string') return wrong(out, 'FIELD_WRONG_TYPE', at)
      return context.options(list).includes(value)
        ? value
        : wrong(out, 'FIELD_UNKNOWN_CHOICE', at, { value: excerpt(value) })
    },
    schema: () => ({ type: 'string', description: `An id of the pack's list "${list}"` }),
    sample: (pick, context) => {
      const ids = context.options(list)
      return ids[pick(ids.length)] ?? ''
    },
  })
