import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeAt } from '#server/auth/totp.ts'
import { PASSWORD, startApp, type Answer, type Client, type TestApp } from '#test/support/app.ts'
import type { PersonKey } from '#test/support/world.ts'

let t: TestApp
const clients = new Map<PersonKey, Client>()
beforeAll(async () => {
  t = await startApp()
  for (const username of ['head', 'teacher', 'aueo', 'ueo', 'dpeo', 'uno', 'uda', 'uphead'] as const)
    clients.set(username, await t.signIn(username))
})
afterAll(() => t?.stop())

const by = (username: PersonKey): Client => clients.get(username)!
const said = ({ status, body }: Answer) => ({ status, code: body.code as string })
const notAllowed = { status: 403, code: 'NOT_ALLOWED' }

describe('accounts are made by the office above only', () => {
  test('a head makes one for her new teacher, who must change the password', async () => {
    const person = await t.makePerson('New Teacher')
    await t.seat(person, 'school', 'teacher')
    const made = await by('head').post('/accounts', { person, username: 'New.Teacher' })
    expect(made.status).toBe(201)
    expect(made.headers['cache-control']).toBe('no-store')
    expect(made.body).toEqual({
      person,
      username: 'new.teacher',
      password: expect.stringMatching(/^([bdgkmnprst][aeiou]){2}(-([bdgkmnprst][aeiou]){2}){3}-\d\d$/),
    })
    const client = await t.signIn('new.teacher', { password: made.body.password })
    expect(client.me).toMatchObject({ mustChange: true, posts: [{ role: 'teacher' }] })
    const [row] = await t.sql('select person, what, by_person, by_post from account_change where person = $1', [person])
    expect(row).toEqual({ person, what: 'made', by_person: t.people.head.person, by_post: t.people.head.post })
  })

  test('one a person, and a username once', async () => {
    const person = await t.makePerson('Another')
    await t.seat(person, 'school', 'teacher')
    expect(said(await by('head').post('/accounts', { person, username: 'head2' }))).toEqual({
      status: 409,
      code: 'ACCOUNT_EXISTS',
    })
    expect(said(await by('head').post('/accounts', { person: t.people.teacher.person, username: 'second' }))).toEqual({
      status: 409,
      code: 'ACCOUNT_EXISTS',
    })
    for (const username of ['ab', '1teacher', 'নাম', 'a b c', 'name-', 'x'.repeat(41)])
      expect(said(await by('head').post('/accounts', { person, username })), username).toEqual({
        status: 422,
        code: 'USERNAME_WRONG',
      })
    expect(said(await by('head').post('/accounts', { person, username: 'fine', role: 'head' }))).toEqual({
      status: 400,
      code: 'REQUEST_MALFORMED',
    })
  })

  test('who may for whom', async () => {
    const may = async (who: PersonKey, whom: PersonKey) =>
      (await by(who).post(`/accounts/${t.people[whom].person}/reset`)).status === 200
    const cases: [PersonKey, PersonKey, boolean][] = [
      ['head', 'teacher2', true],
      ['head', 'head', false],
      ['head', 'teacher3', false],
      ['head', 'head2', false],
      ['head', 'aueo', false],
      ['teacher', 'teacher2', false],
      ['teacher', 'head', false],
      ['aueo', 'head2', true],
      ['aueo', 'teacher3', true],
      ['aueo', 'head3', false],
      ['aueo', 'ueo', false],
      ['ueo', 'head3', false],
      ['ueo', 'dpeo', false],
      ['ueo', 'dc', false],
      ['dpeo', 'ueo2', true],
      ['dpeo', 'aueo2', true],
      ['dpeo', 'dd', false],
      ['dpeo', 'upteacher', false],
      ['uno', 'teacher4', false],
      ['uda', 'teacher4', false],
      ['uphead', 'shiksha', true],
      ['uphead', 'beo', false],
    ]
    for (const [who, whom, expected] of cases) expect(await may(who, whom), `${who} → ${whom}`).toBe(expected)
  })

  test('officers of one office do not look after each other, and nobody after somebody without a post', async () => {
    const colleague = await t.makePerson('Second officer')
    await t.seat(colleague, 'upazila', 'ueo')
    expect(said(await by('ueo').post('/accounts', { person: colleague, username: 'colleague' }))).toEqual(notAllowed)
    expect((await by('dpeo').post('/accounts', { person: colleague, username: 'colleague' })).status).toBe(201)
    const nobody = await t.makePerson('Without a post')
    expect(said(await by('dpeo').post('/accounts', { person: nobody, username: 'nobody' }))).toEqual(notAllowed)
    expect(said(await by('dpeo').post('/accounts', { person: randomUUID(), username: 'nobody' }))).toEqual(notAllowed)
  })

  test('a head gets no hold on an officer who also teaches at her school', async () => {
    await t.seat(t.people.aueo2.person, 'school', 'teacher', '2026-01-01', undefined, 'additional')
    expect(said(await by('head').post(`/accounts/${t.people.aueo2.person}/reset`))).toEqual(notAllowed)
    expect(
      (await by('head').get('/accounts')).body.people.some(
        (row: { person: { id: string } }) => row.person.id === t.people.aueo2.person,
      ),
    ).toBe(false)
  })

  test('a posting that is over gives no hold', async () => {
    const person = await t.makePerson('Moved away')
    await t.seat(person, 'school', 'teacher', '2020-01-01', '2025-12-31')
    await t.seat(person, 'school3', 'teacher', '2026-01-01')
    expect(said(await by('head').post('/accounts', { person, username: 'moved' }))).toEqual(notAllowed)
  })
})

describe('reset and disable', () => {
  test('a reset gives a new first password, forgets the authenticator, ends sessions and opens a closed account', async () => {
    const client = await t.signIn('ueo2', { password: await fresh('ueo2') })
    expect((await client.get('/me')).status).toBe(200)
    const reset = await by('dpeo').post(`/accounts/${t.people.ueo2.person}/reset`)
    expect(reset.body).toMatchObject({ username: 'ueo2', person: t.people.ueo2.person })
    expect((await client.get('/me')).body.code).toBe('SESSION_REVOKED')
    const again = await t.signIn('ueo2', { password: reset.body.password })
    expect(again.me).toMatchObject({ mustChange: true, hasTotp: false, needsTotp: true })

    expect((await by('dpeo').post(`/accounts/${t.people.ueo2.person}/disable`)).body).toEqual({
      person: t.people.ueo2.person,
      isDisabled: true,
    })
    expect((await again.get('/me')).body.code).toBe('SESSION_REVOKED')
    await expect(t.signIn('ueo2', { password: reset.body.password })).rejects.toThrow('SIGNIN_WRONG')
    const opened = await by('dpeo').post(`/accounts/${t.people.ueo2.person}/reset`)
    expect((await t.signIn('ueo2', { password: opened.body.password })).me.username).toBe('ueo2')
  })

  test('a reset lets in who had guessed too often', async () => {
    for (let i = 0; i < 9; i += 1) await t.signIn('teacher2', { password: 'wrong' }).catch(() => undefined)
    const { password } = (await by('head').post(`/accounts/${t.people.teacher2.person}/reset`)).body
    expect((await t.signIn('teacher2', { password })).me.mustChange).toBe(true)
  })

  test('a person without an account has nothing to reset', async () => {
    const person = await t.makePerson('No account')
    await t.seat(person, 'school', 'teacher')
    expect(said(await by('head').post(`/accounts/${person}/reset`))).toEqual({ status: 404, code: 'NOT_FOUND' })
    expect(said(await by('head').post(`/accounts/${person}/disable`))).toEqual({ status: 404, code: 'NOT_FOUND' })
  })

  test('an officer whose account is closed is out at once, also where a lookup was kept', async () => {
    const client = await t.signIn('head3')
    expect((await client.get('/me')).status).toBe(200)
    expect((await by('dpeo').post(`/accounts/${t.people.head3.person}/disable`)).status).toBe(200)
    expect(said(await client.get('/me'))).toEqual({ status: 401, code: 'SESSION_REVOKED' })
  })

  /** Signs in with whatever the tests above left: sets the common password and an authenticator again. */
  async function fresh(username: 'ueo2'): Promise<string> {
    await t.sql(
      `update account set password = (select password from account where username = 'dg'), must_change = false, totp_secret = $2, totp_since = now(), disabled_at = null where username = $1`,
      [username, t.people[username].totpSecret],
    )
    expect(codeAt(t.people[username].totpSecret!, t.clock.now)).toMatch(/^\d{6}$/)
    return PASSWORD
  }
})

describe('a whole school at once', () => {
  test('each gets a username from her name; those who cannot are named with why, and the others still get theirs', async () => {
    const people = await Promise.all(
      [{ en: 'Md. Rafiqul Islam' }, { en: 'Rafiqul  Islam' }, { bn: 'শাহানা বেগম' }, { en: 'Ai' }].map(
        async (names) => {
          const person = await t.makePerson('x')
          await t.sql('update person set names = $2 where id = $1', [person, names])
          await t.seat(person, 'school2', 'teacher')
          return person
        },
      ),
    )
    const { status, headers, body } = await by('aueo').post('/accounts/many', {
      people: [...people, t.people.head3.person, t.people.head2.person, people[0]],
    })
    expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
    const code = (await t.sql('select code from office where id = $1', [t.offices.school2]))[0]!['code'] as string
    expect(body.made.map((one: { username: string }) => one.username)).toEqual([
      'rafiqul.islam',
      'rafiqul.islam2',
      `teacher.${code}`,
      `teacher.${code}.2`,
    ])
    expect(body.refused).toEqual([
      { person: t.people.head3.person, code: 'NOT_ALLOWED' },
      { person: t.people.head2.person, code: 'ACCOUNT_EXISTS' },
    ])
    const client = await t.signIn('rafiqul.islam2', { password: body.made[1].password })
    expect(client.me).toMatchObject({ mustChange: true, person: { id: people[1] } })
    expect(said(await by('aueo').post('/accounts/many', { people: [] }))).toEqual({
      status: 400,
      code: 'REQUEST_MALFORMED',
    })
  })
})

describe('a lost phone', () => {
  let phone: { username: string; password: string; person: string }
  beforeAll(async () => {
    const person = await t.makePerson('Lost Phone')
    await t.seat(person, 'school2', 'teacher')
    phone = (await by('aueo').post('/accounts', { person })).body
  })

  test('sessions are ended by the office above; the password stays, and it is noted', async () => {
    const client = await t.signIn(phone.username, phone)
    expect(said(await by('head').post(`/accounts/${phone.person}/sign-out`))).toEqual(notAllowed)
    expect((await by('aueo').post(`/accounts/${phone.person}/sign-out`)).status).toBe(204)
    expect((await client.get('/me')).body.code).toBe('SESSION_REVOKED')
    expect((await t.signIn(phone.username, phone)).me.username).toBe(phone.username)
    expect(await t.sql('select what from account_change where person = $1 order by id', [phone.person])).toEqual([
      { what: 'made' },
      { what: 'signed-out' },
    ])
  })

  test('the authenticator is switched off with how she was identified, once, and the password stays', async () => {
    const { person } = phone
    const path = `/accounts/${person}/totp-off`
    const client = await t.signIn(phone.username, phone)
    await client.post('/totp', {})
    await t.sql('update account set totp_since = now() where person = $1', [person])
    expect(said(await by('aueo').post(path, {}))).toEqual({ status: 422, code: 'REASON_MISSING' })
    expect(said(await by('aueo').post(path, { reason: '  ' }))).toEqual({ status: 422, code: 'REASON_MISSING' })
    expect(said(await by('head').post(path, { reason: 'Seen' }))).toEqual(notAllowed)
    expect((await by('aueo').post(path, { reason: 'Seen at the office' })).status).toBe(204)
    expect((await client.get('/me')).body.code).toBe('SESSION_REVOKED')
    expect(said(await by('aueo').post(path, { reason: 'Again' }))).toEqual({ status: 404, code: 'NOT_FOUND' })
    expect((await t.signIn(phone.username, phone)).me.hasTotp).toBe(false)
    const [row] = await t.sql(`select what, reason from account_change where person = $1 and what = 'totp-off'`, [
      person,
    ])
    expect(row).toEqual({ what: 'totp-off', reason: 'Seen at the office' })
  })
})

describe('the list', () => {
  test('is searched by name in any script, username and school, and narrowed to those without an account', async () => {
    const person = await t.makePerson('x')
    await t.sql('update person set names = $2 where id = $1', [person, { bn: 'করিমন নেছা', en: 'Kariman Nesa' }])
    await t.seat(person, 'school', 'teacher')
    const found = async (query: string) =>
      (await by('aueo').get(`/accounts?${query}`)).body.people.map((row: { person: { id: string } }) => row.person.id)
    for (const text of ['করিমন', 'KARIMAN', 'nesa'])
      expect(await found(`text=${encodeURIComponent(text)}`)).toEqual([person])
    expect(await found('text=teacher2')).toEqual([t.people.teacher2.person])
    const missing = await found('missing=1')
    expect(missing).toContain(person)
    expect(missing).not.toContain(t.people.teacher2.person)
  })

  test('tells who has guessed too often and who is signed in', async () => {
    for (let i = 0; i < 9; i += 1) await t.signIn('teacher2', { password: 'wrong' }).catch(() => undefined)
    const { body } = await by('head').get('/accounts?text=teacher2')
    expect(body.people[0]).toMatchObject({ isLocked: true, sessions: expect.any(Number) })
  })

  test('shows whom one looks after, with and without account, and nobody else', async () => {
    const { body } = await by('aueo').get('/accounts')
    const names = body.people.map((row: { username?: string }) => row.username ?? '')
    for (const name of ['head', 'teacher', 'teacher2', 'head2', 'teacher3', 'new.teacher', ''])
      expect(names).toContain(name)
    for (const name of ['aueo', 'ueo', 'head3', 'uda', 'uphead']) expect(names).not.toContain(name)
    expect(body.people[0]).toMatchObject({
      person: { names: {} },
      role: expect.any(String),
      title: { en: expect.any(String) },
      office: { code: expect.any(String) },
      isDisabled: false,
    })
    const narrowed = await by('aueo').get(`/accounts?office=${t.offices.school2}`)
    const there = narrowed.body.people.map((row: { username: string }) => row.username)
    expect(there).toEqual(expect.arrayContaining(['head2', 'teacher3']))
    expect(there).not.toContain('teacher')
  })

  test('does not reach beyond the own office', async () => {
    expect(said(await by('aueo').get(`/accounts?office=${t.offices.school3}`))).toEqual({
      status: 403,
      code: 'OFFICE_FOREIGN',
    })
    expect(said(await by('aueo').get(`/accounts?office=${randomUUID()}`))).toEqual({ status: 404, code: 'NOT_FOUND' })
    expect((await by('teacher').get('/accounts')).body.people).toEqual([])
    expect((await by('uno').get('/accounts')).body.people).toEqual([])
  })

  test('comes in pages', async () => {
    await t.sql(
      `with p as (insert into person (id, names) select gen_random_uuid(), jsonb_build_object('en', 'P' || i) from generate_series(1, 230) i returning id),
      s as (insert into post (id, office, kind, role) select id, $1, 'teacher', 'teacher' from p returning id)
      insert into posting (id, post, person, valid_from) select gen_random_uuid(), p.id, p.id, '2020-01-01' from p`,
      [t.offices.school],
    )
    const first = (await by('head').get('/accounts')).body
    expect(first.people).toHaveLength(200)
    const second = (await by('head').get(`/accounts?after=${first.next}`)).body
    expect(second.next).toBeUndefined()
    const ids = [...first.people, ...second.people].map((row: { person: { id: string } }) => row.person.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(232)
  })
})
