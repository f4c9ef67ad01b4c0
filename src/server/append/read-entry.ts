import { z } from 'zod'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Problem } from '#kernel/error.ts'
import { excerpt } from '#kernel/field/excerpt.ts'

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
  evidence: z
    .strictObject({
      key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
      n: z.number().int().min(1),
      prev: z
        .string()
        .regex(/^[A-Za-z0-9_-]{43}$/)
        .nullable(),
      seen: z.strictObject({ size: z.number().int().min(0), root: z.string().length(44) }).optional(),
      salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
      sig: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
    })
    .optional(),
})

/** Most characters of one entry's body as JSON. A class of 500 is 22,000. */
const MOST = 65_536

/** Most levels of lists and objects within each other in a body: a definition has four. */
const DEEPEST = 32

const UNFIT = /[\p{Surrogate}\u0000-\u001f\u007f]/u

/**
 * Reads one envelope, or says what is wrong with it; its neighbours in the batch are not touched by that. Where the
 * envelope itself is sound, it comes along as far as it can be kept for its author.
 */
export function readEntry(raw: unknown): { entry: Entry } | { problem: Problem; kept?: Entry } {
  const result = entrySchema.safeParse(raw)
  if (!result.success) {
    const path = result.error.issues[0]!.path.map(String)
    return malformed(path)
  }
  const entry = result.data as Entry
  if (isDeeper(entry.body, DEEPEST)) return { ...malformed(['body']), kept: { ...entry, body: {} } }
  const length = JSON.stringify(entry.body).length
  if (length > MOST)
    return { problem: { code: 'BODY_TOO_LARGE', facts: { max: MOST, length } }, kept: { ...entry, body: {} } }
  const unfit = (['system', 'stream', 'step'] as const).find((part) => UNFIT.test(entry[part]))
  if (unfit) return { problem: { code: 'TEXT_MALFORMED', at: `/${unfit}` }, kept: entry }
  return { entry }
}

const malformed = (path: readonly string[]): { problem: Problem } => ({
  problem: {
    code: 'ENTRY_MALFORMED',
    at: `/${excerpt(path.join('/'), 80)}`,
    facts: { field: excerpt(path.join('.'), 80) },
  },
})

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)))
