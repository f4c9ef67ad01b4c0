import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Definition } from '#kernel/define/definition.ts'
import { registerCells, registerColumns, registerTable, type RegisterColumn } from '#kernel/define/register-table.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { isUuid } from '#kernel/field/ref.ts'
import { isDay } from '#kernel/rule/day.ts'
import { formatDay } from '#kernel/rule/format-day.ts'
import { within } from '../db/pool.ts'
import type { Office } from '../directory.ts'
import { formOf } from '../documents/form-of.ts'
import { namesIn } from '../documents/names-in.ts'
import { setSheet } from '../documents/set-sheet.ts'
import { word, writingOf } from '../documents/writing.ts'
import { findSystem, mayRead, reachOf } from '../reach.ts'
import { readRegister, type Wanted } from '../documents/read-register.ts'
import { actingOf, type Deps, type Signed } from './deps.ts'
import { plainCell } from './plain-cell.ts'
import { ProblemError } from './problem.ts'
import { sendPaper } from './send-paper.ts'
import { sendTable, type PlainCell } from './send-table.ts'
import { namesOf } from './sync-record.ts'
import { noteViewing } from './viewing.ts'

/** Pages of one printed register; a longer time is printed in parts, a file takes all. */
const MOST_PRINTED = 3000

const asked = z.strictObject({
  from: z.string().refine(isDay).optional(),
  to: z.string().refine(isDay).optional(),
  state: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .optional(),
  format: z.enum(['json', 'csv', 'xlsx', 'pdf']).default('json'),
  lang: z.enum(['bn', 'hi', 'en']).optional(),
})

type Acting = Signed & { held: NonNullable<Signed['held']> }

/** The whole register of an office over a time: every page with every field, streamed as a file or printed. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get<{ Params: { office: string; system: string } }>(
    '/api/v1/registers/:office/:system',
    async (request, reply) => {
      const signed = actingOf(request)
      const definition = findSystem(request.params.system)
      const office = isUuid(request.params.office) ? deps.directory.find(request.params.office) : undefined
      const query = asked.safeParse(request.query)
      if (!definition || !office) throw new ProblemError('NOT_FOUND')
      if (!query.success) throw new ProblemError('REQUEST_MALFORMED')
      const { format, lang = signed.language, from, to, state } = query.data
      const { held, person } = signed
      if (!office.path.startsWith(held.office.path) || !mayRead(definition, held))
        throw new ProblemError('OFFICE_FOREIGN')
      const wanted: Wanted = { office: office.id, definition, from, to, state }
      const isOwn = held.office.id === office.id
      const reach = reachOf(person, held)
      await within(deps.pool, reach, (client) =>
        noteViewing(client, deps, signed, office, definition.id, { what: 'register' }),
      )
      const what = [definition.id, 'register', from ?? '', to ?? ''].filter(Boolean).join('/')
      if (format === 'csv' || format === 'xlsx') {
        const columns = registerColumns(definition, isOwn)
        const rows = plainRows(deps, signed, office, lang, columns, wanted)
        const writing = writingOf(lang, deps.directory.packOf(office))
        const heads = [...columns.map(({ head }) => head), { label: 'paper.state' }]
        return sendTable(reply, format, what.replaceAll('/', '-'), {
          columns: [{ label: 'paper.row' }, ...heads].map((head) => plainCell(head, definition, writing)),
          rows,
        })
      }
      const records: Folded[] = []
      for await (const some of readRegister(deps.pool, reach, wanted)) {
        records.push(...some)
        if (records.length > MOST_PRINTED) throw new ProblemError('PAPER_TOO_LONG', { max: MOST_PRINTED })
      }
      const table = registerTable(definition, records, isOwn)
      if (format === 'json') return table
      const nameOf = await within(deps.pool, reach, (client) =>
        namesIn(
          client,
          deps.pool,
          deps.directory,
          office.id,
          records.map(({ body }) => body),
        ),
      )
      const writing = writingOf(lang, deps.directory.packOf(office), nameOf)
      const by = (await namesOf(deps.pool, [person]))[person]
      const form = await formOf(deps.directory, office, lang, { at: deps.now(), by })
      const period = [from, to].map((day) => (day ? formatDay(day, lang, writing.digits, 'long') : '…')).join(' – ')
      const facts = {
        ...((from || to) && { period }),
        ...(state && { state: writing.label(definition.id, `states.${state}`) }),
      }
      const paper = setSheet(table, definition, form, writing, facts)
      return sendPaper(
        request,
        reply,
        deps,
        { ...paper, title: word('paper.register', lang, { title: paper.title }) },
        { office, what },
      )
    },
  )
}

/** The rows of a register as plain cells, some hundred pages at a time, however long it is. */
async function* plainRows(
  deps: Deps,
  { person, held }: Acting,
  office: Office,
  lang: Signed['language'],
  columns: readonly RegisterColumn[],
  wanted: Wanted,
): AsyncGenerator<PlainCell[]> {
  const reach = reachOf(person, held)
  const definition: Definition = wanted.definition
  let count = 0
  for await (const records of readRegister(deps.pool, reach, wanted)) {
    const nameOf = await within(deps.pool, reach, (client) =>
      namesIn(
        client,
        deps.pool,
        deps.directory,
        office.id,
        records.map(({ body }) => body),
      ),
    )
    const writing = writingOf(lang, deps.directory.packOf(office), nameOf)
    for (const record of records) {
      count += 1
      yield [count, ...registerCells(record, columns).map((cell) => plainCell(cell, definition, writing))]
    }
  }
}
