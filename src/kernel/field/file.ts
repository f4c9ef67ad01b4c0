import { excerpt } from './excerpt.ts'
import { makeField, wrong, type Field } from './field.ts'
import { readInteger } from './integer.ts'

/** A file by what it is: SHA-256 (hex), size in bytes and media type. Its bytes travel apart from the entry. */
export type FileMark = { sha256: string; bytes: number; type: string }

const HASH = /^[0-9a-f]{64}$/

const fileOf = <K extends string>(kind: K, maxKb: number, types: readonly string[]): Field<FileMark, K> =>
  makeField({
    kind,
    options: { maxKb, types },
    read: (value, at, out) => {
      if (typeof value !== 'object' || value === null) return wrong(out, 'FIELD_WRONG_TYPE', at)
      const given = value as Record<string, unknown>
      const extra = Object.keys(given).find((key) => !['sha256', 'bytes', 'type'].includes(key))
      if (extra !== undefined) return wrong(out, 'FIELD_UNKNOWN', `${at}/${excerpt(extra)}`)
      const { sha256, type } = given
      if (typeof sha256 !== 'string' || !HASH.test(sha256)) return wrong(out, 'FIELD_WRONG_CODE', `${at}/sha256`)
      if (typeof type !== 'string' || !types.includes(type)) return wrong(out, 'FIELD_UNKNOWN_CHOICE', `${at}/type`)
      const bytes = readInteger(given['bytes'], `${at}/bytes`, out, 1, maxKb * 1024)
      return bytes === undefined ? undefined : { sha256, bytes, type }
    },
    schema: () => ({
      type: 'object',
      additionalProperties: false,
      required: ['sha256', 'bytes', 'type'],
      properties: {
        sha256: { type: 'string', pattern: HASH.source },
        bytes: { type: 'integer', maximum: maxKb * 1024 },
        type: { enum: types },
      },
    }),
    sample: (pick) => ({ sha256: pick(16).toString(16).repeat(64), bytes: 1 + pick(maxKb * 1024), type: types[0]! }),
  })

/** A photo, shrunk on the device before it is kept. */
export const photo = ({ maxKb = 120 } = {}): Field<FileMark, 'photo'> =>
  fileOf('photo', maxKb, ['image/jpeg', 'image/webp', 'image/png'])

/** A document as evidence. */
export const file = ({ maxKb = 500 } = {}): Field<FileMark, 'file'> =>
  fileOf('file', maxKb, ['application/pdf', 'image/jpeg', 'image/webp', 'image/png'])
