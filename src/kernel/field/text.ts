import { makeField, wrong, type Field } from './field.ts'
import type { Problem } from '../error.ts'

const MALFORMED = /[\p{Surrogate}\p{Noncharacter_Code_Point}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u
const PLAIN = /^[\x20-\x7e]*$/

/**
 * Text as a person typed it, in NFC and without control characters, so that equal names compare and hash equal.
 * `max` is in characters (UTF-16 units).
 */
export const text = ({ max = 200, min = 1, lines = false } = {}): Field<string, 'text'> =>
  makeField({
    kind: 'text',
    options: { max, min, lines },
    read: (value, at, out) => readText(value, at, out, max, min),
    schema: () => ({ type: 'string', maxLength: max, minLength: min }),
    sample: (pick) =>
      'অ ख a'
        .slice(0, Math.max(min, 1 + pick(Math.min(5, max))))
        .padEnd(min, 'x')
        .trim()
        .padEnd(min, 'x'),
  })

/** Reads one text value in canonical form; shared by the kinds that are made of text. */
export function readText(value: unknown, at: string, out: Problem[], max: number, min = 1): string | undefined {
  if (typeof value !== 'string') return wrong(out, 'FIELD_WRONG_TYPE', at)
  if (value.length > max * 2 + 16) return wrong(out, 'FIELD_TOO_LONG', at, { max, length: value.length })
  if (!PLAIN.test(value) && MALFORMED.test(value)) return wrong(out, 'TEXT_MALFORMED', at)
  const clean = value.normalize('NFC').trim()
  if (clean.length > max) return wrong(out, 'FIELD_TOO_LONG', at, { max, length: clean.length })
  if (clean.length < min) return wrong(out, 'FIELD_MISSING', at)
  return clean
}
