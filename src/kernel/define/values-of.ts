import type { Body } from '../entry/record.ts'
import type { Definition } from './definition.ts'

/** Every value a field has had on a page, eldest first; the last is the one that holds, the others stand in red ink. */
export function valuesOf(
  definition: Definition,
  entries: readonly { step: string; body: Body }[],
  field: string,
): unknown[] {
  const values: unknown[] = []
  for (const { step: name, body } of entries) {
    const step = definition.steps[name]
    if (!step || !(field in step.fields)) continue
    const value = body[field]
    if (JSON.stringify(value) !== JSON.stringify(values.at(-1))) values.push(value)
  }
  return values
}
