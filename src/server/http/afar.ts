import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { OfficeView } from '#kernel/define/context.ts'
import type { Definition, Line } from '#kernel/define/definition.ts'
import { isKeptAt } from '#kernel/define/kept-at.ts'
import { makeContext, type ContextData } from '#kernel/define/make-context.ts'
import type { Actor } from '#kernel/define/who.ts'
import type { Body } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import { isUuid } from '#kernel/field/ref.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { lineOf, neededLists } from '../append/needed-lists.ts'
import { contextData, viewOf } from '../append/office-context.ts'
import { within, type Client } from '../db/pool.ts'
import { actorOf, type Office } from '../directory.ts'
import { findSystem, reachOf } from '../reach.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'

/** More offices than this are not carried about: the areas below are shown instead, each to be fetched by itself. */
const MOST = 160

/**
 * An office below as a device carries it: what a page there begins with, today with what its registers say of the day,
 * later without; and the lines by which it is known.
 */
export type FarOffice = {
  office: OfficeView
  nearest: ContextData['nearest']
  lat?: number
  lon?: number
  lines: readonly Line[]
  starts: Body
  later: Body
}

const asked = z.strictObject({ system: z.string().max(60), under: z.string().refine(isUuid).optional() })

/** What an officer needs to write pages at offices below hers while there is no network. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get('/api/v1/afar', async (request) => {
    const { held, person } = actingOf(request)
    const query = asked.safeParse(request.query)
    if (!query.success) throw new ProblemError('REQUEST_MALFORMED')
    const definition = findSystem(query.data.system)
    if (!definition?.afar) throw new ProblemError('NOT_FOUND')
    const actor = actorOf(person, held)
    const top = deps.directory.find(query.data.under ?? held.office.id)
    if (!top?.path.startsWith(actor.path) || !definition.read.includes(held.role))
      throw new ProblemError('OFFICE_FOREIGN')
    const day = deps.directory.today(top, deps.now())
    const below = deps.directory
      .subtree(top.id)
      .filter((office) => isKeptAt(definition, office.level) && !office.isClosed && office.id !== held.office.id)
    if (below.length > MOST) return { day, offices: [], areas: areasOf(deps, top) }
    const offices = await within(deps.pool, reachOf(person, held), async (client) => {
      const list: FarOffice[] = []
      for (const office of below) list.push(await farOffice(client, deps, definition, office, actor, day))
      return list
    })
    return { day, offices, areas: [] }
  })
}

const areasOf = (deps: Deps, top: Office): { id: string; names: Name; schools: number }[] =>
  deps.directory.children(top.id).map(({ id, names }) => ({ id, names, schools: deps.directory.schools(id) }))

async function farOffice(
  client: Client,
  deps: Deps,
  definition: Definition,
  office: Office,
  actor: Actor,
  day: Day,
): Promise<FarOffice> {
  const data = await contextData(client, deps.directory, office, deps.now())
  const context = makeContext(
    data,
    actor,
    deps.now(),
    await neededLists(client, definition, lineOf(deps.directory, office.id), day, { back: 0 }),
  )
  const startsOn = (on: Day): Body => definition.starts?.(context, { on }) ?? {}
  return {
    office: viewOf(office),
    nearest: data.nearest,
    ...(office.lat !== undefined && { lat: office.lat, lon: office.lon! }),
    lines: definition.afar!(context),
    starts: startsOn(day),
    later: startsOn(addDays(day, 1)),
  }
}
