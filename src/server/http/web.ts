import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Deps } from './deps.ts'
import { ProblemError } from './problem.ts'

const BUILD = join(import.meta.dirname, '../../../dist/web')

type Handler = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void

/** The built web app: its files from disk, compressed beforehand, and everything else from SvelteKit's own handler. */
export async function routes(app: FastifyInstance, _deps: Deps): Promise<void> {
  const config = { isOpen: true, isEarly: true }
  if (!existsSync(join(BUILD, 'handler.js'))) {
    app.get('/*', { config }, async () => {
      throw new ProblemError('NOT_FOUND')
    })
    return
  }
  await app.register(fastifyStatic, { root: join(BUILD, 'client'), serve: false, wildcard: false, preCompressed: true })
  const { handler } = (await import(pathToFileURL(join(BUILD, 'handler.js')).href)) as { handler: Handler }
  app.get('/*', { config }, (request, reply) => {
    if (request.url.startsWith('/api/')) throw new ProblemError('NOT_FOUND')
    // SvelteKit names its own scripts by hash in the page; a second policy on top would forbid them.
    reply.raw.removeHeader('content-security-policy')
    reply.hijack()
    handler(request.raw, reply.raw, () => {
      reply.raw.statusCode = 404
      reply.raw.end()
    })
  })
}
