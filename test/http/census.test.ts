/** The child census over HTTP on a real database: two surveyors, the paper, what the officer sees. */
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Body } from '#kernel/entry/record.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils } from '#test/support/device-pages.ts'
import { readPdf } from '#test/support/pdf.ts'

let t: TestApp
let head: Client
let teacher: Client
let pupils: string[]
beforeAll(async () => {
  t = await startApp()
  ;[head, teacher] = await Promise.all([t.signIn('head'), t.signIn('teacher')])
  pupils = await admitPupils(head, 3)
})
afterAll(() => t?.stop())

const ON = '2026-07-14'
const child = (changes: Body = {}): Body => ({
  child: uuidv7(),
  on: ON,
  name: { bn: 'আমিনা' },
  sex: 'girl',
  age: 9,
  status: 'dropout',
  cause: 'work',
  habitation: 'Purbapara',
  householder: 'Karim',
  ...changes,
})
const send = async (by: Client, step: string, body: Body, stream?: string) => {
  const [answer] = await by.send(by.entry('census', step, body, stream === undefined ? {} : { stream }))
  return answer
}

test('two write down one child; the head says so; the one who is a pupil is matched by hand and is out of school no more', async () => {
  const [first, second, third] = [child(), child({ name: { en: 'Amena' } }), child({ name: { en: 'Rina' } })]
  expect((await send(teacher, 'enter', first)).flags).toEqual([])
  expect((await send(head, 'enter', second)).flags).toMatchObject([{ code: 'CENSUS_LIKELY_TWICE' }])
  expect((await send(teacher, 'enter', third)).status).toBe('accepted')
  const same = { first: first['child'] }
  expect((await send(teacher, 'same', same, String(second['child']))).problems).toMatchObject([
    { code: 'ROLE_NOT_ALLOWED' },
  ])
  expect((await send(head, 'same', same, String(second['child']))).status).toBe('accepted')
  const match = await send(teacher, 'match', { pupil: pupils[0] }, String(third['child']))
  expect([match.status, match.record.body]).toMatchObject(['accepted', { status: 'enrolled', pupil: pupils[0] }])
  expect((await send(teacher, 'match', { pupil: pupils[0] }, String(first['child']))).problems).toMatchObject([
    { code: 'CENSUS_PUPIL_TAKEN', at: '/pupil' },
  ])

  await t.deps.rollup.drain()
  const { body } = await (await t.signIn('aueo')).get(`/oversight?day=${ON}`)
  const figure = (measure: string) =>
    body.figures.find((f: { system: string; measure: string }) => f.system === 'census' && f.measure === measure)
  expect(figure('out')).toMatchObject({ value: 1, of: 2, good: 'low' })
})

test('the register and the list of those out of school are printed as they are bound', async () => {
  const path = (sheet: string) => `/sheet/${t.offices.school}/census/${sheet}?format=pdf&lang=en`
  const out = await readPdf((await head.get(path('out'))).raw)
  expect(out.text).toContain('Out-of-school children')
  expect(out.text).toContain('Works')
  const all = await readPdf((await head.get(path('census'))).raw)
  expect(all.text).toContain('Child census register')
})
