import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ContextData } from '#kernel/define/make-context.ts'
import { addDays } from '#kernel/rule/day.ts'
import { systems } from '#systems/index.ts'
import { contextData } from '../append/office-context.ts'
import { LOG_PROMISE } from '../config.ts'
import { within, type Client } from '../db/pool.ts'
import { actorOf, type Held } from '../directory.ts'
import { reachOf, readable } from '../reach.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { namesOf, syncRecord, type RecordRow } from './sync-record.ts'
import { noteList } from './viewing.ts'

const MOST = 4_000

/** How far a device has read, per office whose pages it keeps. */
type Cursor = { [office: string]: number }

const spreading = systems.filter((d) => d.spreads).map((d) => d.id)

const asked = z.strictObject({ cursor: z.string().max(4_000).optional() })

/**
 * What the device of a post needs to work without network: the pages of its own office that its role may read, what is
 * about the person herself, pages that spread from above, and for those who decide, the cases that wait for them with
 * all that is needed to judge them. Later pulls bring only what changed.
 */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get('/api/v1/sync', async (request) => {
    const signed = actingOf(request)
    const { held, person } = signed
    const query = asked.safeParse(request.query)
    if (!query.success) throw new ProblemError('REQUEST_MALFORMED')
    const since = readCursor(query.data.cursor)
    const actor = actorOf(person, held)
    const seen = await logSeen(deps)
    return within(deps.pool, reachOf(person, held), async (client) => {
      const own = await ownPages(client, deps, held, person, since)
      const above = await spreadPages(client, deps, held, since)
      const cases = await casePages(client, held, person)
      const contexts = await contextsOf(client, deps, cases, held.office.id)
      const pack = deps.directory.packOf(held.office)
      const rows = [...own.rows, ...above, ...cases]
      await noteList(client, deps, signed, rows, 'copy')
      const cursor: Cursor = { ...since }
      for (const row of [...own.rows, ...above])
        cursor[row.doc.office] = Math.max(cursor[row.doc.office] ?? 0, row.doc.seq)
      const data = await contextData(client, deps.directory, held.office, deps.now())
      return {
        time: deps.now(),
        cursor: Buffer.from(JSON.stringify(cursor)).toString('base64url'),
        more: own.rows.length >= MOST,
        ...(seen && { log: seen }),
        context: {
          data,
          actor,
          pack: {
            id: pack.id,
            names: pack.names,
            languages: pack.languages,
            language: pack.language,
            digits: pack.digits,
            currency: pack.currency,
            levels: pack.levels,
            posts: pack.posts,
            ...(pack.without && { without: pack.without }),
          },
          people: await namesOf(deps.pool, [
            person,
            ...data.staff.map((s) => s.person),
            ...rows.map((row) => row.subject ?? person),
          ]),
          contexts,
        },
        records: rows.map((row) => syncRecord(row, deps.directory, held.office.id)),
      }
    })
  })
}

/** The state of the public log that the device now sees, and the time in which what is accepted is promised to be in it. */
async function logSeen({ log, config }: Deps): Promise<{ size: number; root: string; promise: number } | undefined> {
  const checkpoint = await log?.published.find().catch(() => undefined)
  if (!checkpoint) return undefined
  const root = Buffer.from(checkpoint.root).toString('base64')
  return { size: checkpoint.size, root, promise: config.log?.promise ?? LOG_PROMISE }
}

async function ownPages(
  client: Client,
  deps: Deps,
  held: Held,
  person: string,
  since: Cursor,
): Promise<{ rows: RecordRow[] }> {
  const office = held.office.id
  const today = deps.directory.today(held.office, deps.now())
  const kept = systems.filter((d) => readable(held).includes(d.id))
  const floor = kept.map((d) => (d.keep === 0 ? '1900-01-01' : addDays(today, -d.keep * 2)))
  const { rows } = await client.query(
    `select r.doc, r.subject, r.duty_office, r.duty_role, r.duty_step, r.due_by from record r
     left join unnest($3::text[], $4::date[]) as k (system, floor) on k.system = r.system
     where r.office = $1 and r.seq > $2 and (r.subject = $5 or (k.system is not null and (r.on_day is null or r.on_day >= k.floor)))
     order by r.seq limit $6`,
    [office, since[office] ?? 0, kept.map((d) => d.id), floor, person, MOST],
  )
  return { rows: rows as RecordRow[] }
}

async function spreadPages(client: Client, deps: Deps, held: Held, since: Cursor): Promise<RecordRow[]> {
  const found: RecordRow[] = []
  for (const office of deps.directory.upward(held.office.id).slice(1)) {
    const { rows } = await client.query(
      'select doc, subject, duty_office, duty_role, duty_step, due_by from record where office = $1 and seq > $2 and system = any($3)',
      [office.id, since[office.id] ?? 0, spreading],
    )
    found.push(...(rows as RecordRow[]))
  }
  return found
}

/** Cases that wait for this post, her own cases elsewhere, and the past cases of those whose cases wait. */
async function casePages(client: Client, held: Held, person: string): Promise<RecordRow[]> {
  const { rows } = await client.query(
    `with mine as (select * from record where duty_office = $1 and duty_role = $2 order by due_by limit 500)
     select doc, subject, duty_office, duty_role, duty_step, due_by from mine where office <> $1
     union all
     select r.doc, r.subject, r.duty_office, r.duty_role, r.duty_step, r.due_by from record r
       where r.subject in (select subject from mine where office <> $1 union select $3::uuid) and r.office <> $1 and not (r.duty_office is not distinct from $1 and r.duty_role is not distinct from $2)`,
    [held.office.id, held.role, person],
  )
  return rows as RecordRow[]
}

async function contextsOf(
  client: Client,
  deps: Deps,
  cases: readonly RecordRow[],
  own: string,
): Promise<{ [office: string]: ContextData }> {
  const contexts: { [office: string]: ContextData } = {}
  for (const office of new Set(cases.filter((row) => row.duty_office === own).map((row) => row.doc.office))) {
    const found = deps.directory.find(office)
    if (found) contexts[office] = await contextData(client, deps.directory, found, deps.now())
  }
  return contexts
}

function readCursor(text: string | undefined): Cursor {
  if (!text) return {}
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>
    return Object.fromEntries(Object.entries(value).filter(([, seq]) => Number.isSafeInteger(seq))) as Cursor
  } catch {
    throw new ProblemError('REQUEST_MALFORMED')
  }
}
