import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeAt } from '#server/auth/totp.ts'
import { PASSWORD, startApp, type TestApp } from '#test/support/app.ts'

const DAY = 86_400_000

let t: TestApp
beforeAll(async () => void (t = await startApp()))
afterAll(() => t?.stop())

describe('sessions', () => {
  test('without one nothing but the open routes is answered', async () => {
    for (const path of [
      '/me',
      '/sessions',
      '/accounts',
      '/sync',
      '/inbox',
      '/tray',
      '/oversight',
      `/files/${'0'.repeat(64)}`,
    ]) {
      const answer = await t.anyone.get(path)
      expect({ path, status: answer.status, code: answer.body.code }).toEqual({
        path,
        status: 401,
        code: 'SIGNIN_NEEDED',
      })
    }
    for (const path of ['/health', '/info']) expect((await t.anyone.get(path)).status).toBe(200)
    expect((await t.anyone.get('/me', { headers: { cookie: 'khata=made-up' } })).body.code).toBe('SIGNIN_NEEDED')
  })

  test('are listed to their owner and revoked one by one', async () => {
    const phone = await t.signIn('head', { deviceName: 'Android Chrome' })
    t.clock.go(1_000)
    const desk = await t.signIn('head', { deviceName: 'Linux Firefox' })
    const { body } = await phone.get('/sessions')
    expect(body).toMatchObject([
      { device: 'Linux Firefox', current: false, created: t.clock.now, seen: t.clock.now },
      { id: phone.me.session, device: 'Android Chrome', current: true },
    ])
    expect((await phone.del(`/sessions/${desk.me.session}`)).status).toBe(204)
    const revoked = await desk.get('/me')
    expect({ status: revoked.status, code: revoked.body.code }).toEqual({ status: 401, code: 'SESSION_REVOKED' })
    expect((await phone.get('/sessions')).body).toHaveLength(1)
    expect((await phone.del(`/sessions/${desk.me.session}`)).status).toBe(404)
    expect((await phone.del('/sessions/not-an-id')).status).toBe(400)
  })

  test('of somebody else are neither seen nor revoked', async () => {
    const hers = await t.signIn('teacher')
    const other = await t.signIn('teacher2')
    expect((await other.del(`/sessions/${hers.me.session}`)).status).toBe(404)
    expect((await hers.get('/me')).status).toBe(200)
  })

  test('signing out ends the session and takes the cookie away', async () => {
    const client = await t.signIn('teacher')
    const out = await client.del('/session')
    expect(out.status).toBe(204)
    expect(String(out.headers['set-cookie'])).toMatch(/^khata=; .*Expires=Thu, 01 Jan 1970/)
    expect((await client.get('/me')).body.code).toBe('SESSION_REVOKED')
  })

  test('a device has one session of a person; signing in again there replaces it', async () => {
    const device = randomUUID()
    const before = await t.signIn('teacher3', { device })
    const after = await t.signIn('teacher3', { device })
    expect((await before.get('/me')).body.code).toBe('SESSION_REVOKED')
    expect((await after.get('/sessions')).body).toHaveLength(1)
  })

  test('somebody else signing in on the same browser ends the session that was open there', async () => {
    const first = await t.signIn('teacher')
    const body = { username: 'teacher2', password: PASSWORD, device: { id: first.device, name: 'shared' } }
    expect((await t.anyone.post('/session', body, { headers: { cookie: first.cookie } })).status).toBe(200)
    expect((await first.get('/me')).body.code).toBe('SESSION_REVOKED')
  })

  test('last thirty days from their last use', async () => {
    const client = await t.signIn('head2')
    t.clock.go(29 * DAY)
    const used = await client.get('/me')
    expect(used.status).toBe(200)
    expect(String(used.headers['set-cookie'])).toContain('Max-Age=2592000')
    t.clock.go(29 * DAY)
    expect((await client.get('/me')).status).toBe(200)
    t.clock.go(30 * DAY + 1)
    await t.forget()
    expect((await client.get('/me')).body.code).toBe('SIGNIN_NEEDED')
  })

  test('when they were seen is written once a minute, not on every request', async () => {
    const client = await t.signIn('head2')
    const seen = async () => (await t.sql('select seen from session where id = $1', [client.me.session]))[0]!['seen']
    const before = await seen()
    t.clock.go(50_000)
    expect((await client.get('/me')).headers['set-cookie']).toBeUndefined()
    expect(await seen()).toEqual(before)
    t.clock.go(20_000)
    await client.get('/me')
    expect(await seen()).toEqual(new Date(t.clock.now))
  })

  test('are secure cookies behind https', async () => {
    const https = await startApp({ config: { origin: 'https://khata.example' } })
    const answer = await https.anyone.post('/session', {
      username: 'head',
      password: PASSWORD,
      device: { id: randomUUID(), name: '' },
    })
    expect(String(answer.headers['set-cookie'])).toContain('; Secure')
    await https.stop()
  })

  test('the language is chosen once for all devices', async () => {
    const client = await t.signIn('teacher')
    expect(client.me.language).toBeUndefined()
    expect((await client.get('/sync', { post: randomUUID() })).body.title).toMatch(/[\u0980-\u09ff]/)
    expect((await client.put('/language', { language: 'hi' })).body.language).toBe('hi')
    expect((await client.get('/sync', { post: randomUUID() })).body.title).toMatch(/[\u0900-\u097f]/)
    expect((await client.put('/language', { language: 'fr' })).status).toBe(400)
  })
})

describe('requests that another site made a browser send', () => {
  const forged = { status: 403, code: 'REQUEST_FORGED' }

  test('are refused without our header, from another origin, and from no origin at all', async () => {
    const client = await t.signIn('teacher')
    const put = async (headers: Record<string, string>) => {
      const { status, body } = await client.put('/language', { language: 'bn' }, { headers })
      return status === 200 ? { status } : { status, code: body.code as string }
    }
    expect(await put({ 'x-khata': '' })).toEqual(forged)
    expect(await put({ origin: 'https://evil.example', host: 'khata.example' })).toEqual(forged)
    expect(await put({ origin: 'null', host: 'khata.example' })).toEqual(forged)
    expect(await put({ origin: 'https://khata.example.evil.example', host: 'khata.example' })).toEqual(forged)
    expect(await put({ origin: 'https://khata.example', host: 'khata.example' })).toEqual({ status: 200 })
    expect(await put({})).toEqual({ status: 200 })
  })

  test('sign-in itself, and ways to write the path otherwise, are no exception', async () => {
    const body = { username: 'teacher', password: PASSWORD, device: { id: randomUUID(), name: '' } }
    expect((await t.anyone.post('/session', body, { headers: { 'x-khata': '0' } })).body.code).toBe('REQUEST_FORGED')
    expect((await t.anyone.post('//%61pi/v1/session', body, { headers: { 'x-khata': '0' } })).body.code).toBe(
      'REQUEST_FORGED',
    )
  })

  test('an address that nobody serves is a problem like others', async () => {
    const answer = await t.anyone.post('/nothing-here', {})
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 404, code: 'NOT_FOUND' })
  })
})

describe('posts', () => {
  test('somebody with two acts under the one she names, else the one chosen last', async () => {
    const { person, post } = t.people.head3
    const acting = await t.seat(person, 'school2', 'head', '2026-01-01', undefined, 'acting')
    const client = await t.signIn('head3')
    expect(client.me.posts.map((held) => [held.post, held.kind])).toEqual([
      [post, 'regular'],
      [acting, 'acting'],
    ])
    expect(client.me.post).toBe(post)
    const officeUnder = async (named?: string) =>
      (await client.get('/sync', named ? { post: named } : {})).body.context.actor.office
    expect(await officeUnder()).toBe(t.offices.school3)
    expect(await officeUnder(acting)).toBe(t.offices.school2)
    const chosen = await client.post('/session/post', { post: acting })
    expect(chosen.body.post).toBe(acting)
    expect(await officeUnder()).toBe(t.offices.school2)
    expect(await officeUnder(post)).toBe(t.offices.school3)
    expect((await client.get('/me')).body.post).toBe(acting)
    expect((await client.post('/session/post', { post: t.people.ueo.post })).body.code).toBe('POST_NOT_HELD')
    expect((await client.get('/sync', { post: t.people.ueo.post })).body.code).toBe('POST_NOT_HELD')
  })

  test('a posting that is over or has not begun cannot act', async () => {
    const person = t.people.teacher4.person
    const today = (days: number) => new Date(t.clock.now + days * DAY).toISOString().slice(0, 10)
    const over = await t.seat(person, 'school', 'head', '2024-01-01', today(-1))
    const later = await t.seat(person, 'school2', 'head', today(2))
    const ending = await t.seat(person, 'cluster2', 'aueo', '2024-01-01', today(1), 'additional')
    await t.sql('update account set totp_secret = $2, totp_since = now() where username = $1', [
      'teacher4',
      t.people.aueo.totpSecret,
    ])
    const client = await t.signIn('teacher4', { code: codeAt(t.people.aueo.totpSecret!, t.clock.now) })
    expect(client.me.posts.map((held) => held.post).sort()).toEqual([t.people.teacher4.post, ending].sort())
    for (const post of [over, later]) {
      const answer = await client.get('/sync', { post })
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 403, code: 'POST_NOT_HELD' })
      expect((await client.post('/session/post', { post })).body.code).toBe('POST_NOT_HELD')
    }
    expect((await client.get('/sync', { post: ending })).status).toBe(200)
    t.clock.go(2 * DAY)
    expect((await client.get('/sync', { post: ending })).body.code).toBe('POST_NOT_HELD')
    expect((await client.get('/sync', { post: later })).status).toBe(200)
  })

  test('somebody without any post sees herself and nothing else', async () => {
    const client = await t.signIn('uda')
    await t.sql('update posting set valid_to = $2 where post = $1', [t.people.uda.post, '2024-12-31'])
    await t.forget()
    expect((await client.get('/me')).body).toMatchObject({ post: '', posts: [] })
    expect((await client.get('/sync')).body.code).toBe('POST_NOT_HELD')
    expect((await client.get('/sessions')).status).toBe(200)
  })
})
