import type { LogSeen } from '../api-types.ts'
import { db } from './db.ts'

let kept: LogSeen | undefined

/** Keeps the state of the public log that the server showed last. */
export async function keepSeenLog(seen: LogSeen): Promise<void> {
  const before = await findKept()
  if (before && before.size === seen.size && before.root === seen.root && before.promise === seen.promise) return
  kept = seen
  await (await db()).put('meta', seen, 'log')
}

/** What an entry made now carries: the last state of the log that this device saw. */
export async function findSeenLog(): Promise<{ size: number; root: string } | undefined> {
  const seen = await findKept()
  return seen && { size: seen.size, root: seen.root }
}

/** Seconds in which an accepted entry is promised to be in the log; unknown where no log was ever seen. */
export const findPromise = async (): Promise<number | undefined> => (await findKept())?.promise

async function findKept(): Promise<LogSeen | undefined> {
  kept ??= (await (await db()).get('meta', 'log')) as LogSeen | undefined
  return kept
}
