/** A person's service over HTTP on a real database: written with its proof, attested above, read by herself. */
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Body } from '#kernel/entry/record.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { readPdf } from '#test/support/pdf.ts'

let t: TestApp
let teacher: Client
let other: Client
let head: Client
let aueo: Client
beforeAll(async () => {
  t = await startApp()
  ;[teacher, other, head, aueo] = await Promise.all([
    t.signIn('teacher'),
    t.signIn('teacher2'),
    t.signIn('head'),
    t.signIn('aueo'),
  ])
})
afterAll(() => t?.stop())

const event = (by: Client, body: Body, person = teacher.me.person.id) =>
  by.entry('service-book', 'enter', { event: uuidv7(), person, matter: 'Assistant teacher', ...body })

test('she writes with the order, her officer attests, what is odd is remarked, nobody writes in the book of another', async () => {
  const joined = event(teacher, { kind: 'appointment', on: '2015-03-01', pay: 10_200_00, grade: 14, order: '112/2015' })
  const [first] = await teacher.send(joined)
  expect([first.status, first.flags]).toEqual(['accepted', []])
  const [lower] = await teacher.send(event(teacher, { kind: 'increment', on: '2016-07-01', pay: 9_000_00 }))
  expect(lower.flags.map(({ code }: { code: string }) => code)).toEqual(['SERVICE_PAY_LOWER', 'SERVICE_UNPROVEN'])
  const [again] = await head.send(event(head, { kind: 'appointment', on: '2015-03-01', order: '112/2015' }))
  expect(again.flags).toMatchObject([{ code: 'SERVICE_TWICE', facts: { day: '2015-03-01' } }])
  const [foreign] = await other.send(event(other, { kind: 'award', on: '2020-01-01', order: '1' }))
  expect(foreign.problems).toMatchObject([{ code: 'ROLE_NOT_ALLOWED' }])
  const [missing] = await teacher.send(event(teacher, { kind: 'increment', on: '2017-07-01', order: '7' }))
  expect(missing.problems).toMatchObject([{ code: 'FIELD_MISSING', at: '/pay' }])

  const verify = (by: Client) =>
    by.send(by.entry('service-book', 'verify', {}, { stream: joined.stream, office: t.offices.school }))
  expect((await verify(head))[0].problems).toMatchObject([{ code: 'ROLE_NOT_ALLOWED' }])
  expect((await verify(aueo))[0].record.state).toBe('verified')
})

test('her own book is printed for her; of others nothing stands in it', async () => {
  const answer = await teacher.get(`/sheet/${t.offices.school}/service-book/own?format=pdf&lang=en`)
  const { text } = await readPdf(answer.raw)
  for (const said of ['Rafiqul', '112/2015', 'Attested', 'Appointment']) expect(text).toContain(said)
  const empty = await readPdf((await other.get(`/sheet/${t.offices.school}/service-book/own?format=pdf&lang=en`)).raw)
  expect(empty.text).not.toContain('112/2015')
})

test('the head prints the book of one person by any of its pages', async () => {
  const { body } = await head.get('/records?system=service-book&limit=10')
  const page = (body.records as { stream: string }[])[0]!.stream
  const { raw } = await head.get(`/sheet/${t.offices.school}/service-book/book?page=${page}&format=pdf&lang=en`)
  expect((await readPdf(raw)).text).toContain('112/2015')
})
