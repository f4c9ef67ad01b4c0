import { createHash } from 'node:crypto'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Definition } from '#kernel/define/definition.ts'
import { deviceOf } from '#kernel/entry/door.ts'
import type { Office } from '../directory.ts'
import type { Job } from './job.ts'

/** An entry that a row of a file comes to: by the one who imports, under her post. */
export function entryOf(
  job: Job,
  office: Office,
  definition: Definition,
  given: Pick<Entry, 'id' | 'stream' | 'step' | 'body'> & { reason?: string },
): Entry {
  const at = job.deps.now()
  return {
    ...given,
    office: office.id,
    system: definition.id,
    version: definition.version,
    replaces: [],
    by: job.actor.person,
    post: job.actor.held.post,
    device: deviceOf('import'),
    clock: { at, since: 0, contact: at },
  }
}

/**
 * An id that follows from the file and the row, so that the same file a second time changes nothing. Its time is the
 * day of admission: the entry then lies in the partition of that month.
 */
export function idOf({ hash }: Job, what: string, time: number): string {
  const hex = createHash('sha256').update(`${hash} ${what}`).digest('hex')
  const front = time > 0 ? time.toString(16).padStart(12, '0') : hex.slice(40, 52)
  return `${front.slice(0, 8)}-${front.slice(8)}-${time > 0 ? 7 : 8}${hex.slice(0, 3)}-a${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}
