import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'

/** A class section that this school really has, such as `4-A`; the list is the office's own setting. */
export const group = (): Field<string, 'group'> =>
  makeField({
    kind: 'group',
    read: (value, at, out, context) => {
      if (typeof value !== 'string') return wrong(out, 'FIELD_WRONG_TYPE', at)
      return context.options('groups').includes(value)
        ? value
        : wrong(out, 'FIELD_UNKNOWN_CHOICE', at, { value: excerpt(value) })
    },
    schema: () => ({ type: 'string', description: 'A class section of the office, class and section: 4-A' }),
    sample: (pick, context) => {
      const groups = context.options('groups')
      return groups[pick(groups.length)] ?? '1-A'
    },
  })
