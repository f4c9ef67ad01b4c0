import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** What a reference may point at; whether the target exists is for the definition's checks, which see the records. */
export type RefTarget = 'pupil' | 'person' | 'office' | 'entry' | 'record'

/**
 * A reference by UUID. `self` marks the key that names a new thing and is made on the device; `of` names the system
 * among whose pages a record is chosen.
 */
export const ref = (
  target: RefTarget,
  { self = false, of }: { self?: boolean; of?: string } = {},
): Field<string, 'ref'> =>
  makeField({
    kind: 'ref',
    options: { target, self, ...(of !== undefined && { of }) },
    read: (value, at, out) => {
      if (typeof value !== 'string') return wrong(out, 'FIELD_WRONG_TYPE', at)
      return UUID.test(value) ? value : wrong(out, 'FIELD_WRONG_CODE', at, { value: excerpt(value) })
    },
    schema: () => ({ type: 'string', format: 'uuid', 'x-ref': target }),
    sample: (pick) => `01900000-0000-7000-8000-${pick(0xffffffff).toString(16).padStart(12, '0')}`,
  })

/** Whether a text has the form of a UUID in small letters. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value)
