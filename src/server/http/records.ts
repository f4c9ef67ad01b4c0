import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { clockTrust } from '#kernel/entry/clock.ts'
import { isUuid } from '#kernel/field/ref.ts'
import { isDay } from '#kernel/rule/day.ts'
import { systems } from '#systems/index.ts'
import { contextData } from '../append/office-context.ts'
import { fromDoc } from '../db/doc.ts'
import { within, type Client } from '../db/pool.ts'
import { actorOf, type Held } from '../directory.ts'
import { getSystem, reachOf, readable } from '../reach.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { namesOf, RECORD_COLUMNS, syncRecord, type RecordRow } from './sync-record.ts'

const spread =
  systems
    .filter((d) => d.spreads)
    .map((d) => `'${d.id}'`)
    .join(', ') || `''`

const uuid = z.string().refine(isUuid)

/** A name of something that a column could hold. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0]*$/)

const listed = z.strictObject({
  system: text(60),
  office: uuid.optional(),
  state: text(40).optional(),
  day: z.string().refine(isDay).optional(),
  after: text(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** Reading records, one office at a time, and one record with all its entries: the page with its red ink. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get('/api/v1/records', async (request) => {
    const { held, person } = actingOf(request)
    const query = listed.safeParse(request.query)
    if (!query.success) throw new ProblemError('REQUEST_MALFORMED')
    const { system, office, state, day, after, limit } = query.data
    const rows = await within(deps.pool, reachOf(actorOf(person, held)), async (client) => {
      const { rows: found } = await client.query(
        `select ${RECORD_COLUMNS} from record where ($1::text is null or system = $1) and ($2::uuid is null or office = $2) and ($3::text is null or state = $3)
           and ($4::date is null or on_day = $4) and ($5::text is null or office::text || stream > $5) and ${own(deps, '$7', '$8', '$9')}
         order by office::text || stream limit $6`,
        [
          system,
          office ?? null,
          state ?? null,
          day ?? null,
          after ?? null,
          limit + 1,
          held.office.path,
          readable(held.role),
          person,
        ],
      )
      return found as RecordRow[]
    })
    const page = rows.slice(0, limit)
    const last = page.at(-1)?.doc
    return {
      records: page.map((row) => syncRecord(row, deps.directory, held.office.id)),
      people: await namesOf(
        deps.pool,
        page.map((row) => row.subject ?? person),
      ),
      ...(rows.length > limit && last && { next: last.office + last.stream }),
    }
  })

  app.get<{ Params: { office: string; system: string; '*': string } }>(
    '/api/v1/records/:office/:system/*',
    async (request) => {
      const { held, person } = actingOf(request)
      const { office, system, '*': stream } = request.params
      const found = uuid.safeParse(office).success ? deps.directory.find(office) : undefined
      if (!found || !text(200).safeParse(stream).success) throw new ProblemError('NOT_FOUND')
      const definition = getSystemOrNone(system)
      return within(deps.pool, reachOf(actorOf(person, held)), async (client) => {
        const row = await readOne(client, deps, held, person, office, system, stream)
        const { rows: entries } = await client.query(
          `select id, office, system, version, stream, step, body, replaces, reason, by_person as by, post, device, clock, seq, assigned, flags,
           (extract(epoch from received) * 1000)::float8 as received
         from entry where office = $1 and system = $2 and stream = $3 order by seq`,
          [office, system, stream],
        )
        const data = await contextData(client, deps.directory, found, deps.now())
        const needs = await needed(client, definition.needs, row)
        const people = [
          ...entries.map((entry) => entry.by as string),
          ...data.staff.map((s) => s.person),
          ...(row.subject ? [row.subject] : []),
        ]
        return {
          record: syncRecord(row, deps.directory),
          office: { id: found.id, names: found.names, level: found.level },
          entries: entries.map((entry) => ({
            ...entry,
            trust: clockTrust(entry.clock, entry.received),
            title: titleIn(data.staff, entry.post),
          })),
          data,
          needs,
          people: await namesOf(deps.pool, people),
        }
      })
    },
  )
}

const titleIn = (staff: readonly { post: string; title: unknown }[], post: string): unknown =>
  staff.find((s) => s.post === post)?.title

function getSystemOrNone(id: string): ReturnType<typeof getSystem> {
  try {
    return getSystem(id)
  } catch {
    throw new ProblemError('NOT_FOUND')
  }
}

/** The application's own rule beside row-level security; a test takes it away to see that the other holds alone. */
const own = (deps: Deps, path: string, systems: string, person: string): string =>
  deps.isFiltering === false
    ? `(${path}::text, ${systems}::text[], ${person}::uuid) is not null`
    : `((starts_with(path, ${path}) and system = any(${systems})) or subject = ${person}::uuid or (starts_with(${path}, path) and system in (${spread})))`

async function readOne(
  client: Client,
  deps: Deps,
  held: Held,
  person: string,
  office: string,
  system: string,
  stream: string,
): Promise<RecordRow> {
  const { rows } = await client.query(
    `select ${RECORD_COLUMNS} from record where office = $1 and system = $2 and stream = $3 and ${own(deps, '$4', '$5', '$6')}`,
    [office, system, stream, held.office.path, readable(held.role), person],
  )
  if (!rows[0]) throw new ProblemError('NOT_FOUND')
  return rows[0] as RecordRow
}

/** Records of the subject that explain a case (her leave of the year), as far as the reader may see them. */
async function needed(
  client: Client,
  needs: ReturnType<typeof getSystem>['needs'],
  row: RecordRow,
): Promise<{ [need: string]: unknown[] }> {
  const found: { [need: string]: unknown[] } = {}
  for (const [name, need] of Object.entries(needs)) {
    if (need.of !== 'subject' || !row.subject) continue
    found[name] = (
      await client.query('select doc from record where subject = $1 and system = $2', [row.subject, need.system])
    ).rows.map((r) => fromDoc(r.doc))
  }
  return found
}
