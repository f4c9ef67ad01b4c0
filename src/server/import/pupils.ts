import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Actor } from '#kernel/define/who.ts'
import type { Entry } from '#kernel/entry/envelope.ts'
import { epochDay } from '#kernel/rule/day.ts'
import { excerpt } from '#kernel/field/excerpt.ts'
import { admission } from '#systems/admission/admission.ts'
import type { Batch } from '../append/batch.ts'
import type { Head } from '../append/leaves.ts'
import { store } from '../append/store.ts'
import { everywhere, named, within, type Client } from '../db/pool.ts'
import type { Office } from '../directory.ts'
import { condense } from './condense.ts'
import { isWithin, lockImports, officesByCode, type Job, type Outcome } from './job.ts'
import { readPage, tellFieldProblems, tellProblems } from './pupil-page.ts'
import type { Row } from './row.ts'

/** The rows of one school as entries. */
type School = { office: Office; pages: { row: Row; entry: Entry }[] }

/** Most pupils of one school in one file: each is compared with all others of her school. */
const MOST_OF_SCHOOL = 10_000

/** What an imported entry names as its device. */
const DEVICE = '01900000-0000-7000-8000-0000000f11e5'

const takenIds = named('import-known', 'select id from entry where office = $1 and id = any($2::uuid[])')
const readHead = named('import-head', 'select seq, leaf from office_head where office = $1')

/**
 * Admission pages in bulk: first every row of every school is judged by the register's own rules and nothing is
 * written; only where all is well, one transaction judges again under the locks of all these schools and writes.
 */
export async function importPupils(job: Job): Promise<Outcome> {
  const { pool } = job.deps
  const schools = await readSchools(job)
  const judged = await within(pool, everywhere, (client) => takeAll(client, job, schools, false))
  if (job.isDry || job.problems.total > 0) return judged
  for (const { office } of schools) await job.deps.ledger.ensureHead(office.id)
  const inOrder = [...schools].sort((a, b) => (a.office.id < b.office.id ? -1 : 1))
  try {
    const written = await within(pool, everywhere, async (client) => {
      await lockImports(client)
      const outcome = await takeAll(client, job, inOrder, true)
      // A page written by somebody else since the first look: nothing of the file is kept.
      if (job.problems.total > 0) throw new Overtaken()
      return outcome
    })
    return written
  } catch (error) {
    if (error instanceof Overtaken) return judged
    throw error
  } finally {
    for (const { office } of schools) job.deps.ledger.records.forget(office.id)
  }
}

class Overtaken extends Error {}

async function takeAll(client: Client, job: Job, schools: readonly School[], isWriting: boolean): Promise<Outcome> {
  const sum: Outcome = { made: 0, known: 0, flagged: 0 }
  let done = 0
  for (const school of schools) {
    const { made, known, flagged } = await takeSchool(client, job, school, isWriting)
    sum.made += made
    sum.known += known
    sum.flagged += flagged
    done += school.pages.length
    job.tell({ stage: isWriting ? 'write' : 'check', done, of: job.rows.length })
  }
  return sum
}

async function takeSchool(client: Client, job: Job, { office, pages }: School, isWriting: boolean): Promise<Outcome> {
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
    { now: at, receivedAt: () => at, seq: head.seq },
  )
  const flagged = judgeAll(batch, fresh, actorAt(job, office))
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

/**
 * The register lets its school's head and teachers write. Bringing in what stood on paper is the office's work on the
 * head's behalf: it may, because the school is its own or below it, and the entries name who did it under which post.
 */
const actorAt = ({ actor }: Job, office: Office): Actor => ({
  person: actor.person,
  post: actor.held.post,
  role: 'head',
  office: office.id,
  path: office.path,
})

async function readSchools(job: Job): Promise<School[]> {
  const find = officesByCode(job)
  const schools = new Map<string, School>()
  for (const [i, row] of job.rows.entries()) {
    if (i % 2_000 === 1_999) {
      job.tell({ stage: 'read', done: i, of: job.rows.length })
      await breathe()
    }
    const office = schoolIn(row, job, find)
    const groups = office && (office.settings.groups ?? job.deps.directory.packOf(office).groups)
    const pupil = idOf(job, `pupil ${row.row}`, 0)
    const body = readPage(row, pupil, groups)
    if (row.isBad || !office) {
      if (groups) tellFieldProblems(row, body, groups)
      continue
    }
    const school = schools.get(office.id) ?? { office, pages: [] }
    if (!schools.has(office.id)) schools.set(office.id, school)
    if (school.pages.length === MOST_OF_SCHOOL) row.wrong('school', 'IMPORT_SCHOOL_TOO_LARGE', { max: MOST_OF_SCHOOL })
    else school.pages.push({ row, entry: entryOf(job, row, office, pupil, body) })
  }
  return [...schools.values()]
}

/** The school of a row; whoever imports for her own school alone need not name it. */
function schoolIn(row: Row, job: Job, find: (code: string) => Office | undefined): Office | undefined {
  const own = job.actor.held.office
  const code = row.text('school', { needed: own.level !== 'school', max: 60, isCode: true })
  if (code === undefined) return own.level === 'school' ? own : undefined
  const office = find(code)
  if (!office) return row.wrong('school', 'IMPORT_OFFICE_UNKNOWN', { code: excerpt(code) })
  if (!isWithin(job.actor, office)) return row.wrong('school', 'IMPORT_OFFICE_FOREIGN', { code: excerpt(code) })
  if (!admission.keptAt.includes(office.level)) return row.wrong('school', 'IMPORT_NOT_SCHOOL', { code: excerpt(code) })
  if (office.isClosed) return row.wrong('school', 'OFFICE_CLOSED')
  if (!job.deps.directory.packOf(office).systems.includes(admission.id))
    return row.wrong('school', 'SYSTEM_NOT_ENABLED', { system: admission.id })
  return office
}

function entryOf(job: Job, row: Row, office: Office, pupil: string, body: Entry['body']): Entry {
  const at = job.deps.now()
  return {
    id: idOf(job, `entry ${row.row}`, epochDay(String(body['on'])) * 86_400_000),
    office: office.id,
    system: admission.id,
    version: admission.version,
    stream: pupil,
    step: 'enter',
    body,
    replaces: [],
    by: job.actor.person,
    post: job.actor.held.post,
    device: DEVICE,
    clock: { at, since: 0, contact: at },
  }
}

/**
 * An id that follows from the file and the row, so that the same file a second time changes nothing. Its time is the
 * day of admission: the entry then lies in the partition of that month.
 */
function idOf({ hash }: Job, what: string, time: number): string {
  const hex = createHash('sha256').update(`${hash} ${what}`).digest('hex')
  const front = time > 0 ? time.toString(16).padStart(12, '0') : hex.slice(40, 52)
  return `${front.slice(0, 8)}-${front.slice(8)}-${time > 0 ? 7 : 8}${hex.slice(0, 3)}-a${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}
