import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SecretBox } from '#server/auth/secret-box.ts'
import { codeAt } from '#server/auth/totp.ts'
import { run } from '#cli/account.ts'
import { startApp, type TestApp } from '#test/support/app.ts'
import { said } from '#test/support/said.ts'

let t: TestApp
let data: string

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'khata-operator-'))
  t = await startApp({ now: Date.now(), config: { data } })
  // An installation as it stands after its first start: offices, and nobody.
  await t.sql('truncate account_change, session, account, posting, post, person cascade')
  await t.forget()
})
afterAll(async () => {
  await t.stop()
  rmSync(data, { recursive: true })
})

const account = (...args: string[]) => said(() => run(args, t.deps))
const passwordIn = (text: string): string => /^password\s+(\S+)$/m.exec(text)![1]!

const CREATE = [
  'create',
  'DPE',
  '--post',
  'dg',
  '--username',
  'first.dg',
  '--name-bn',
  'আনোয়ার কবির',
  '--name-en',
  'Anwar Kabir',
]

test('the first account of an installation signs in, changes its password, sets up its authenticator and makes the next', async () => {
  const password = passwordIn(await account(...CREATE))
  const person = { username: 'first.dg', device: { id: crypto.randomUUID(), name: 'test' } }
  const first = await t.anyone.post('/session', { ...person, password })
  expect(first).toMatchObject({ status: 200, body: { mustChange: true, person: { names: { en: 'Anwar Kabir' } } } })
  const headers = { cookie: String(first.headers['set-cookie']).split(';')[0]! }
  await t.anyone.post('/password', { old: password, new: 'brick-lamp-river-42' }, { headers })
  const { secret } = (await t.anyone.post('/totp', undefined, { headers })).body
  const me = await t.anyone.put('/totp', { code: codeAt(secret, t.clock.now) }, { headers })
  expect(me.body.posts).toMatchObject([{ role: 'officer', office: { code: 'DPE' } }])
  const offices = 'code,level,parent,name\n9001-9,upazila,90-01,New\n'
  const form = new FormData()
  form.set('file', new Blob([offices]), 'offices.csv')
  const request = new Request('http://x', { method: 'POST', body: form })
  const sent = await t.anyone.post('/import/offices', Buffer.from(await request.arrayBuffer()), {
    headers: { ...headers, 'content-type': request.headers.get('content-type')! },
  })
  expect(sent.body).toMatchObject({ made: 1, total: 0, done: true })
  expect(await t.sql('select what, by_person, by_post from account_change')).toEqual([
    { what: 'made', by_person: null, by_post: null },
  ])
})

test('a second one sits in a post of her own; a name that is taken, a post the office has not, a word that is none are refused', async () => {
  await account('create', 'MOPME', '--post', 'secretary', '--username', 'secretary', '--name-en', 'Salma Haque')
  await expect(account(...CREATE)).rejects.toThrow('ACCOUNT_EXISTS')
  await expect(account('create', 'DPE', '--post', 'head', '--username', 'xyz', '--name-en', 'X')).rejects.toThrow(
    /POST_UNKNOWN: DPE has .*dg/,
  )
  await expect(account('create', 'DPE', '--post', 'dg', '--username', 'Á', '--name-en', 'X')).rejects.toThrow(
    'USERNAME_WRONG',
  )
  await expect(account('create', 'NONE', '--post', 'dg', '--username', 'xyz', '--name-en', 'X')).rejects.toThrow(
    'OFFICE_UNKNOWN',
  )
  await expect(account('create', 'DPE', '--post', 'dg', '--username', 'xyz')).rejects.toThrow('CLI_FLAG_MISSING')
  expect(await t.sql('select count(*)::int as n from person')).toEqual([{ n: 2 }])
})

test('who has nobody above is given a new password, and her devices are signed out', async () => {
  const password = passwordIn(await account('reset', 'first.dg'))
  const person = { username: 'first.dg', password, device: { id: crypto.randomUUID(), name: 'test' } }
  expect((await t.anyone.post('/session', person)).body).toMatchObject({ mustChange: true, needsTotp: true })
  expect(await t.sql('select count(*)::int as n from session where revoked is null')).toEqual([{ n: 1 }])
  await expect(account('reset', 'nobody')).rejects.toThrow('ACCOUNT_UNKNOWN')
})

describe('the secret of an authenticator app', () => {
  const KEYS = () => readdirSync(join(data, 'keys'))
  const stored = async (username: string) =>
    (await t.sql('select person, totp_secret from account where username = $1', [username]))[0] as {
      person: string
      totp_secret: string
    }
  let secret: string
  let headers: { cookie: string }
  const codeIsRight = async () => {
    t.clock.go(31_000)
    return (await t.anyone.put('/totp', { code: codeAt(secret, t.clock.now) }, { headers })).status
  }

  beforeAll(async () => {
    const password = passwordIn(await account('reset', 'secretary'))
    const person = { username: 'secretary', password, device: { id: crypto.randomUUID(), name: 'test' } }
    const first = await t.anyone.post('/session', person)
    headers = { cookie: String(first.headers['set-cookie']).split(';')[0]! }
    secret = (await t.anyone.post('/totp', undefined, { headers })).body.secret
  })

  test('is in the database only sealed, under a key outside it, and for that person alone', async () => {
    const { person, totp_secret: sealed } = await stored('secretary')
    expect(sealed).toMatch(/^totp\.1\.[\w-]{60,}$/)
    expect(sealed).not.toContain(secret)
    expect(KEYS()).toEqual(['totp-1.key'])
    expect(await codeIsRight()).toBe(200)
    const { box } = t.app.auth
    expect(box.open(person, sealed)).toBe(secret)
    expect(box.seal(person, secret)).not.toBe(sealed)
    expect(() => box.open(crypto.randomUUID(), sealed)).toThrow('unable to authenticate')
    expect(() => new SecretBox(join(data, 'elsewhere')).open(person, sealed.replace('totp.1', 'totp.2'))).toThrow(
      'TOTP_KEY_MISSING',
    )
  })

  test('of before there was a key is taken, and sealed at the next start', async () => {
    await t.sql('update account set totp_secret = $1, totp_last_step = 0 where username = $2', [secret, 'secretary'])
    expect(await codeIsRight()).toBe(200)
    expect(await t.app.auth.box.sealPlain(t.pool)).toBe(1)
    expect((await stored('secretary')).totp_secret).toMatch(/^totp\.1\./)
    expect(await codeIsRight()).toBe(200)
  })

  test('is sealed under a new key, the old one thrown away, while the server runs', async () => {
    expect(await account('rotate-key')).toBe('1 secrets sealed under a new key\n')
    expect(KEYS()).toEqual(['totp-2.key'])
    expect((await stored('secretary')).totp_secret).toMatch(/^totp\.2\./)
    expect(await codeIsRight()).toBe(200)
  })
})
