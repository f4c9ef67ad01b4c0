import { setImmediate as breathe } from 'node:timers/promises'
import type { Actor } from '#kernel/define/who.ts'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Batch } from '../append/batch.ts'
import type { Head } from '../append/leaves.ts'
import { store } from '../append/store.ts'
import { everywhere, named, within, type Client } from '../db/pool.ts'
import type { Office } from '../directory.ts'
import { condense } from './condense.ts'
import { lockImports, type Job, type Outcome } from './job.ts'
import { tellProblems } from './pupil-page.ts'
import type { Row } from './row.ts'

/** The rows of one school as entries. */
export type School = { office: Office; pages: { row: Row; entry: Entry }[] }

const takenIds = named('import-known', 'select id from entry where office = $1 and id = any($2::uuid[])')
const readHead = named('import-head', 'select seq, leaf from office_head where office = $1')

/**
 * Entries of a file in bulk: first every row of every school is judged by the registers' own rules and nothing is
 * written; only where all is well, one transaction judges again under the locks of all these schools and writes.
 */
export async function takePages(
  job: Job,
  schools: readonly School[],
  actorAt: (office: Office) => Actor,
): Promise<Outcome> {
  const { pool } = job.deps
  const take = (client: Client, list: readonly School[], isWriting: boolean) =>
    takeAll(client, job, list, isWriting, actorAt)
  const judged = await within(pool, everywhere, (client) => take(client, schools, false))
  if (job.isDry || job.problems.total > 0) return judged
  for (const { office } of schools) await job.deps.ledger.ensureHead(office.id)
  const inOrder = [...schools].sort((a, b) => (a.office.id < b.office.id ? -1 : 1))
  try {
    return await within(pool, everywhere, async (client) => {
      await lockImports(client)
      const outcome = await take(client, inOrder, true)
      // A page written by somebody else since the first look: nothing of the file is kept.
      if (job.problems.total > 0) throw new Overtaken()
      return outcome
    })
  } catch (error) {
    if (error instanceof Overtaken) return judged
    throw error
  } finally {
    for (const { office } of schools) job.deps.ledger.records.forget(office.id)
  }
}

class Overtaken extends Error {}

async function takeAll(
  client: Client,
  job: Job,
  schools: readonly School[],
  isWriting: boolean,
  actorAt: (office: Office) => Actor,
): Promise<Outcome> {
  const sum: Outcome = { made: 0, known: 0, flagged: 0 }
  let done = 0
  for (const school of schools) {
    const { made, known, flagged } = await takeSchool(client, job, school, isWriting, actorAt(school.office))
    sum.made += made
    sum.known += known
    sum.flagged += flagged
    done += school.pages.length
    job.tell({ stage: isWriting ? 'write' : 'check', done, of: job.rows.length })
  }
  return sum
}

async function takeSchool(
  client: Client,
  job: Job,
  { office, pages }: School,
  isWriting: boolean,
  actor: Actor,
): Promise<Outcome> {
  const { ledger, now } = job.deps
  const { person } = job.actor
  const head = isWriting
    ? await ledger.lock(client, office.id)
    : (((await client.query(readHead([office.id]))).rows[0] as Head | undefined) ?? { seq: 0, leaf: null })
  const { rows } = await client.query(takenIds([office.id, pages.map(({ entry }) => entry.id)]))
  const taken = new Set(rows.map((row) => row.id as string))
  const fresh = pages.filter(({ entry }) => !taken.has(entry.id))
  if (fresh.length === 0) return { made: 0, known: taken.size, flagged: 0 }
  const at = now()
  const { batch, series } = await ledger.open(
    client,
    office,
    person,
    fresh.map(({ entry }) => entry),
    { now: at, receivedAt: () => at, head },
  )
  const flagged = judgeAll(batch, fresh, actor)
  if (isWriting && job.problems.total === 0)
    await Promise.all(store(client, office, at, condense(batch.written), head, series))
  await breathe()
  return { made: fresh.length, known: taken.size, flagged }
}

/** Judges the rows of one school one after the other; says how many were taken with a mark. */
function judgeAll(batch: Batch, pages: School['pages'], actor: Actor): number {
  let flagged = 0
  for (const { row, entry } of pages) {
    const { status, problems, flags } = batch.take(entry, actor)
    if (status !== 'accepted') tellProblems(row, problems)
    else if (flags.length > 0) flagged += 1
  }
  return flagged
}
