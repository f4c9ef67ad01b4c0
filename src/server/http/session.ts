import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { makeAuth } from '../auth/auth.ts'
import { meOf, needsTotp, type Me } from '../auth/me.ts'
import { checkPassword, hashPassword, isPassword } from '../auth/password.ts'
import { presentPosts, SESSION_MS, type Live } from '../auth/sessions.ts'
import { signIn } from '../auth/sign-in.ts'
import { makeSecret, takeCode, uriOf } from '../auth/totp.ts'
import type { Held } from '../directory.ts'
import { actingOf, signedOf, type Deps } from './deps.ts'
import { languageIn } from './language.ts'
import { ProblemError } from './problem.ts'
import { read, uuid } from './read.ts'

const COOKIE = 'khata'

const username = z.string().trim().toLowerCase().min(1).max(80)
const password = z.string().min(1).max(200)
const code = z.string().trim().min(1).max(12)
const signInBody = z.strictObject({
  username,
  password,
  code: code.optional(),
  device: z.strictObject({ id: uuid, name: z.string().max(120) }),
})
const postBody = z.strictObject({ post: uuid })
const passwordBody = z.strictObject({ old: password, new: password })
const newTotpBody = z.strictObject({ code: code.optional() }).optional().nullable()
const totpBody = z.strictObject({ code })
const languageBody = z.strictObject({ language: z.enum(['bn', 'hi', 'en']) })
const oneSession = z.strictObject({ id: uuid })

/**
 * Stands before every route: turns away what another site made a browser send, finds out who asks and under which
 * post, and lets nobody past who must first change her password or set up her authenticator.
 */
export function sessionHook(app: FastifyInstance, deps: Deps): void {
  app.decorate('auth', makeAuth(deps))
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return
    const { isOpen, isEarly, isMachine } = request.routeOptions.config
    if (!isSafe(request.method) && !isMachine) demandOwnSite(request, deps)
    if (isOpen) return
    const now = deps.now()
    const token = request.cookies[COOKIE]
    if (!token) throw new ProblemError('SIGNIN_NEEDED')
    const { live, isTouched } = await app.auth.sessions.find(token, now)
    const present = presentPosts(live.posts, deps.directory, now)
    request.signed = {
      session: live.id,
      person: live.person,
      username: live.username,
      language:
        live.language ??
        languageIn(request.headers) ??
        (present[0] && deps.directory.packOf(present[0].office).language) ??
        'en',
      posts: live.posts,
      held: actingPost(live, present, request.headers['x-khata-post']),
    }
    if (isTouched) giveCookie(reply, deps, token)
    if (isEarly) return
    if (live.mustChange) throw new ProblemError('PASSWORD_CHANGE_NEEDED')
    if (needsTotp(live, present)) throw new ProblemError('TOTP_NEEDED')
  })
}

/** Whether who began a long answer is still signed in, under a post that she still holds. */
export async function isStillHeld(app: FastifyInstance, request: FastifyRequest, deps: Deps): Promise<boolean> {
  const { held } = actingOf(request)
  try {
    const live = await app.auth.sessions.peek(request.cookies[COOKIE]!, deps.now())
    return presentPosts(live.posts, deps.directory, deps.now()).some(({ post }) => post === held.post)
  } catch (error) {
    if (error instanceof ProblemError) return false
    throw error
  }
}

/** Signing in and out, and what a person may change about her own account. */
export function routes(app: FastifyInstance, deps: Deps): void {
  const { sessions } = app.auth
  const open = { config: { isOpen: true } }
  const early = { config: { isEarly: true } }

  app.post('/api/v1/session', open, async (request, reply) => {
    const given = read(signInBody, request.body)
    const token = await signIn(deps, app.auth, {
      username: given.username,
      password: given.password,
      device: given.device,
      address: request.ip,
      ...(given.code !== undefined && { code: given.code }),
    })
    const before = request.cookies[COOKIE]
    if (before) await sessions.revokeToken(before, deps.now())
    giveCookie(reply, deps, token)
    return meOf((await sessions.find(token, deps.now())).live, deps.directory, deps.now())
  })

  app.delete('/api/v1/session', early, async (request, reply) => {
    const { person, session } = signedOf(request)
    await sessions.revoke(person, session, deps.now())
    dropCookie(reply, deps)
    return reply.code(204).send()
  })

  app.get('/api/v1/me', early, (request) => me(request))

  app.post('/api/v1/session/post', async (request) => {
    const { post } = read(postBody, request.body)
    const { posts, session } = signedOf(request)
    if (!presentPosts(posts, deps.directory, deps.now()).some((held) => held.post === post))
      throw new ProblemError('POST_NOT_HELD')
    await sessions.usePost(session, post)
    return me(request)
  })

  app.post('/api/v1/password', early, async (request) => {
    const given = read(passwordBody, request.body)
    const signed = signedOf(request)
    await demandPassword(request, signed.username, given.old)
    checkPassword(given.new, signed.username)
    const { rows } = await deps.pool.query('select password from account where person = $1', [signed.person])
    const stored = rows[0].password as string
    if (await isPassword(stored, given.new)) throw new ProblemError('PASSWORD_SAME')
    const { rowCount } = await deps.pool.query(
      'update account set password = $2, must_change = false where person = $1 and password = $3',
      [signed.person, await hashPassword(given.new), stored],
    )
    // The office above gave her a new one in the meantime: the old one no longer counts.
    if (rowCount !== 1) throw new ProblemError('SIGNIN_WRONG')
    await sessions.revokeAll(signed.person, deps.now(), signed.session)
    sessions.forget()
    return me(request)
  })

  app.post('/api/v1/totp', early, async (request) => {
    const given = read(newTotpBody, request.body)
    const { person, username, session } = signedOf(request)
    const { rows } = await deps.pool.query(
      'select totp_secret, totp_since is not null as has_totp from account where person = $1',
      [person],
    )
    // Whoever finds an open device must not be able to put her own phone in the place of the owner's.
    if (rows[0].has_totp) await demandCode(request, username, person, rows[0].totp_secret, given?.code)
    const secret = makeSecret()
    await deps.pool.query(
      'update account set totp_secret = $2, totp_since = null, totp_last_step = 0 where person = $1',
      [person, app.auth.box.seal(person, secret)],
    )
    await sessions.revokeAll(person, deps.now(), session)
    sessions.forget()
    return { secret, uri: uriOf(secret, username) }
  })

  app.put('/api/v1/totp', early, async (request) => {
    const given = read(totpBody, request.body)
    const { person, username } = signedOf(request)
    const { rows } = await deps.pool.query('select totp_secret from account where person = $1', [person])
    if (!rows[0].totp_secret) throw new ProblemError('SIGNIN_CODE_WRONG')
    await demandCode(request, username, person, rows[0].totp_secret, given.code)
    await deps.pool.query(
      'update account set totp_since = coalesce(totp_since, to_timestamp($2::float8 / 1000)) where person = $1',
      [person, deps.now()],
    )
    sessions.forget()
    return me(request)
  })

  app.put('/api/v1/language', early, async (request) => {
    const { language } = read(languageBody, request.body)
    await deps.pool.query('update account set language = $2 where person = $1', [signedOf(request).person, language])
    sessions.forget()
    return me(request)
  })

  app.get('/api/v1/sessions', (request) => {
    const { person, session } = signedOf(request)
    return sessions.list(person, session, deps.now())
  })

  app.delete('/api/v1/sessions/:id', async (request, reply) => {
    const { id } = read(oneSession, request.params)
    const { person, session } = signedOf(request)
    if (!(await sessions.revoke(person, id, deps.now()))) throw new ProblemError('NOT_FOUND')
    if (id === session) dropCookie(reply, deps)
    // Ended from another device: the phone is lost, and what it signs from now on waits for a person.
    else await revokeDevice(deps, person, id)
    return reply.code(204).send()
  })

  const me = async (request: FastifyRequest): Promise<Me> =>
    meOf((await sessions.find(request.cookies[COOKIE]!, deps.now())).live, deps.directory, deps.now())

  async function demandPassword(request: FastifyRequest, username: string, given: string): Promise<void> {
    const one = await app.auth.tries.begin(username, request.ip, deps.now())
    const { rows } = await deps.pool.query('select password from account where username = $1', [username])
    if (!(await isPassword(rows[0].password, given))) throw new ProblemError('SIGNIN_WRONG')
    await one.forgive()
  }

  async function demandCode(
    request: FastifyRequest,
    username: string,
    person: string,
    stored: string,
    given: string | undefined,
  ): Promise<void> {
    if (given === undefined) throw new ProblemError('SIGNIN_CODE_NEEDED')
    const one = await app.auth.tries.begin(username, request.ip, deps.now())
    if (!(await takeCode({ ...app.auth, pool: deps.pool }, person, stored, given, deps.now())))
      throw new ProblemError('SIGNIN_CODE_WRONG')
    await one.forgive()
  }
}

const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

/** A header that no form of another site can send, and an origin that is our own where the browser tells it. */
function demandOwnSite({ headers, host }: FastifyRequest, { config }: Deps): void {
  if (headers['x-khata'] !== '1') throw new ProblemError('REQUEST_FORGED')
  const { origin } = headers
  if (origin === undefined || origin === config.origin) return
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new ProblemError('REQUEST_FORGED')
}

/** The post that a request names; a post that is over is not silently replaced by another office's. */
function actingPost(live: Live, present: readonly Held[], named: string | string[] | undefined): Held | undefined {
  if (named !== undefined && named !== '') return present.find((held) => held.post === named)
  return present.find((held) => held.post === live.post) ?? present[0]
}

const cookieOptions = ({ config }: Deps) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict' as const,
  secure: config.origin?.startsWith('https:') ?? false,
})

const giveCookie = (reply: FastifyReply, deps: Deps, token: string): void =>
  void reply.setCookie(COOKIE, token, { ...cookieOptions(deps), maxAge: SESSION_MS / 1000 })

const dropCookie = (reply: FastifyReply, deps: Deps): void => void reply.clearCookie(COOKIE, cookieOptions(deps))

/** Revokes the signing keys of the device that a session was opened on. */
async function revokeDevice({ pool, ledger, now }: Deps, person: string, session: string): Promise<void> {
  await pool.query(
    `update device_key set revoked = to_timestamp($3::float8 / 1000)
     where person = $1 and revoked is null and device = (select device from session where id = $2)`,
    [person, session, now()],
  )
  ledger.devices.forget(person)
}
