/** Letters over HTTP on a real database: numbers of several phones at once, in a school and in an office above. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'

let t: TestApp
let phones: Client[]
let ueo: Client
let uda: Client
beforeAll(async () => {
  t = await startApp()
  phones = [await t.signIn('head'), await t.signIn('head')]
  ueo = await t.signIn('ueo')
  uda = await t.signIn('uda')
})
afterAll(() => t?.stop())

const out = (phone: Client, changes: object = {}) =>
  phone.entry('letter-out', 'enter', {
    letter: randomUUID(),
    on: '2026-07-14',
    to: 'District office',
    subject: 'Repairs',
    mode: 'post',
    ...changes,
  })
const into = (phone: Client, changes: object = {}) =>
  phone.entry('letter-in', 'enter', {
    letter: randomUUID(),
    on: '2026-07-14',
    from: 'District office',
    subject: 'Repairs',
    mode: 'post',
    ...changes,
  })

test('E15 the despatch number that two phones would both have given is given once, and none is left out', async () => {
  const lists = await Promise.all(
    Array.from({ length: 10 }, (_, i) => phones[i % 2]!.send(out(phones[i % 2]!), into(phones[i % 2]!))),
  )
  const numbers = (at: number) => lists.map((list) => list[at].assigned.no as number).sort((a, b) => a - b)
  const upTo = Array.from({ length: 10 }, (_, i) => i + 1)
  expect([numbers(0), numbers(1)]).toEqual([upTo, upTo])
})

test('E15 a number that a phone wrote by hand and that is taken is refused and kept', async () => {
  const [answer] = await phones[0]!.send(out(phones[0]!, { no: 3 }))
  expect(answer).toMatchObject({ status: 'refused', problems: [{ code: 'NUMBER_USED', facts: { no: 3 } }] })
})

test('an office above keeps books of its own: its clerk writes, its officer disposes, and both have one series', async () => {
  const letter = into(uda)
  const [first] = await uda.send(letter)
  const [second] = await ueo.send(into(ueo))
  expect([first.assigned.no, second.assigned.no]).toEqual([1, 2])
  const [answer] = await uda.send(out(uda, { answers: letter.stream }))
  expect(answer).toMatchObject({ status: 'accepted', assigned: { no: 1 } })
  const { body } = await ueo.get(`/records/${t.offices.upazila}/letter-in/${letter.stream}`)
  expect(body.record).toMatchObject({ state: 'disposed', body: { outcome: 'answered', reply: answer.record.stream } })
})

test('a teacher does not write letters', async () => {
  const teacher = await t.signIn('teacher')
  const [answer] = await teacher.send(out(teacher))
  expect(answer).toMatchObject({ status: 'refused', problems: [{ code: 'ROLE_NOT_ALLOWED' }] })
})
