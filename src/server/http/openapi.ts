import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { systems } from '#systems/index.ts'
import { describe } from '../openapi/describe.ts'
import { docsPage, problemsPage } from '../openapi/page.ts'
import { languageIn } from './language.ts'
import { labelOf, titleOf } from './title.ts'

const HOUR = 'public, max-age=3600'

/** The API described: for programs, for people, and each code in a sentence. Made once, when first asked for. */
export function routes(app: FastifyInstance): void {
  const config = { isOpen: true, isEarly: true }
  let made: ReturnType<typeof describe> | undefined
  const description = () => (made ??= describe(systems, { titleOf, labelOf }))

  app.get('/api/v1/openapi.json', { config }, (request, reply) => {
    const text = JSON.stringify(description())
    const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`
    void reply.header('cache-control', HOUR).header('etag', tag)
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply.type('application/json; charset=utf-8').send(text)
  })

  app.get('/docs', { config }, (_request, reply) =>
    reply.header('cache-control', HOUR).type('text/html; charset=utf-8').send(docsPage(description())),
  )

  app.get('/docs/problems', { config }, (request, reply) =>
    reply
      .header('cache-control', HOUR)
      .header('vary', 'accept-language')
      .type('text/html; charset=utf-8')
      .send(problemsPage(description()['x-khata-codes'], languageIn(request.headers) ?? 'en')),
  )
}
