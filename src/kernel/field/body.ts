import type { Problem } from '../error.ts'
import type { Field, FieldContext } from './field.ts'
import { excerpt } from './excerpt.ts'
import { wrong } from './field.ts'

/**
 * Reads a body by its fields: every problem is collected, not the first alone; unknown keys are refused, so that
 * nothing a person sent is dropped in silence. Returns the canonical body, or undefined when `out` grew.
 */
export function readBody(
  fields: Readonly<Record<string, Field>>,
  value: unknown,
  at: string,
  out: Problem[],
  context: FieldContext,
): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(out, 'BODY_NOT_OBJECT', at)
  const given = value as Record<string, unknown>
  const before = out.length
  const body: Record<string, unknown> = {}
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(fields, key)) wrong(out, 'FIELD_UNKNOWN', `${at}/${excerpt(key, 60)}`)
  }
  for (const key of Object.keys(fields)) {
    const field = fields[key]!
    const raw = given[key]
    if (raw === undefined || raw === null || raw === '') {
      if (!field.isOptional) wrong(out, 'FIELD_MISSING', `${at}/${key}`)
      continue
    }
    body[key] = field.read(raw, `${at}/${key}`, out, context)
  }
  return out.length === before ? body : undefined
}
