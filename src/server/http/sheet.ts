import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Definition } from '#kernel/define/definition.ts'
import { isKeptAt } from '#kernel/define/kept-at.ts'
import { makeContext } from '#kernel/define/make-context.ts'
import type { Sheet, Table } from '#kernel/define/sheet.ts'
import { addDays, isDay } from '#kernel/rule/day.ts'
import { lineOf, neededAt, neededLists } from '../append/needed-lists.ts'
import { contextData, viewOf } from '../append/office-context.ts'
import { within } from '../db/pool.ts'
import { actorOf, type Office } from '../directory.ts'
import { formOf } from '../documents/form-of.ts'
import { setSheet } from '../documents/set-sheet.ts'
import { writingOf } from '../documents/writing.ts'
import { findSystem, mayRead, reachOf } from '../reach.ts'
import { costly } from './costly.ts'
import { actingOf, type Deps, type Signed } from './deps.ts'
import { plainCell } from './plain-cell.ts'
import { ProblemError } from './problem.ts'
import { sendPaper } from './send-paper.ts'
import { sendTable } from './send-table.ts'
import { namesOf } from './sync-record.ts'
import { noteViewing } from './viewing.ts'

const asked = z.strictObject({
  group: z.string().max(20).optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  day: z.string().refine(isDay).optional(),
  year: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  page: z.string().max(200).optional(),
  format: z.enum(['json', 'csv', 'xlsx', 'pdf']).default('json'),
  lang: z.enum(['bn', 'hi', 'en']).optional(),
})

/** Of a larger area the pages of so many offices would be read at once; its parts are looked at instead. */
const MOST_OFFICES = 400

type Params = { readonly [key: string]: string }

/** Pages that a definition draws from records (month sheet, roll, absentees): as a table, as a file, or as printed. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get<{ Params: { office: string; system: string; sheet: string } }>(
    '/api/v1/sheet/:office/:system/:sheet',
    { config: costly },
    async (request, reply) => {
      const signed = actingOf(request)
      const definition = findSystem(request.params.system)
      const sheet =
        definition && Object.hasOwn(definition.sheets, request.params.sheet)
          ? definition.sheets[request.params.sheet]
          : undefined
      const office = deps.directory.find(request.params.office)
      const query = asked.safeParse(request.query)
      if (!definition || !sheet || !office) throw new ProblemError('NOT_FOUND')
      if (!query.success || sheet.params.some((param) => query.data[param] === undefined))
        throw new ProblemError('REQUEST_MALFORMED')
      const { format, lang = signed.language, ...params } = query.data
      const table = await drawn(deps, signed, definition, sheet, office, params as Params)
      if (format === 'json') return table
      const writing = writingOf(lang, deps.directory.packOf(office))
      const shown = Object.fromEntries(sheet.params.map((param) => [param, params[param]]))
      const what = [definition.id, request.params.sheet, ...Object.values(shown)].join('/')
      if (format === 'pdf') {
        const by = (await namesOf(deps.pool, [signed.person]))[signed.person]
        const made = { at: deps.now(), by, ...(sheet.signs && { signs: sheet.signs }) }
        const form = await formOf(deps.directory, office, lang, made)
        return sendPaper(request, reply, deps, setSheet(table, definition, form, writing, shown), { office, what })
      }
      return sendTable(reply, format, what.replaceAll('/', '-'), {
        columns: table.columns.map(({ head, sub = null }) =>
          [head, sub]
            .map((cell) => plainCell(cell, definition, writing))
            .filter((part) => part !== null && part !== '')
            .join(' '),
        ),
        rows: table.rows.map((row) => row.cells.map((cell) => plainCell(cell, definition, writing))),
      })
    },
  )
}

/** The table of a sheet as this reader may see it. */
async function drawn(
  deps: Deps,
  signed: Signed & { held: NonNullable<Signed['held']> },
  definition: Definition,
  sheet: Sheet,
  office: Office,
  params: Params,
): Promise<Table> {
  const { person, held } = signed
  const actor = actorOf(person, held)
  // Of the own pages nothing is drawn that row-level security does not let through.
  if (!office.path.startsWith(actor.path) || !(sheet.isOwn || mayRead(definition, held)))
    throw new ProblemError('OFFICE_FOREIGN')
  return within(deps.pool, reachOf(person, held), async (client): Promise<Table> => {
    const last =
      params['day'] ??
      (params['month'] ? addDays(`${params['month']}-28`, 4) : deps.directory.today(office, deps.now()))
    const lists = await neededLists(client, definition, lineOf(deps.directory, office.id), last)
    const data = await contextData(client, deps.directory, office, deps.now())
    const context = makeContext(data, actor, deps.now(), lists)
    if (sheet.isFor && !sheet.isFor(context)) throw new ProblemError('NOT_FOUND')
    if (!sheet.isOwn) await noteViewing(client, deps, signed, office, definition.id, { what: 'sheet' })
    if (!sheet.area || isKeptAt(definition, office.level)) return sheet.table(context, params)
    const below = deps.directory
      .subtree(office.id)
      .filter((one) => isKeptAt(definition, one.level) && !one.isClosed)
      .sort((a, b) => (a.code < b.code ? -1 : 1))
    if (below.length > MOST_OFFICES) throw new ProblemError('SHEET_AREA_LARGE', { most: MOST_OFFICES })
    const recordsOf = await neededAt(
      client,
      definition,
      sheet.area.needs,
      below.map(({ id }) => id),
    )
    const places = below.map((one) => ({ office: viewOf(one), records: (need: string) => recordsOf(one.id, need) }))
    return sheet.area.table(context, places, params)
  })
}
