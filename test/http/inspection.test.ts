/** Visits over HTTP: what an officer carries of the schools below her, a page begun far away, compliance, figures. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Body } from '#kernel/entry/record.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, sheetBody } from '#test/support/device-pages.ts'

let t: TestApp
let aueo: Client
let head: Client
let visit: string
beforeAll(async () => {
  t = await startApp()
  ;[aueo, head] = await Promise.all([t.signIn('aueo'), t.signIn('head')])
  const teacher = await t.signIn('teacher')
  const pupils = await admitPupils(teacher, 3)
  await teacher.send(teacher.entry('attendance', 'enter', sheetBody(pupils, 1, { on: '2026-07-14', group: '3-A' })))
})
afterAll(() => t?.stop())

const page = (changes: object = {}) => ({
  visit: randomUUID(),
  inspector: aueo.me.person.id,
  on: '2026-07-14',
  arrived: '2026-07-14T04:10:00.000Z',
  kind: 'surprise',
  points: [{ point: 'Roof leaks', severity: 'serious', due: '2026-07-20' }],
  ...changes,
})
const at = (office: string, body: Body) => aueo.entry('inspection', 'enter', body, { office })

test('an officer carries the schools below her, with what a page there begins with; nobody carries more than that', async () => {
  const { body } = await aueo.get('/afar?system=inspection')
  expect(body.offices.map((o: { office: { code: string } }) => o.office.code).sort()).toEqual(['900101', '900102'])
  const school = body.offices.find((o: { office: { id: string } }) => o.office.id === t.offices.school)
  expect(school.lines).toEqual([{ label: 'lines.never', value: 0 }])
  expect(school.starts.classes).toEqual([{ group: '3-A', enrolled: 3, register: 2 }])
  // Tomorrow nothing is known yet of who will be there.
  expect(school.later.classes).toEqual([{ group: '3-A', enrolled: 3 }])
  expect((await aueo.get(`/afar?system=inspection&under=${t.offices.cluster2}`)).status).toBe(403)
  expect((await aueo.get('/afar?system=attendance')).status).toBe(404)
  expect((await head.get('/afar?system=inspection')).body.offices).toEqual([])
})

test('a visit is taken at the school, lies with its head, is answered and accepted', async () => {
  const body = page()
  visit = body.visit
  const [taken] = await aueo.send(at(t.offices.school, body))
  expect(taken).toMatchObject({ status: 'accepted', record: { office: t.offices.school, state: 'written' } })
  expect((await head.get('/inbox')).body.cases).toMatchObject([{ system: 'inspection', stream: visit }])
  const on = { stream: visit }
  const replies = [{ point: 'Roof leaks', state: 'done', what: 'tiles laid' }]
  const [refused] = await head.send(
    head.entry('inspection', 'correct', body, { ...on, replaces: [taken.id], reason: 'x' }),
  )
  expect(refused).toMatchObject({ status: 'refused', problems: [{ code: 'ROLE_NOT_ALLOWED' }] })
  const [replied] = await head.send(head.entry('inspection', 'reply', { replies }, on))
  expect(replied.record.state).toBe('replied')
  expect((await aueo.get('/inbox')).body.cases).toMatchObject([{ stream: visit }])
  const [closed] = await aueo.send(aueo.entry('inspection', 'accept', {}, { ...on, office: t.offices.school }))
  expect(closed.record.state).toBe('closed')
})

test('E13 the same visit from another device of the officer is kept and flagged', async () => {
  const [again] = await aueo.send(at(t.offices.school, page()))
  expect(again).toMatchObject({ status: 'accepted', flags: [{ code: 'INSPECTION_TWICE' }] })
})

test('an officer of another area writes no visit here', async () => {
  const stranger = await t.signIn('aueo')
  const [answer] = await stranger.send(
    stranger.entry('inspection', 'enter', page({ inspector: stranger.me.person.id }), { office: t.offices.school3 }),
  )
  expect(answer).toMatchObject({ status: 'refused', problems: [{ code: 'OFFICE_FOREIGN' }] })
})

test('the office above sees visits of the month against its schools, and a school without one has no figure', async () => {
  await t.deps.rollup.drain()
  const { body } = await aueo.get('/oversight?day=2026-07-14')
  const figure = (row: { figures: { system: string; measure: string; value: unknown }[] }) =>
    row.figures.find((f) => f.system === 'inspection' && f.measure === 'visits')
  expect(figure(body)).toMatchObject({ value: 2, of: body.schools })
  const none = body.rows.find((row: { office: { id: string } }) => row.office.id === t.offices.school2)
  expect(figure(none)).toMatchObject({ value: null })
})
