import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isUuid } from '#kernel/field/ref.ts'
import { isDay } from '#kernel/rule/day.ts'
import { within } from '../db/pool.ts'
import { findSystem, reachOf, readable } from '../reach.ts'
import { actingOf, type Deps } from './deps.ts'
import { ownRows } from './own-rows.ts'
import { ProblemError } from './problem.ts'
import { readPage } from './record-page.ts'
import { recordPaper } from './record-paper.ts'
import { sendPaper } from './send-paper.ts'
import { namesOf, RECORD_COLUMNS, syncRecord, type RecordRow } from './sync-record.ts'
import { noteList } from './viewing.ts'

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

const one = z.strictObject({
  format: z.enum(['json', 'pdf']).default('json'),
  lang: z.enum(['bn', 'hi', 'en']).optional(),
})

/** Reading records, one office at a time, and one record with all its entries: the page with its red ink. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get('/api/v1/records', async (request) => {
    const signed = actingOf(request)
    const { held, person } = signed
    const query = listed.safeParse(request.query)
    if (!query.success) throw new ProblemError('REQUEST_MALFORMED')
    const { system, office, state, day, after, limit } = query.data
    const rows = await within(deps.pool, reachOf(person, held), async (client) => {
      const { rows: found } = await client.query(
        `select ${RECORD_COLUMNS} from record where ($1::text is null or system = $1) and ($2::uuid is null or office = $2) and ($3::text is null or state = $3)
           and ($4::date is null or on_day = $4) and ($5::text is null or office::text || stream > $5) and ${ownRows(deps, '$7', '$8', '$9')}
         order by office::text || stream limit $6`,
        [
          system,
          office ?? null,
          state ?? null,
          day ?? null,
          after ?? null,
          limit + 1,
          held.office.path,
          readable(held),
          person,
        ],
      )
      await noteList(client, deps, signed, found as RecordRow[], 'list')
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
    async (request, reply) => {
      const signed = actingOf(request)
      const { office, system, '*': stream } = request.params
      const found = uuid.safeParse(office).success ? deps.directory.find(office) : undefined
      const definition = findSystem(system)
      if (!found || !definition || !text(200).safeParse(stream).success) throw new ProblemError('NOT_FOUND')
      const query = one.safeParse(request.query)
      if (!query.success) throw new ProblemError('REQUEST_MALFORMED')
      const { format, lang = signed.language } = query.data
      const { page, paper } = await within(deps.pool, reachOf(signed.person, signed.held), async (client) => {
        const read = await readPage(client, deps, signed, found, definition, stream)
        return { page: read, paper: format === 'pdf' && (await recordPaper(client, deps, signed, found, read, lang)) }
      })
      return paper ? sendPaper(request, reply, deps, paper, { office: found, what: `${system}/${stream}` }) : page
    },
  )
}
