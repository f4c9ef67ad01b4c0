import type { FastifyInstance } from 'fastify'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { hashesAt, parseTilePath, TILE } from '#kernel/log/tile-path.ts'
import type { Deps } from './deps.ts'
import { ProblemError } from './problem.ts'

const compress = promisify(gzip)

const IMMUTABLE = 'public, max-age=31536000, immutable'

/**
 * The public log as c2sp.org/tlog-tiles has it, for anyone and from any page. Only what the published checkpoint covers
 * is served; a folder or bucket with the same files does the same without us.
 */
export function routes(app: FastifyInstance, deps: Deps): void {
  const log = deps.log
  if (!log) return
  const open = { config: { isOpen: true, isEarly: true } }
  app.addHook('onRequest', async (_request, reply) => {
    void reply.headers({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    })
  })

  app.get('/log/checkpoint', open, async (_request, reply) => {
    const checkpoint = await log.published.find()
    if (!checkpoint) throw new ProblemError('NOT_FOUND')
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=2').send(checkpoint.note)
  })

  app.get('/log/policy', open, async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'public, max-age=60').send(log.policyText),
  )

  app.get<{ Params: { '*': string } }>('/log/tile/*', open, async (request, reply) => {
    const path = `tile/${request.params['*']}`
    const name = parseTilePath(path)
    const size = name ? ((await log.published.find())?.size ?? 0) : 0
    const have = name ? hashesAt(name.level === 'entries' ? 0 : name.level, size) : 0
    const bytes = name && name.index * TILE + name.width <= have ? await log.storage.read(path) : undefined
    if (!name || !bytes) throw new ProblemError('NOT_FOUND')
    void reply.type('application/octet-stream').header('cache-control', IMMUTABLE)
    // Hashes do not shrink; entries do, to a third.
    const isShrinking = name.level === 'entries' && takesGzip(String(request.headers['accept-encoding'] ?? ''))
    void reply.header('vary', 'accept-encoding')
    return isShrinking
      ? reply.header('content-encoding', 'gzip').send(await compress(bytes))
      : reply.send(Buffer.from(bytes))
  })
}

/** Whether a reader has named gzip, and not with a weight of nothing. */
const takesGzip = (accepted: string): boolean =>
  accepted.split(',').some((one) => /^\s*gzip\s*(;(?!\s*q=0(\.0*)?\s*$)|$)/i.test(one))
