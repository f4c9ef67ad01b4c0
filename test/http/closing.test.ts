import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Entry } from '#kernel/entry/envelope.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, sheetBody } from '#test/support/device-pages.ts'

/** On 14 July, July is open and June is closed by the lock day. */
const JULY = '2026-07'

let t: TestApp
let teacher: Client
let head: Client
let aueo: Client
let dpeo: Client
let pupils: string[]

beforeAll(async () => {
  t = await startApp()
  ;[teacher, head, aueo, dpeo] = await Promise.all([
    t.signIn('teacher'),
    t.signIn('head'),
    t.signIn('aueo'),
    t.signIn('dpeo'),
  ])
  pupils = await admitPupils(teacher, 2)
})
afterAll(() => t?.stop())

const sheet = (on: string, group: string): Entry =>
  teacher.entry('attendance', 'enter', sheetBody(pupils, 0, { on, group }))

const act = async (client: Client, step: string, month: string, reason?: string) =>
  (
    await client.send(
      client.entry('month-close', step, {}, { office: t.offices.school, stream: month, ...(reason && { reason }) }),
    )
  )[0]

const heldFor = async (client: Client): Promise<string[]> =>
  (await client.get('/inbox')).body.held.map((item: { id: string }) => item.id)

test('a month that the head has closed holds its pages until she asks and the officer opens it', async () => {
  expect((await teacher.send(sheet('2026-07-01', '1-A')))[0].status).toBe('accepted')
  expect((await head.send(head.entry('month-close', 'enter', { month: JULY })))[0].status).toBe('accepted')
  expect((await teacher.send(sheet('2026-07-02', '1-A')))[0]).toMatchObject({
    status: 'held',
    problems: [{ code: 'LATE_AFTER_LOCK', facts: { locked: '2026-07-31' } }],
  })
  expect((await act(head, 'reopen', JULY)).problems).toMatchObject([{ code: 'STATE_NOT_ALLOWED' }])
  expect((await act(head, 'askReopen', JULY)).problems).toMatchObject([{ code: 'REASON_MISSING' }])
  expect((await act(head, 'askReopen', JULY, 'a sheet was forgotten')).status).toBe('accepted')
  expect((await act(head, 'reopen', JULY)).problems).toMatchObject([{ code: 'ROLE_NOT_ALLOWED' }])
  expect((await aueo.get('/inbox')).body.cases).toMatchObject([{ system: 'month-close', stream: JULY }])
  expect((await teacher.send(sheet('2026-07-05', '1-A')))[0].status).toBe('held')
  expect((await act(aueo, 'reopen', JULY)).status).toBe('accepted')
  expect((await teacher.send(sheet('2026-07-06', '1-A')))[0].status).toBe('accepted')
})

test('a month closed by the lock day is opened in the same way, and only that month', async () => {
  expect((await teacher.send(sheet('2026-06-15', '2-A')))[0].status).toBe('held')
  await head.send(head.entry('month-close', 'enter', { month: '2026-06' }))
  await act(head, 'askReopen', '2026-06', 'flood: the network was gone')
  await act(aueo, 'reopen', '2026-06')
  expect((await teacher.send(sheet('2026-06-16', '2-A')))[0].status).toBe('accepted')
  expect((await teacher.send(sheet('2026-05-05', '2-A')))[0].status).toBe('held')
  expect((await act(head, 'closeAgain', '2026-06')).status).toBe('accepted')
  expect((await teacher.send(sheet('2026-06-17', '2-A')))[0].status).toBe('held')
})

test('a month that has not begun cannot be closed', async () => {
  expect((await head.send(head.entry('month-close', 'enter', { month: '2026-08' })))[0]).toMatchObject({
    status: 'refused',
    problems: [{ code: 'MONTH_CLOSE_NOT_OVER' }],
  })
})

test('a year is closed by the district alone, and what comes after lies with the district', async () => {
  const order = { year: '2025', order: 'DPEO/2026/14', orderOn: '2026-02-01' }
  expect((await aueo.send(aueo.entry('year-close', 'enter', order)))[0].problems).toMatchObject([
    { code: 'YEAR_CLOSE_NOT_HERE' },
  ])
  expect((await dpeo.send(dpeo.entry('year-close', 'enter', { ...order, year: '2026' })))[0].problems).toMatchObject([
    { code: 'YEAR_CLOSE_NOT_OVER' },
  ])
  expect((await dpeo.send(dpeo.entry('year-close', 'enter', order)))[0].status).toBe('accepted')
  const entry = sheet('2025-12-01', '3-A')
  expect((await teacher.send(entry))[0]).toMatchObject({ status: 'held', problems: [{ code: 'YEAR_CLOSED' }] })
  expect(await heldFor(aueo)).not.toContain(entry.id)
  expect(await heldFor(dpeo)).toContain(entry.id)
  const decision = { decision: 'accept', reason: 'order DPEO/2026/15' }
  expect((await aueo.post(`/held/${entry.id}`, decision)).status).toBe(403)
  expect((await dpeo.post(`/held/${entry.id}`, decision)).body.answer.status).toBe('accepted')
})
