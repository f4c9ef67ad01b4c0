import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { within } from '../db/pool.ts'
import { reachOf } from '../reach.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { read } from './read.ts'

const named = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })

/** How the bytes of each type begin; what a device calls a file is not believed. */
const MAGIC: { readonly [type: string]: (bytes: Buffer) => boolean } = {
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/png': (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  'image/webp': (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  'application/pdf': (bytes) => bytes.toString('latin1', 0, 5) === '%PDF-',
}

const MOST_BYTES = 2 * 1024 * 1024

/** Photos and documents by the hash of their bytes; an entry names the hash, the bytes travel apart from it. */
export function routes(app: FastifyInstance, deps: Deps): void {
  // A browser names a picture by its own type; other clients send plain bytes and name the type beside them.
  app.addContentTypeParser(Object.keys(MAGIC), { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.put('/api/v1/files/:sha256', { bodyLimit: MOST_BYTES }, async (request, reply) => {
    const { held, person } = actingOf(request)
    const { sha256 } = read(named, request.params)
    const bytes = request.body
    const type = String(request.headers['x-khata-type'] ?? request.headers['content-type'])
    if (!Buffer.isBuffer(bytes) || !Object.hasOwn(MAGIC, type) || !MAGIC[type]!(bytes))
      throw new ProblemError('FILE_TYPE_WRONG')
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new ProblemError('FILE_HASH_WRONG')
    await within(deps.pool, reachOf(person, held), (client) =>
      client.query(
        `insert into file (office, sha256, path, type, bytes, by_person, received)
         values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000)) on conflict do nothing`,
        [held.office.id, sha256, held.office.path, type, bytes, person, deps.now()],
      ),
    )
    return reply.code(201).send({ sha256, bytes: bytes.length, type })
  })

  app.get('/api/v1/files/:sha256', async (request, reply) => {
    const { held, person } = actingOf(request)
    const { sha256 } = read(named, request.params)
    const row = await within(
      deps.pool,
      reachOf(person, held),
      async (client) =>
        (await client.query('select type, bytes from file where sha256 = $1 limit 1', [sha256])).rows[0] as
          { type: string; bytes: Buffer } | undefined,
    )
    if (!row) throw new ProblemError('NOT_FOUND')
    return reply
      .type(row.type)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .send(row.bytes)
  })
}
