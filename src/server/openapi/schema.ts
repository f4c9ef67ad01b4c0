import type { JsonSchema } from '#kernel/field/field.ts'

/** Short forms for writing JSON Schema (2020-12, as OpenAPI 3.1 takes it). */
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
export const string = (more: JsonSchema = {}): JsonSchema => ({ type: 'string', ...more })
export const integer = (more: JsonSchema = {}): JsonSchema => ({ type: 'integer', ...more })
export const boolean: JsonSchema = { type: 'boolean' }
export const uuid = string({ format: 'uuid' })
export const date = string({ format: 'date' })
export const list = (items: JsonSchema, more: JsonSchema = {}): JsonSchema => ({ type: 'array', items, ...more })
export const map = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values })
export const oneOf = (...values: readonly (string | number | null)[]): JsonSchema => ({ enum: values })

/** An object: a name that ends in '?' may be left out. */
export function object(properties: Readonly<Record<string, JsonSchema>>, more: JsonSchema = {}): JsonSchema {
  const names = Object.keys(properties)
  const required = names.filter((name) => !name.endsWith('?'))
  return {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), properties[name]!])),
    ...more,
  }
}
