import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { fit } from '../db/storable.ts'
import { receiveSms } from '../sms/desk.ts'
import type { Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { read } from './read.ts'

/** A message as the gateway posts it. */
const message = z.strictObject({
  id: z.string().min(1).max(200).transform(fit),
  from: z.string().min(1).max(40).transform(fit),
  text: z.string().max(2_000).transform(fit),
})

/** Messages from the gateway: open to nobody but it, by the secret that both know. */
export function routes(app: FastifyInstance, deps: Deps): void {
  const { sms } = deps
  if (!sms) return
  app.post('/api/v1/sms/inbound', { config: { isOpen: true, isMachine: true } }, async (request) => {
    if (!sms.gateway.isOurs(request.headers.authorization)) throw new ProblemError('NOT_ALLOWED')
    const { status, text } = await receiveSms(deps, sms.gateway, sms.outbox, read(message, request.body))
    return { status, answer: text }
  })
}
