import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { makeContext } from '#kernel/define/make-context.ts'
import type { Cell, Table } from '#kernel/define/sheet.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { nameIn, type Script } from '#kernel/field/name.ts'
import { addDays, isDay } from '#kernel/rule/day.ts'
import { contextData } from '../append/office-context.ts'
import { fromRows } from '../db/doc.ts'
import { within } from '../db/pool.ts'
import { actorOf } from '../directory.ts'
import { findSystem, reachOf } from '../reach.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { sendTable } from './send-table.ts'
import { labelOf } from './title.ts'

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
  format: z.enum(['json', 'csv', 'xlsx']).default('json'),
})

/** Pages that a definition draws from records (month sheet, roll, absentees): as a table, or as a file. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get<{ Params: { office: string; system: string; sheet: string } }>(
    '/api/v1/sheet/:office/:system/:sheet',
    async (request, reply) => {
      const { held, person, language } = actingOf(request)
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
      const { format, ...params } = query.data
      const actor = actorOf(person, held)
      if (!office.path.startsWith(actor.path) || !definition.read.includes(held.role))
        throw new ProblemError('OFFICE_FOREIGN')
      const table = await within(deps.pool, reachOf(actor), async (client): Promise<Table> => {
        const last =
          params.day ?? (params.month ? addDays(`${params.month}-28`, 4) : deps.directory.today(office, deps.now()))
        const lists = new Map<string, Folded[]>()
        for (const [name, need] of Object.entries(definition.needs)) {
          const isDated = need.of === 'day'
          const { rows } = await client.query(
            'select doc from record where office = $1 and system = $2 and ($3::date is null or on_day between $3 and $4)',
            [office.id, need.system, isDated ? addDays(last, -130) : null, isDated ? last : null],
          )
          lists.set(name, fromRows(rows))
        }
        const context = makeContext(
          await contextData(client, deps.directory, office, deps.now()),
          actor,
          deps.now(),
          (need) => lists.get(need) ?? [],
        )
        return sheet.table(context, params as { [key: string]: string })
      })
      if (format === 'json') return table
      return sendTable(reply, format, `${definition.id}-${request.params.sheet}-${Object.values(params).join('-')}`, {
        columns: table.columns.map((column) => cellText(column.head, language, definition.id)),
        rows: table.rows.map((row) => row.cells.map((cell) => cellText(cell, language, definition.id))),
      })
    },
  )
}

/** A cell as plain text for a file. */
function cellText(cell: Cell, language: Script, system: string): string | number {
  if (cell === null) return ''
  if (typeof cell === 'string' || typeof cell === 'number') return cell
  return 'label' in cell ? labelOf(cell.label as string, language, cell.facts as never, system) : nameIn(cell, language)
}
