import { z } from 'zod'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Problem } from '#kernel/error.ts'

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
const millis = z.number().int().min(0).max(9_000_000_000_000)

/** The envelope as it comes over the wire; the body is read later, by the definition that it names. */
export const entrySchema = z.strictObject({
  id: uuid,
  office: uuid,
  system: z.string().min(1).max(60),
  version: z.number().int().min(1).max(100_000),
  stream: z.string().min(1).max(200),
  step: z.string().min(1).max(60),
  body: z.record(z.string(), z.unknown()),
  replaces: z.array(uuid).max(50),
  reason: z.string().max(2_000).optional(),
  by: uuid,
  post: uuid,
  device: uuid,
  clock: z.strictObject({ at: millis, since: millis.optional(), contact: millis.optional() }),
})

/** Most characters of one entry's body as JSON. A class of 500 is 22,000. */
const MOST = 65_536

/** Reads one envelope, or says what is wrong with it; its neighbours in the batch are not touched by that. */
export function readEntry(raw: unknown): { entry: Entry } | { problem: Problem } {
  const result = entrySchema.safeParse(raw)
  if (!result.success) {
    const issue = result.error.issues[0]!
    return { problem: { code: 'ENTRY_MALFORMED', at: `/${issue.path.map(String).join('/')}`, facts: { field: issue.path.map(String).join('.').slice(0, 80) } } }
  }
  const length = JSON.stringify(result.data.body).length
  if (length > MOST) return { problem: { code: 'BODY_TOO_LARGE', facts: { max: MOST, length } } }
  return { entry: result.data as Entry }
}
