import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'
import { isUuid } from './ref.ts'

/** One mark per member of a roll: member id → mark. Every member is named, so that the sheet says who was on it. */
export type Marks<M extends string> = Readonly<Record<string, M>>

/**
 * A class sheet: one mark for each member of the roll. The first mark is the default of an untouched sheet, the second
 * what a tap gives, the others what further taps give.
 */
export const marks = <const M extends string>(of: string, ...choices: readonly M[]): Field<Marks<M>, 'marks'> =>
  makeField({
    kind: 'marks',
    options: { of, choices, max: 500 },
    read: (value, at, out) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(out, 'FIELD_WRONG_TYPE', at)
      const given = value as Record<string, M>
      const members = Object.keys(given)
      if (members.length > 500) return wrong(out, 'FIELD_TOO_LONG', at, { max: 500, length: members.length })
      if (members.length === 0) return wrong(out, 'FIELD_MISSING', at)
      for (const member of members) {
        if (!isUuid(member)) return wrong(out, 'FIELD_WRONG_CODE', at, { value: excerpt(member) })
        if (!choices.includes(given[member]!))
          return wrong(out, 'FIELD_UNKNOWN_CHOICE', `${at}/${member}`, { value: excerpt(given[member]) })
      }
      return given
    },
    schema: () => ({ type: 'object', maxProperties: 500, additionalProperties: { enum: choices } }),
    sample: (pick, context) =>
      Object.fromEntries(context.options(of).map((member) => [member, choices[pick(choices.length)]!])),
  })
