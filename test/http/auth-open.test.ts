import { connect, type AddressInfo } from 'node:net'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeAt } from '#server/auth/totp.ts'
import { titleOf } from '#server/http/title.ts'
import { PASSWORD, startApp, type TestApp } from '#test/support/app.ts'

let t: TestApp
beforeAll(async () => void (t = await startApp()))
afterAll(() => t?.stop())

describe('health', () => {
  test('is well only while entries can be taken', async () => {
    expect((await t.anyone.get('/health')).body).toMatchObject({ status: 'ok' })
    await t.sql('revoke insert on entry from khata_app')
    const ill = await t.anyone.get('/health', { headers: { 'accept-language': 'bn-BD,en;q=0.5' } })
    expect({ status: ill.status, code: ill.body.code }).toEqual({ status: 503, code: 'DATABASE_AWAY' })
    expect(ill.body.title).toBe(titleOf('DATABASE_AWAY', 'bn'))
    await t.sql('grant insert on entry to khata_app')
    expect((await t.anyone.get('/health')).status).toBe(200)
  })

  test('does not wait for a database that does not answer', async () => {
    const held = await Promise.all(Array.from({ length: 6 }, () => t.pool.connect()))
    const before = performance.now()
    expect((await t.anyone.get('/health')).status).toBe(503)
    expect(performance.now() - before).toBeLessThan(4_000)
    for (const client of held) client.release()
  })

  test('info tells what this is', async () => {
    expect((await t.anyone.get('/info')).body).toEqual({
      name: 'Khata',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      demo: false,
      time: t.clock.now,
    })
  })

  test('metrics count requests by the pattern of their route, never by an id', async () => {
    const client = await t.signIn('teacher')
    await client.get(`/files/${'a'.repeat(64)}`)
    await client.post('/entries', { entries: [{}] })
    const { body, headers } = await t.anyone.get('//metrics')
    expect(headers['content-type']).toContain('text/plain')
    expect(body).toMatch(/khata_request_seconds_count\{method="GET",route="\/api\/v1\/files\/:sha256",status="404"\} 1/)
    expect(body).toMatch(/khata_entries_total\{status="refused"\} 1/)
    expect(body).toMatch(/khata_rollup_lag_seconds \d/)
    expect(body).toMatch(/process_cpu_seconds_total/)
    expect(body).not.toContain('aaaa')
  })
})

describe('accounts of the demonstration', () => {
  test('are shown in the demonstration only', async () => {
    expect((await t.anyone.get('/demo/accounts')).status).toBe(404)
  })

  test('come with the code of now, and with the next one where that was used', async () => {
    const names = { en: 'Nasrin' }
    const demo = [
      {
        username: 'ueo',
        password: PASSWORD,
        totpSecret: '',
        names,
        title: { en: 'UEO' },
        office: { en: 'Kolmi' },
        pack: 'bd-primary',
      },
      {
        username: 'teacher',
        password: PASSWORD,
        names,
        title: { en: 'AT' },
        office: { en: 'Shapla' },
        pack: 'bd-primary',
      },
    ]
    const d = await startApp({ config: { demo: true }, deps: { demo } })
    demo[0]!.totpSecret = d.people.ueo.totpSecret!
    const listed = async () => (await d.anyone.get('/demo/accounts')).body
    const [officer, teacher] = await listed()
    expect(officer).toEqual({
      username: 'ueo',
      password: PASSWORD,
      code: codeAt(d.people.ueo.totpSecret!, d.clock.now),
      names,
      title: { en: 'UEO' },
      office: { en: 'Kolmi' },
      pack: 'bd-primary',
    })
    expect(teacher.code).toBeUndefined()
    const enter = async (device: string) => {
      const { username, password, code } = (await listed())[0]
      return (await d.anyone.post('/session', { username, password, code, device: { id: device, name: '' } })).status
    }
    expect(await enter('01900000-0000-7000-8000-000000000001')).toBe(200)
    expect(await enter('01900000-0000-7000-8000-000000000002')).toBe(200)
    await d.stop()
  })
})

describe('files', () => {
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    Buffer.from('not much of a picture'),
  ])
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  const as = (type: string) => ({ headers: { 'x-khata-type': type } })

  test('are kept by their hash and read by those whose reach they are in', async () => {
    const teacher = await t.signIn('teacher')
    const put = await teacher.put(`/files/${hash(png)}`, png, as('image/png'))
    expect(put.status).toBe(201)
    const plain = { headers: { 'content-type': 'image/png' } }
    expect((await teacher.put(`/files/${hash(png)}`, png, plain)).body).toMatchObject({ type: 'image/png' })
    expect((await teacher.put(`/files/${hash(png)}`, png, as('image/png'))).status).toBe(201)
    for (const reader of ['teacher', 'head', 'ueo'] as const) {
      const got = await (await t.signIn(reader)).get(`/files/${hash(png)}`)
      expect(got.status, reader).toBe(200)
      expect(got.raw.equals(png)).toBe(true)
      expect(got.headers).toMatchObject({
        'content-type': 'image/png',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      })
    }
    for (const stranger of ['head2', 'ueo2', 'beo'] as const)
      expect((await (await t.signIn(stranger)).get(`/files/${hash(png)}`)).status, stranger).toBe(404)
  })

  test('are refused when the hash, the type or the size is wrong', async () => {
    const teacher = await t.signIn('teacher')
    const put = async (sha: string, bytes: Buffer, type: string) => {
      const { status, body } = await teacher.put(`/files/${sha}`, bytes, as(type))
      return [status, body.code]
    }
    expect(await put('0'.repeat(64), png, 'image/png')).toEqual([422, 'FILE_HASH_WRONG'])
    expect(await put(hash(png), png, 'image/jpeg')).toEqual([422, 'FILE_TYPE_WRONG'])
    expect(await put(hash(png), png, 'text/html')).toEqual([422, 'FILE_TYPE_WRONG'])
    expect(await put(hash(png), png, '__proto__')).toEqual([422, 'FILE_TYPE_WRONG'])
    const large = Buffer.alloc(2 * 1024 * 1024 + 1)
    expect(await put(hash(large), large, 'image/png')).toEqual([413, 'BODY_TOO_LARGE'])
    expect(await put('xyz', png, 'image/png')).toEqual([400, 'REQUEST_MALFORMED'])
  })

  test('of forty megabytes are refused before they are read, and with how much is too much', async () => {
    const teacher = await t.signIn('teacher')
    await t.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = t.app.server.address() as AddressInfo
    const said = await new Promise<string>((done, fail) => {
      const socket = connect(port, '127.0.0.1').on('error', fail)
      socket.once('data', (bytes) => {
        socket.destroy()
        done(String(bytes))
      })
      // Only the head is sent: the answer must not wait for what is announced.
      socket.write(
        [
          `PUT /api/v1/files/${'0'.repeat(64)} HTTP/1.1`,
          'host: x',
          'x-khata: 1',
          `cookie: ${teacher.cookie}`,
          'content-type: image/jpeg',
          'content-length: 41943040',
          '',
          '',
        ].join('\r\n'),
      )
    })
    expect(said).toContain('HTTP/1.1 413')
    expect(said).toContain('"max":2097152')
  })
})
