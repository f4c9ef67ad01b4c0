import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeAt } from '#server/auth/totp.ts'
import { PASSWORD, startApp, type Answer, type TestApp } from '#test/support/app.ts'

let t: TestApp
beforeAll(async () => void (t = await startApp()))
afterAll(() => t?.stop())
beforeEach(() => t.sql('delete from sign_in_try'))

const enter = (
  username: string,
  password = PASSWORD,
  code?: string,
  headers?: Record<string, string>,
): Promise<Answer> =>
  t.anyone.post(
    '/session',
    { username, password, ...(code && { code }), device: { id: randomUUID(), name: 'phone' } },
    { ...(headers && { headers }) },
  )

describe('signing in', () => {
  test('the right password opens a session in a cookie that scripts and other sites cannot use', async () => {
    const answer = await enter(' Teacher ')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      username: 'teacher',
      mustChange: false,
      hasTotp: false,
      needsTotp: false,
      time: t.clock.now,
      person: { id: t.people.teacher.person, names: { en: 'Md. Rafiqul Islam' } },
      post: t.people.teacher.post,
      posts: [
        {
          role: 'teacher',
          kind: 'regular',
          title: { en: 'Assistant Teacher' },
          office: { id: t.offices.school },
          pack: 'bd-primary',
          from: '2020-01-01',
        },
      ],
    })
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toMatch(/^khata=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/)
    const token = cookie.slice('khata='.length).split(';')[0]!
    expect(
      await t.sql(`select 1 from session where encode(token_hash, 'escape') like '%' || $1 || '%'`, [token]),
    ).toEqual([])
  })

  test('a wrong password, an unknown name and a closed account cannot be told apart', async () => {
    await t.sql('update account set disabled_at = now() where username = $1', ['teacher4'])
    const answers = [await enter('teacher', 'something else'), await enter('nobody at all'), await enter('teacher4')]
    for (const { status, body, headers } of answers) {
      expect({ status, code: body.code }).toEqual({ status: 401, code: 'SIGNIN_WRONG' })
      expect(headers['content-type']).toContain('application/problem+json')
      expect(headers['set-cookie']).toBeUndefined()
    }
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  test('problems are told in the language asked for', async () => {
    const titles = await Promise.all(
      ['bn', 'hi', 'en'].map(
        async (lang) => (await enter('teacher', 'x', undefined, { 'x-khata-lang': lang })).body.title,
      ),
    )
    expect(titles[0]).toMatch(/পাসওয়ার্ড/)
    expect(titles[1]).toMatch(/पासवर्ड/)
    expect(titles[2]).toMatch(/password/)
  })

  test('digits of a password may be typed on any keyboard', async () => {
    expect((await enter('teacher', PASSWORD.replace('7', '৭'))).status).toBe(200)
    expect((await enter('teacher', PASSWORD.replace('7', '७'))).status).toBe(200)
  })

  test('unknown keys, broken JSON and overlong passwords are refused as malformed', async () => {
    const device = { id: randomUUID(), name: '' }
    for (const body of [
      { username: 'teacher', password: PASSWORD, device, role: 'officer' },
      { username: 'teacher', device },
      { username: 'teacher', password: 'x'.repeat(201), device },
      '"text"',
    ]) {
      const answer = await t.anyone.post('/session', body, { headers: { 'content-type': 'application/json' } })
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 400, code: 'REQUEST_MALFORMED' })
    }
  })
})

describe('guessing', () => {
  test('after eight failures a username waits, even with the right password, and not longer than a quarter of an hour', async () => {
    for (let i = 0; i < 8; i += 1) expect((await enter('head2', 'wrong')).body.code).toBe('SIGNIN_WRONG')
    const locked = await enter('head2')
    expect(locked.status).toBe(429)
    expect(locked.body).toMatchObject({ code: 'TOO_MANY_TRIES', facts: { minutes: 15 } })
    t.clock.go(5 * 60_000)
    expect((await enter('head2')).body.facts).toEqual({ minutes: 10 })
    expect((await enter('teacher3')).status).toBe(200)
    t.clock.go(10 * 60_000 + 1)
    expect((await enter('head2')).status).toBe(200)
  })

  test('many at once count as many', async () => {
    const codes = (await Promise.all(Array.from({ length: 30 }, () => enter('head3', 'wrong')))).map(
      ({ body }) => body.code,
    )
    expect(codes.filter((code) => code === 'SIGNIN_WRONG').length).toBeLessThanOrEqual(8)
  })

  test('getting in clears the failures of the username', async () => {
    for (let i = 0; i < 7; i += 1) await enter('uphead', 'wrong')
    expect((await enter('uphead')).status).toBe(200)
    for (let i = 0; i < 7; i += 1) expect((await enter('uphead', 'wrong')).body.code).toBe('SIGNIN_WRONG')
  })

  test('one address may fail sixty times over all usernames; another address goes on', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address })
    await t.sql(
      `insert into sign_in_try (id, username, address, at, succeeded) select gen_random_uuid(), 'u' || i, '203.0.113.9', to_timestamp($1::float8 / 1000), false from generate_series(1, 60) i`,
      [t.clock.now],
    )
    expect((await enter('teacher', PASSWORD, undefined, from('203.0.113.9'))).status).toBe(429)
    expect((await enter('teacher', PASSWORD, undefined, from('203.0.113.10'))).status).toBe(200)
  })

  test('an address that a stranger only claims is not believed, and an IPv6 household is one address', async () => {
    await enter('nobody', 'x', undefined, { 'x-forwarded-for': '10.9.9.9, 198.51.100.7' })
    await enter('nobody', 'x', undefined, { 'x-forwarded-for': '2001:db8:1:2:aaaa::1' })
    await enter('nobody', 'x', undefined, { 'x-forwarded-for': '2001:db8:1:2:bbbb::2' })
    const rows = await t.sql('select address, count(*) as n from sign_in_try group by 1 order by 1')
    expect(rows).toEqual([
      { address: '198.51.100.7', n: 1 },
      { address: '2001:db8:1:2::/64', n: 2 },
    ])
  })

  test('addresses are kept for a day at most', async () => {
    await enter('nobody', 'x')
    t.clock.go(25 * 3_600_000)
    await enter('nobody', 'x')
    expect(await t.sql('select 1 from sign_in_try')).toHaveLength(1)
  })
})

describe('the first password', () => {
  test('must be changed before anything else is answered', async () => {
    await t.sql('update account set must_change = true where username = $1', ['shiksha'])
    const client = await t.signIn('shiksha')
    expect(client.me.mustChange).toBe(true)
    const refused = await client.get('/sessions')
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 403, code: 'PASSWORD_CHANGE_NEEDED' })
    expect((await client.get('/me')).body.mustChange).toBe(true)

    const change = (old: string, fresh: string) => client.post('/password', { old, new: fresh })
    expect((await change('not this one', 'river-lamp-42')).body.code).toBe('SIGNIN_WRONG')
    expect((await change(PASSWORD, 'short')).body).toMatchObject({ code: 'PASSWORD_TOO_SHORT', facts: { min: 10 } })
    for (const common of ['password123', 'Bangladesh71', '১২৩৪৫৬৭৮৯০', 'aaaaaaaaaaaa', 'shiksha-shiksha', 'shiksha123'])
      expect((await change(PASSWORD, common)).body.code, common).toBe('PASSWORD_COMMON')
    expect((await change(PASSWORD, PASSWORD)).body.code).toBe('PASSWORD_SAME')
    const done = await change(PASSWORD, 'river-lamp-42')
    expect(done.status).toBe(200)
    expect(done.body.mustChange).toBe(false)
    expect((await client.get('/sessions')).status).toBe(200)
    expect((await enter('shiksha')).body.code).toBe('SIGNIN_WRONG')
    expect((await enter('shiksha', 'river-lamp-42')).status).toBe(200)
    const [row] = await t.sql('select password from account where username = $1', ['shiksha'])
    expect(row!['password']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('a change ends her sessions on other devices and keeps this one', async () => {
    const here = await t.signIn('upteacher')
    const there = await t.signIn('upteacher')
    expect((await here.post('/password', { old: PASSWORD, new: 'neem-tree-by-the-well' })).status).toBe(200)
    expect((await there.get('/me')).body.code).toBe('SESSION_REVOKED')
    expect((await here.get('/me')).status).toBe(200)
  })
})

describe('the authenticator', () => {
  test('an officer sets it up before anything else, and then signs in with it', async () => {
    await t.sql('update account set totp_secret = null, totp_since = null where username = $1', ['beo'])
    const first = (await enter('beo')).headers['set-cookie']
    const headers = { cookie: String(first).split(';')[0]! }
    expect((await t.anyone.get('/me', { headers })).body).toMatchObject({ hasTotp: false, needsTotp: true })
    const refused = await t.anyone.get('/sessions', { headers })
    expect({ status: refused.status, code: refused.body.code }).toEqual({ status: 403, code: 'TOTP_NEEDED' })

    expect((await t.anyone.put('/totp', { code: '123456' }, { headers })).body.code).toBe('SIGNIN_CODE_WRONG')
    const { secret, uri } = (await t.anyone.post('/totp', undefined, { headers })).body
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(uri).toBe(`otpauth://totp/Khata:beo?issuer=Khata&secret=${secret}&algorithm=SHA1&digits=6&period=30`)
    expect((await enter('beo')).status).toBe(200)

    const wrong = String((Number(codeAt(secret, t.clock.now)) + 1) % 1_000_000).padStart(6, '0')
    expect((await t.anyone.put('/totp', { code: wrong }, { headers })).body.code).toBe('SIGNIN_CODE_WRONG')
    const done = await t.anyone.put('/totp', { code: codeAt(secret, t.clock.now) }, { headers })
    expect(done.body).toMatchObject({ hasTotp: true, needsTotp: false })
    expect((await t.anyone.get('/sessions', { headers })).status).toBe(200)

    expect((await enter('beo')).body.code).toBe('SIGNIN_CODE_NEEDED')
    expect((await enter('beo', 'wrong', codeAt(secret, t.clock.now))).body.code).toBe('SIGNIN_WRONG')
    const reused = await enter('beo', PASSWORD, codeAt(secret, t.clock.now))
    expect({ status: reused.status, code: reused.body.code }).toEqual({ status: 401, code: 'SIGNIN_CODE_WRONG' })
    t.clock.go(30_000)
    expect((await enter('beo', PASSWORD, codeAt(secret, t.clock.now))).status).toBe(200)
    expect((await enter('beo', PASSWORD, codeAt(secret, t.clock.now))).body.code).toBe('SIGNIN_CODE_WRONG')
  })

  test('a clock half a minute off is forgiven, two steps are not, and no step is taken twice at once', async () => {
    const secret = t.people.bsa.totpSecret!
    expect((await enter('bsa', PASSWORD, codeAt(secret, t.clock.now - 60_000))).body.code).toBe('SIGNIN_CODE_WRONG')
    expect((await enter('bsa', PASSWORD, codeAt(secret, t.clock.now - 30_000))).status).toBe(200)
    const both = await Promise.all([1, 2, 3].map(() => enter('bsa', PASSWORD, codeAt(secret, t.clock.now + 30_000))))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  })

  test('wrong codes count as failures, the missing one does not', async () => {
    for (let i = 0; i < 10; i += 1) expect((await enter('ad')).body.code).toBe('SIGNIN_CODE_NEEDED')
    for (let i = 0; i < 8; i += 1) expect((await enter('ad', PASSWORD, '000000')).body.code).toBe('SIGNIN_CODE_WRONG')
    expect((await enter('ad', PASSWORD, '000000')).body.code).toBe('TOO_MANY_TRIES')
  })

  test('is replaced only by whoever holds the present one', async () => {
    const client = await t.signIn('ueo2')
    expect((await client.post('/totp', {})).body.code).toBe('SIGNIN_CODE_NEEDED')
    expect((await client.post('/totp', { code: '000000' })).body.code).toBe('SIGNIN_CODE_WRONG')
    t.clock.go(30_000)
    const fresh = await client.post('/totp', { code: codeAt(t.people.ueo2.totpSecret!, t.clock.now) })
    expect(fresh.status).toBe(200)
    expect(fresh.body.secret).not.toBe(t.people.ueo2.totpSecret)
    expect((await client.get('/sessions')).body.code).toBe('TOTP_NEEDED')
    expect((await client.put('/totp', { code: codeAt(fresh.body.secret, t.clock.now) })).status).toBe(200)
  })

  test('a teacher may use one without having to', async () => {
    const client = await t.signIn('teacher2')
    const { secret } = (await client.post('/totp')).body
    expect((await client.put('/totp', { code: codeAt(secret, t.clock.now) })).body.hasTotp).toBe(true)
    expect((await enter('teacher2')).body.code).toBe('SIGNIN_CODE_NEEDED')
  })
})
