import { z } from 'zod'
import { ProblemError } from './problem.ts'

/** What a request carries, by its schema; anything else is refused with the field that is wrong. */
export function read<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const field = result.error.issues[0]!.path.map(String).join('.').slice(0, 80)
  throw new ProblemError('REQUEST_MALFORMED', field ? { field } : undefined)
}

export const uuid = z.guid().transform((text) => text.toLowerCase())
