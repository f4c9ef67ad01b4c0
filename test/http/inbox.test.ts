import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'

let t: TestApp
let teacher: Client
let head: Client
let aueo: Client
let ueo: Client

beforeAll(async () => {
  t = await startApp()
  ;[teacher, head, aueo, ueo] = await Promise.all([
    t.signIn('teacher'),
    t.signIn('head'),
    t.signIn('aueo'),
    t.signIn('ueo'),
  ])
})
afterAll(() => t?.stop())

const ask = (from: string) =>
  teacher.entry('casual-leave', 'ask', {
    case: randomUUID(),
    teacher: teacher.me.person.id,
    days: { from, to: from },
    ground: 'family',
  })

const late = async (client: Client): Promise<string[]> =>
  (await client.get('/inbox')).body.late.map((record: { stream: string }) => record.stream)

test('a case that lies too long is shown to the officer next above, who may decide it then', async () => {
  const asked = ask('2026-08-18')
  expect((await teacher.send(asked))[0]).toMatchObject({ status: 'accepted' })
  const grant = () => aueo.entry('casual-leave', 'grant', {}, { stream: asked.stream, office: asked.office })
  expect((await aueo.send(grant()))[0]).toMatchObject({ status: 'refused', problems: [{ code: 'ROLE_NOT_ALLOWED' }] })
  expect(await late(aueo)).toEqual([])
  t.clock.now += 14 * 86_400_000
  expect(await late(aueo)).toEqual([asked.stream])
  expect(await late(ueo)).toEqual([])
  expect(await late(head)).toEqual([])
  expect((await aueo.send(grant()))[0]).toMatchObject({ status: 'accepted', record: { state: 'granted' } })
  expect(await late(aueo)).toEqual([])
})
