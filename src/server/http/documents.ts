import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { within } from '../db/pool.ts'
import { reachOf } from '../reach.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { read, uuid } from './read.ts'
import { named } from './send-table.ts'

const bySha256 = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const byEntry = z.strictObject({ office: uuid, entry: uuid })

/** Papers as they were issued, byte for byte: by their hash, or by the entry that issued them. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.get('/api/v1/documents/:sha256', async (request, reply) => {
    const { sha256 } = read(bySha256, request.params)
    return send(request, reply, '(sha256 = $1 or digest = $1)', [sha256])
  })

  app.get('/api/v1/documents/:office/:entry', async (request, reply) => {
    const { office, entry } = read(byEntry, request.params)
    return send(request, reply, 'office = $1 and entry = $2', [office, entry])
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    which: string,
    values: readonly string[],
  ): Promise<FastifyReply> {
    const { held, person } = actingOf(request)
    const found = await within(deps.pool, reachOf(person, held), async (client) => {
      const { rows } = await client.query(`select office, entry from document where ${which} limit 1`, [...values])
      return rows[0] as { office: string; entry: string } | undefined
    })
    const printed = found && (await app.archive.get(found.office, found.entry).catch(unprintable(request)))
    if (!printed) throw new ProblemError('NOT_FOUND')
    const code = deps.directory.get(found.office).code
    named(reply, [code, printed.kind, printed.number].filter((part) => part !== null).join('-'), 'pdf', 'inline')
    return reply
      .type('application/pdf')
      .header('etag', `"${printed.sha256}"`)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .send(printed.bytes)
  }
}

const unprintable =
  (request: FastifyRequest) =>
  (error: Error): never => {
    request.log.error({ fault: error.message.slice(0, 500) }, 'an issued paper could not be printed')
    throw new ProblemError('PAPER_UNPRINTABLE')
  }
