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
