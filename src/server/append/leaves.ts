import { hash, randomBytes } from 'node:crypto'
import { commitEntry, privateFields } from '#kernel/log/commit.ts'
import { SALT_BYTES } from '#kernel/log/disclosure.ts'
import type { Written } from './batch.ts'

/** The newest of an office's entries, under its lock: its number, and the digest that the next leaf names. */
export type Head = { seq: number; leaf: Buffer | null }

/** A disclosure's digest, by the quickest road Node has: an append waits for it. */
const digest = (json: string): string => hash('sha256', Buffer.from(json).toString('base64url'), 'base64url')

/**
 * The public leaves of a batch, each naming the one before it, and the salts of their private values: sixteen random
 * bytes a value, kept with the row in the order of the names, so that one value can be erased alone.
 */
export function leavesOf(
  entries: Written['entries'],
  before: Buffer | null,
): { leaves: Buffer[]; salts: Buffer[]; last: Buffer | null } {
  const leaves: Buffer[] = []
  const salts: Buffer[] = []
  let last = before
  const sizes = entries.map(({ entry }) => SALT_BYTES * privateFields(entry).length)
  const random = randomBytes(sizes.reduce((sum, size) => sum + size, 0))
  let used = 0
  for (const [i, { entry, op, ref }] of entries.entries()) {
    const salt = random.subarray(used, (used += sizes[i]!))
    const text = commitEntry(digest, entry, salt, { prev: last === null ? null : last.toString('base64url'), op, ref })
    salts.push(salt)
    leaves.push(Buffer.from(text))
    last = hash('sha256', text, 'buffer')
  }
  return { leaves, salts, last }
}
