/** What a device's signature proves, what does not fit, and that nothing is lost for it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Entry } from '#kernel/entry/envelope.ts'
import { openSource } from '#server/log/verify/source.ts'
import { verifyRows } from '#server/log/verify/verify-rows.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { DeviceSigning } from '#test/support/device-signing.ts'
import type { TestLog } from '#test/support/log.ts'

let world: TestApp
let log: TestLog
let head: Client
let phone: DeviceSigning

beforeAll(async () => {
  world = await startApp({ withLog: true })
  log = world.deps.log as TestLog
  head = await world.signIn('head')
  phone = new DeviceSigning(head)
})
afterAll(() => world.stop())

let day = 10
const made = (by = head): Entry => {
  day += 1
  return by.entry('holiday', 'enter', {
    on: `2026-08-${day}`,
    kind: 'closed',
    cause: 'flood',
    note: 'ক\u09df বাঁধ',
  })
}

const evidenceOf = async ({ stream }: Entry) => {
  const { body } = await head.get(`/records/${world.offices.school}/holiday/${stream}`)
  return body.entries[0].evidence
}

const publish = async () => {
  await log.sequencer.drain()
  log.published.forget()
}

test('an entry without a signature is taken and marked', async () => {
  const entry = made()
  expect(await head.send(entry)).toMatchObject([{ status: 'accepted', flags: [] }])
  expect(await evidenceOf(entry)).toEqual({ signature: 'unsigned' })
})

test('a key is taken only from the device that holds it, under the person who signed in there', async () => {
  expect((await phone.register({ by: world.people.teacher.person })).status).toBe(400)
  expect((await phone.register({ device: '01980000-0000-7000-8000-000000000001' })).status).toBe(400)
  expect(await phone.register()).toMatchObject({ status: 200, body: { id: phone.id, revoked: false } })
  expect((await phone.register()).status).toBe(200)
})

test('a signed entry shows between which two states of the log it was made', async () => {
  await publish()
  const { log: seen } = (await head.get('/sync')).body
  expect(seen).toMatchObject({ size: 1, promise: 3600 })
  phone.seen = { size: seen.size, root: seen.root }
  const before = world.clock.now
  world.clock.go(60_000)
  const entry = phone.next(made())
  expect(await head.send(entry)).toMatchObject([{ status: 'accepted', flags: [] }])
  expect(await evidenceOf(entry)).toEqual({ signature: 'signed', notBefore: before })
  world.clock.go(60_000)
  await publish()
  expect(await evidenceOf(entry)).toEqual({
    signature: 'signed',
    notBefore: before,
    notAfter: world.clock.now,
    witnessed: false,
  })
})

test('a row of entries goes on over batches and retries', async () => {
  const [a, b, c] = [phone.next(made()), phone.next(made()), phone.next(made())]
  const accepted = { status: 'accepted', flags: [] }
  expect(await head.send(a)).toMatchObject([accepted])
  expect(await head.send(a, b)).toMatchObject([accepted, accepted])
  world.deps.ledger.devices.forget(head.me.person.id)
  expect(await head.send(b, c)).toMatchObject([accepted, accepted])
  const [{ n }] = (await world.sql('select n from device_key')) as [{ n: string }]
  expect(Number(n)).toBe(phone.n)
})

test('an entry that was refused keeps its place in the row', async () => {
  const wrong = phone.next({ ...made(), stream: '2026-01-01' })
  const after = phone.next(made())
  expect(await head.send(wrong, after)).toMatchObject([{ status: 'refused' }, { status: 'accepted', flags: [] }])
})

test('a break in the row marks the entry, which is taken', async () => {
  phone.next(made())
  const entry = phone.next(made())
  expect(await head.send(entry)).toMatchObject([
    { status: 'accepted', flags: [{ code: 'DEVICE_CHAIN_BROKEN', facts: { n: phone.n, known: phone.n - 2 } }] },
  ])
  expect(await head.send(phone.next(made()))).toMatchObject([{ status: 'accepted', flags: [] }])
})

test('a changed entry does not fit its signature: held for an officer, who may take it', async () => {
  const entry = phone.next(made())
  const changed = { ...entry, body: { ...entry.body, note: 'অন্য' } }
  expect(await head.send(changed)).toMatchObject([
    { status: 'held', apart: true, problems: [{ code: 'DEVICE_SIGNATURE_WRONG' }] },
  ])
  const officer = await world.signIn('aueo')
  const { body } = await officer.get('/inbox')
  expect(body.held).toMatchObject([{ id: entry.id, problems: [{ code: 'DEVICE_SIGNATURE_WRONG' }] }])
  await officer.post(`/held/${entry.id}`, { decision: 'accept', reason: 'asked her' })
  expect(await evidenceOf(entry)).toMatchObject({ signature: 'wrong' })
  phone.n -= 1
  phone.prev = (await world.sql('select last from device_key'))[0]!['last'] as string
})

test("another person's or device's key proves nothing", async () => {
  const teacher = await world.signIn('teacher')
  const other = new DeviceSigning(teacher)
  await other.register()
  expect(await head.send(other.next(made()))).toMatchObject([
    { status: 'held', problems: [{ code: 'DEVICE_SIGNATURE_WRONG' }] },
  ])
  const stranger = new DeviceSigning(head)
  expect(await head.send(stranger.next(made()))).toMatchObject([
    { status: 'accepted', flags: [{ code: 'DEVICE_KEY_UNKNOWN' }] },
  ])
})

test('a phone without Ed25519 signs with P-256', async () => {
  const tablet = await world.signIn('head')
  const p256 = new DeviceSigning(tablet, 'ES256')
  expect((await p256.register()).status).toBe(200)
  const entry = p256.next(made(tablet))
  expect(await tablet.send(entry)).toMatchObject([{ status: 'accepted', flags: [] }])
  expect(await evidenceOf(entry)).toMatchObject({ signature: 'signed' })
})

test('a state of the log that this log never had is told to the reader', async () => {
  phone.seen = { ...phone.seen!, root: Buffer.alloc(32, 7).toString('base64') }
  const entry = phone.next(made())
  await head.send(entry)
  expect(await evidenceOf(entry)).toMatchObject({ signature: 'signed', seenForeign: true })
  delete phone.seen
})

test('a device that was ended from another one: what it signs from then on is held', async () => {
  const before = phone.next(made())
  await head.send(before)
  const desk = await world.signIn('head')
  const { body: sessions } = await desk.get('/sessions')
  const lost = sessions.find(({ id }: { id: string }) => id === head.me.session)
  expect((await desk.del(`/sessions/${lost.id}`)).status).toBe(204)
  const again = await world.signIn('head', { device: head.device })
  const late = phone.next(made())
  expect(await again.send(late)).toMatchObject([{ status: 'held', problems: [{ code: 'DEVICE_REVOKED' }] }])
  head = again
  expect(await evidenceOf(before)).toMatchObject({ signature: 'signed' })
  const fresh = new DeviceSigning(again)
  expect((await fresh.register()).body).toMatchObject({ revoked: false })
  expect(await again.send(fresh.next(made(again)))).toMatchObject([{ status: 'accepted', flags: [] }])
})

test('evidence is under the leaf of its entry like every other value', async () => {
  await publish()
  const { checkpoint } = await log.verify()
  const { faults } = await verifyRows(world.pool, openSource(log.files), checkpoint!.size)
  expect(faults).toEqual([])
})
