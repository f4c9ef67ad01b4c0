import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { within } from '../db/pool.ts'
import { receiptOf } from '../log/receipts.ts'
import { reachOf, readable } from '../reach.ts'
import { actingOf, type Deps } from './deps.ts'
import { ownRows } from './own-rows.ts'
import { ProblemError } from './problem.ts'

const uuid = z.uuid()
const asked = z.strictObject({ ids: z.string().max(4_000) })

/** Receipts of entries that a person may read, and how the public log stands. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get<{ Params: { office: string; entry: string } }>('/api/v1/receipts/:office/:entry', async (request) => {
    const { held, person } = actingOf(request)
    const { office, entry } = request.params
    if (!uuid.safeParse(office).success || !uuid.safeParse(entry).success || !deps.log)
      throw new ProblemError('NOT_FOUND')
    const log = deps.log
    const receipt = await within(deps.pool, reachOf(person, held), async (client) => {
      const { rows } = await client.query(
        `select from entry where office = $1 and id = $2 and ${ownRows(deps, '$3', '$4', '$5')}`,
        [office, entry, held.office.path, readable(held), person],
      )
      return rows.length === 0 ? undefined : receiptOf(client, log, office, entry)
    })
    if (!receipt) throw new ProblemError('NOT_FOUND')
    return receipt
  })

  app.get('/api/v1/receipts', async (request) => {
    const { held, person } = actingOf(request)
    const query = asked.safeParse(request.query)
    const ids = query.success ? query.data.ids.split(',') : []
    if (ids.length === 0 || ids.length > 100 || !ids.every((id) => uuid.safeParse(id).success) || !deps.log)
      throw new ProblemError('REQUEST_MALFORMED')
    const log = deps.log
    return within(deps.pool, reachOf(person, held), async (client) => {
      const { rows } = await client.query(
        'select office, id from entry where id = any($1::uuid[]) and by_person = $2',
        [ids, person],
      )
      const receipts: { [id: string]: unknown } = {}
      for (const { office, id } of rows)
        receipts[id as string] = await receiptOf(client, log, office as string, id as string)
      return { receipts }
    })
  })

  app.get('/api/v1/log', { config: { isOpen: true } }, async () => {
    // A server without a log says so: it is a state like another, and no page's error.
    if (!deps.log) return { kept: false }
    const { vkey, published, publisher, sequencer, witnesses, signer } = deps.log
    const [checkpoint, { rows }, { rows: waiting }] = await Promise.all([
      published.find(),
      deps.pool.query(
        'select code, facts, (extract(epoch from found) * 1000)::float8 as found from log_incident where closed is null',
      ),
      deps.pool.query('select s.size, (extract(epoch from s.signed) * 1000)::float8 as signed from log_state s'),
    ])
    return {
      kept: true,
      origin: signer.key.name,
      vkey,
      size: checkpoint?.size ?? 0,
      signed: waiting[0]?.signed ?? null,
      signedSize: waiting[0]?.size ?? 0,
      witnesses: [...witnesses.states.values()],
      // Messages of disks and stores may name paths: what is public is that the log waits, not why.
      stuck: sequencer.failed !== undefined,
      waitingSince: publisher.waitingSince ?? null,
      incidents: rows,
    }
  })
}
