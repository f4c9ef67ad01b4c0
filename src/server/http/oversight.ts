import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { nameIn } from '#kernel/field/name.ts'
import { isDay } from '#kernel/rule/day.ts'
import { within } from '../db/pool.ts'
import type { Office } from '../directory.ts'
import { oversightOf, type Oversight } from '../oversight/oversight.ts'
import { getSystem, reachOf } from '../reach.ts'
import type { TallyNews } from '../rollup/rollup.ts'
import { costly } from './costly.ts'
import { actingOf, type Deps, type Signed } from './deps.ts'
import { ProblemError } from './problem.ts'
import { sendTable } from './send-table.ts'
import { isStillHeld } from './session.ts'
import type { SyncRecord } from './sync-record.ts'
import { labelOf } from './title.ts'
import { noteList } from './viewing.ts'

const asked = z.strictObject({
  office: z
    .string()
    .regex(/^[0-9a-f-]{36}$/)
    .optional(),
  day: z.string().optional(),
  format: z.enum(['csv', 'xlsx']).default('csv'),
})

/** The one click: my area now, one level deeper with every row, and live. */
export function routes(app: FastifyInstance, deps: Deps): void {
  const read = async (
    signed: Signed & { held: NonNullable<Signed['held']> },
    raw: unknown,
  ): Promise<{ view: Oversight; format: 'csv' | 'xlsx' }> => {
    const query = asked.safeParse(raw)
    if (!query.success) throw new ProblemError('REQUEST_MALFORMED')
    const office = officeFor(deps, signed, query.data.office)
    const today = deps.directory.today(office, deps.now())
    const day = query.data.day ?? today
    if (!isDay(day) || day > today) throw new ProblemError('FIELD_WRONG_DAY', { value: day.slice(0, 20), today })
    const view = await within(deps.pool, reachOf(signed.person, signed.held), async (client) => {
      const seen = await oversightOf(client, deps, office, day, signed.held.office.path)
      const rows = seen.records.map((doc) => ({ doc, subject: subjectOf(doc) }))
      await noteList(client, deps, signed, rows, 'list')
      return seen
    })
    return { view, format: query.data.format }
  }

  app.get('/api/v1/oversight', async (request) => (await read(actingOf(request), request.query)).view)

  app.get('/api/v1/oversight/export', { config: costly }, async (request, reply) => {
    const signed = actingOf(request)
    const { view, format } = await read(signed, request.query)
    const { language } = signed
    const heads = view.figures.flatMap(({ system, measure, of }) => {
      const label =
        measure === 'reported'
          ? `${labelOf('title', language, {}, system)}: ${labelOf('measures.reported', language)}`
          : labelOf(`measures.${measure}`, language, {}, system)
      return of === undefined ? [label] : [label, `${label} /`]
    })
    return sendTable(reply, format, `oversight-${view.office.code}-${view.day}`, {
      columns: [
        labelOf('oversight.code', language),
        labelOf('oversight.office', language),
        labelOf('oversight.schools', language),
        ...heads,
      ],
      rows: view.rows.map((row) => [
        row.office.code,
        nameIn(row.office.names, language),
        row.schools,
        ...row.figures.flatMap(({ value, of }) => (of === undefined ? [value] : [value, of])),
      ]),
    })
  })

  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
  })

  app.get('/api/v1/oversight/events', async (request, reply) => {
    const signed = actingOf(request)
    const office = officeFor(deps, signed, (request.query as { office?: string }).office)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    raw.write(`retry: 3000\n\nevent: hello\ndata: {}\n\n`)
    // Whoever was signed out or left her post meanwhile hears no more; the page then asks anew and is told why.
    const say = (text: string) =>
      void isStillHeld(app, request, deps).then(
        (isHeld) => (isHeld ? raw.write(text) : end()),
        () => end(),
      )
    const tell = (news: TallyNews) => {
      if (news.offices.has(office.id))
        say(`event: tally\ndata: ${JSON.stringify({ days: news.days, lagSeconds: deps.rollup.lagSeconds() })}\n\n`)
    }
    const beat = setInterval(() => say(': \n\n'), 25_000)
    deps.rollup.news.on('tally', tell)
    const end = () => {
      open.delete(end)
      clearInterval(beat)
      deps.rollup.news.off('tally', tell)
      raw.end()
    }
    request.raw.once('close', end)
    open.add(end)
  })
}

/** Whom a page is about. */
function subjectOf({ system, body }: SyncRecord): string | null {
  const field = getSystem(system).subject
  return field === undefined ? null : String(body[field] ?? '')
}

function officeFor(
  deps: Deps,
  { held }: Signed & { held: NonNullable<Signed['held']> },
  id: string | undefined,
): Office {
  const office = id === undefined ? held.office : deps.directory.find(id)
  if (!office) throw new ProblemError('NOT_FOUND')
  if (!office.path.startsWith(held.office.path)) throw new ProblemError('OFFICE_FOREIGN')
  return office
}
