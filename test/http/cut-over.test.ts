/** A school leaves paper, over HTTP on a real database: the head, her officer's inbox, what the district sees. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { Body } from '#kernel/entry/record.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'

let t: TestApp
let head: Client
let aueo: Client
beforeAll(async () => {
  t = await startApp()
  ;[head, aueo] = await Promise.all([t.signIn('head'), t.signIn('aueo')])
})
afterAll(() => t?.stop())

const ON = '2026-07-01'
const send = async (by: Client, step: string, body: Body = {}) => {
  const at = { stream: 'receipt', office: t.offices.school }
  const [answer] = await by.send(by.entry('cut-over', step, body, step === 'enter' ? {} : at))
  return answer
}

test('a cash book is proposed, waits in the inbox of the officer, is begun with its balance, and paper is closed', async () => {
  expect((await send(head, 'enter', { book: 'receipt', from: ON, lastNumber: '114' })).status).toBe('accepted')
  const { body: inbox } = await aueo.get('/inbox')
  expect(inbox.cases).toMatchObject([{ system: 'cut-over', stream: 'receipt', duty: { step: 'agree' } }])
  expect((await send(aueo, 'agree')).problems).toMatchObject([{ code: 'CUTOVER_OPENING_MISSING' }])
  const money = { receipt: uuidv7(), on: ON, kind: 'opening', head: 'slip', amount: 1_250_00, into: 'bank' }
  const [opened] = await head.send(head.entry('receipt', 'enter', money))
  expect(opened.status, JSON.stringify(opened)).toBe('accepted')
  expect((await send(aueo, 'agree')).flags).toMatchObject([{ code: 'CUTOVER_NO_PHOTO' }])
  expect((await send(head, 'close', { closedOn: '2026-07-14' })).problems).toMatchObject([{ code: 'ROLE_NOT_ALLOWED' }])
  const closed = await send(aueo, 'close', { closedOn: '2026-07-14' })
  expect([closed.record.state, closed.flags]).toMatchObject([
    'digital',
    [{ code: 'CUTOVER_SHORT', facts: { days: 13 } }],
  ])

  await t.deps.rollup.drain()
  const { body } = await (await t.signIn('dg')).get('/oversight?day=2026-07-14')
  const figure = body.figures.find(
    (f: { system: string; measure: string }) => f.system === 'cut-over' && f.measure === 'digital',
  )
  expect(figure).toMatchObject({ value: 1, of: 1, good: 'high' })
})

test('an officer plans the next school, its head is told, and the list of the area shows every school; no head reads it', async () => {
  const planned = aueo.entry(
    'cut-over',
    'plan',
    { book: 'attendance', from: '2026-08-02' },
    { office: t.offices.school },
  )
  const [answer] = await aueo.send(planned)
  expect(answer).toMatchObject({ status: 'accepted', record: { state: 'planned' } })
  const { body: inbox } = await head.get('/inbox')
  expect(inbox.cases).toMatchObject([{ system: 'cut-over', stream: 'attendance', duty: { step: 'propose' } }])
  const list = await aueo.get(`/sheet/${t.offices.cluster}/cut-over/rollout`)
  expect(list.body.rows.map(({ cells }: { cells: unknown[] }) => cells.slice(1, 7))).toContainEqual([
    t.deps.directory.get(t.offices.school).code,
    ON,
    1,
    0,
    0,
    1,
  ])
  const below = t.deps.directory.schools(t.offices.cluster)
  expect(list.body.rows).toHaveLength(below)
  expect((await head.get(`/sheet/${t.offices.cluster}/cut-over/rollout`)).body.code).toBe('OFFICE_FOREIGN')
})
