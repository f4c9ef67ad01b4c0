import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../directory.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { read, uuid } from './read.ts'

const made = z.strictObject({ person: uuid, username: z.string().trim().toLowerCase().max(80).optional() })
const many = z.strictObject({ people: z.array(uuid).min(1).max(100) })
const one = z.strictObject({ person: uuid })
const why = z.strictObject({ reason: z.string().trim().min(1).max(500) })
const asked = z.strictObject({
  office: uuid.optional(),
  after: uuid.optional(),
  text: z.string().trim().max(80).optional(),
  missing: z.enum(['0', '1']).default('0'),
})

/** The accounts of those whom an office looks after. */
export function routes(app: FastifyInstance, deps: Deps): void {
  const { accounts, sessions, tries } = app.auth

  app.get('/api/v1/accounts', (request) => {
    const { held, person } = actingOf(request)
    const query = read(asked, request.query)
    const office = query.office === undefined ? held.office : deps.directory.find(query.office)
    if (!office) throw new ProblemError('NOT_FOUND')
    if (!office.path.startsWith(held.office.path)) throw new ProblemError('OFFICE_FOREIGN')
    const { after, text, missing } = query
    return accounts.list(
      actorOf(person, held),
      { office, isMissing: missing === '1', ...(after && { after }), ...(text && { text }) },
      deps.now(),
    )
  })

  app.post('/api/v1/accounts', async (request, reply) => {
    const { held, person } = actingOf(request)
    const body = read(made, request.body)
    const handover = await accounts.make(actorOf(person, held), body.person, body.username, deps.now())
    return reply.code(201).header('cache-control', 'no-store').send(handover)
  })

  app.post('/api/v1/accounts/many', async (request, reply) => {
    const { held, person } = actingOf(request)
    const { people } = read(many, request.body)
    const answer = await accounts.makeMany(actorOf(person, held), people, deps.now())
    return reply.header('cache-control', 'no-store').send(answer)
  })

  app.post('/api/v1/accounts/:person/reset', async (request, reply) => {
    const { held, person } = actingOf(request)
    const subject = read(one, request.params).person
    const handover = await accounts.reset(actorOf(person, held), subject, deps.now())
    await sessions.revokeAll(subject, deps.now())
    await tries.clear(handover.username)
    return reply.header('cache-control', 'no-store').send(handover)
  })

  app.post('/api/v1/accounts/:person/disable', async (request) => {
    const { held, person } = actingOf(request)
    const subject = read(one, request.params).person
    await accounts.disable(actorOf(person, held), subject, deps.now())
    await sessions.revokeAll(subject, deps.now())
    return { person: subject, isDisabled: true }
  })

  app.post('/api/v1/accounts/:person/sign-out', async (request, reply) => {
    const { held, person } = actingOf(request)
    const subject = read(one, request.params).person
    await accounts.signOut(actorOf(person, held), subject, deps.now())
    await sessions.revokeAll(subject, deps.now())
    return reply.code(204).send()
  })

  app.post('/api/v1/accounts/:person/totp-off', async (request, reply) => {
    const { held, person } = actingOf(request)
    const subject = read(one, request.params).person
    const given = why.safeParse(request.body)
    if (!given.success) throw new ProblemError('REASON_MISSING')
    await accounts.switchOffTotp(actorOf(person, held), subject, given.data.reason, deps.now())
    await sessions.revokeAll(subject, deps.now())
    return reply.code(204).send()
  })
}
