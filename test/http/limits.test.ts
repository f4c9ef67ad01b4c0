import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '#server/config.ts'
import { startApp, type Answer, type TestApp } from '#test/support/app.ts'

/** One after the other, as a device asks. */
const inTurn = (times: number, ask: (n: number) => Promise<Answer>): Promise<number[]> =>
  Array.from({ length: times }, (_, n) => n).reduce<Promise<number[]>>(
    async (before, n) => [...(await before), (await ask(n)).status],
    Promise.resolve([]),
  )

const count = (statuses: readonly number[], status: number) => statuses.filter((one) => one === status).length

describe('as configured', () => {
  let t: TestApp
  beforeAll(async () => void (t = await startApp({ config: { limits: { session: 20, address: 30 } } })))
  afterAll(() => t?.stop())

  test('one session is told to wait over all routes together, and no other with it', async () => {
    const [teacher, other] = [await t.signIn('teacher2'), await t.signIn('teacher')]
    const paths = ['/me', '/tray', '/inbox', `/files/${'0'.repeat(64)}`]
    const statuses = await inTurn(25, (n) => teacher.get(paths[n % paths.length]!))
    expect(statuses.indexOf(429)).toBe(20)
    expect(count(statuses, 429)).toBe(5)
    const refused = await teacher.get('/me')
    expect(refused.body).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await other.get('/me')).status).toBe(200)
  })

  test('an address is told to wait at open routes, whatever cookie it invents; the page itself still opens', async () => {
    const statuses = await inTurn(40, (n) => t.anyone.get('/info', { headers: { cookie: `khata=${n}` } }))
    expect(statuses.at(-1)).toBe(429)
    expect(statuses.indexOf(429)).toBeLessThanOrEqual(30)
    expect((await t.anyone.post('/session', {})).status).toBe(429)
    expect((await t.anyone.get('//docs')).status).toBe(200)
    expect((await t.anyone.get('/info', { headers: { 'x-forwarded-for': '203.0.113.7' } })).status).toBe(200)
  })
})

describe('by default', () => {
  let t: TestApp
  beforeAll(async () => void (t = await startApp()))
  afterAll(() => t?.stop())

  test('a phone that sends the photos and pages of a week in one go is never refused', async () => {
    const teacher = await t.signIn('teacher')
    const jpeg = (n: number) => Buffer.from([0xff, 0xd8, 0xff, n >> 8, n & 255])
    const nameOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    const photos = await inTurn(320, (n) =>
      teacher.put(`/files/${nameOf(jpeg(n))}`, jpeg(n), { headers: { 'x-khata-type': 'image/jpeg' } }),
    )
    const pages = await inTurn(100, () => teacher.post('/entries', { entries: [{}] }))
    expect([count(photos, 201), count(pages, 200)]).toEqual([320, 100])
  })

  test('what is printed is answered five times a second', async () => {
    const [teacher, other] = [await t.signIn('teacher2'), await t.signIn('head')]
    const path = `/documents/${'0'.repeat(64)}`
    const statuses = await inTurn(310, () => teacher.get(path))
    expect([count(statuses, 404), count(statuses, 429)]).toEqual([300, 10])
    expect((await other.get(path)).status).toBe(404)
    expect((await teacher.get('/me')).status).toBe(200)
  })
})

test('a limit that would lock everybody out stops the start', () => {
  const limits = (env: NodeJS.ProcessEnv) => readConfig(env, '/').limits
  expect(limits({})).toEqual({ session: 3_000, address: 6_000 })
  expect(limits({ KHATA_LIMIT_SESSION: '900' })).toEqual({ session: 900, address: 6_000 })
  expect(() => limits({ KHATA_LIMIT_ADDRESS: '0' })).toThrow('CONFIG_LIMIT: KHATA_LIMIT_ADDRESS')
})
