import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '#kernel/entry/envelope.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, correction, sheetBody } from '#test/support/device-pages.ts'
import { expectedTally, readWorld, storedTally } from '#test/support/oracle.ts'

/** A school day of June: on 14 July that month has been locked since the fifth. */
const LATE = '2026-06-15'
const STILL_OPEN = '2026-07-01'

let t: TestApp
let teacher: Client
let head: Client
let aueo: Client
let pupils: string[]

beforeAll(async () => {
  t = await startApp()
  ;[teacher, head, aueo] = await Promise.all([t.signIn('teacher'), t.signIn('head'), t.signIn('aueo')])
  pupils = await admitPupils(teacher, 4)
})
afterAll(() => t?.stop())

const late = (group: string, client = teacher): Entry =>
  client.entry('attendance', 'enter', sheetBody(pupils, 1, { on: LATE, group }))

const heldFor = async (client: Client): Promise<string[]> =>
  (await client.get('/inbox')).body.held.map((item: { id: string }) => item.id)

const inTray = async (client: Client, id: string) =>
  (await client.get('/tray')).body.items.find((item: { id: string }) => item.id === id)

const decide = (client: Client, id: string, decision: 'accept' | 'decline', reason = 'seen at the school') =>
  client.post(`/held/${id}`, { decision, reason })

async function expectRightNumbers(): Promise<void> {
  await t.deps.rollup.drain()
  expect(await storedTally(t.sql)).toEqual(expectedTally(await readWorld(t.sql)))
}

describe('an entry for a locked month', () => {
  test('is held, in its author’s tray, not on the page and not counted', async () => {
    const entry = late('3-A')
    const [answer] = await teacher.send(entry)
    expect(answer).toMatchObject({ status: 'held', apart: true, problems: [{ code: 'LATE_AFTER_LOCK' }] })
    expect(answer.record).toBeUndefined()
    expect(await inTray(teacher, entry.id)).toMatchObject({ status: 'held', entry: { id: entry.id, body: entry.body } })
    expect((await teacher.get(`/records/${entry.office}/attendance/${entry.stream}`)).status).toBe(404)
    const [again] = await teacher.send(entry)
    expect(again).toMatchObject({ status: 'held', apart: true, problems: [{ code: 'LATE_AFTER_LOCK' }] })
    await expectRightNumbers()
  })

  test('of the month before is not late before the fifth', async () => {
    const now = t.clock.now
    t.clock.now = Date.parse('2026-07-04T04:00:00Z')
    const [answer] = await teacher.send(
      teacher.entry('attendance', 'enter', sheetBody(pupils, 0, { on: '2026-06-16' })),
    )
    t.clock.now = now
    expect(answer.status).toBe('accepted')
    const [open] = await teacher.send(teacher.entry('attendance', 'enter', sheetBody(pupils, 0, { on: STILL_OPEN })))
    expect(open.status).toBe('accepted')
  })

  test('lies in the inbox of the nearest officer and of nobody else', async () => {
    const entry = late('4-A')
    await teacher.send(entry)
    expect(await heldFor(aueo)).toContain(entry.id)
    for (const username of [
      'head',
      'teacher2',
      'head2',
      'ueo',
      'uno',
      'uda',
      'dpeo',
      'aueo2',
      'secretary',
      'beo',
    ] as const)
      expect([username, await heldFor(await t.signIn(username))]).toEqual([username, []])
  })

  test('is decided by the nearest officer alone', async () => {
    const entry = late('5-A')
    await teacher.send(entry)
    for (const username of [
      'teacher',
      'head',
      'teacher2',
      'head2',
      'head3',
      'aueo2',
      'beo',
      'uno',
      'uda',
      'ueo',
      'dpeo',
      'secretary',
    ] as const) {
      const { status, body } = await decide(await t.signIn(username), entry.id, 'accept')
      expect([username, status, body.code]).toEqual([
        username,
        expect.any(Number),
        expect.stringMatching(/^(NOT_ALLOWED|NOT_FOUND)$/),
      ])
    }
    expect((await inTray(teacher, entry.id)).status).toBe('held')
    const noReason = await aueo.post(`/held/${entry.id}`, { decision: 'accept', reason: '  ' })
    expect([noReason.status, noReason.body.code]).toEqual([422, 'REASON_MISSING'])
  })

  test('accepted, it stands in the ledger under its author, is counted, and leaves inbox and tray of what waits', async () => {
    const entry = late('1-A')
    await teacher.send(entry)
    const { status, body } = await decide(aueo, entry.id, 'accept')
    expect([status, body.answer]).toEqual([200, expect.objectContaining({ id: entry.id, status: 'accepted' })])
    const page = (await aueo.get(`/records/${entry.office}/attendance/${entry.stream}`)).body
    expect(page.entries).toMatchObject([{ id: entry.id, by: teacher.me.person.id, post: teacher.me.post }])
    expect(await inTray(teacher, entry.id)).toMatchObject({ status: 'taken' })
    expect(await heldFor(aueo)).not.toContain(entry.id)
    await expectRightNumbers()
    expect((await storedTally(t.sql))[`${entry.office} attendance ${LATE} reported`]).toBe(1)
    const [again] = await teacher.send(entry)
    expect(again).toMatchObject({ status: 'accepted', seq: body.answer.seq })
    expect((await decide(aueo, entry.id, 'decline')).body.code).toBe('ALREADY_DECIDED')
    expect((await decide(aueo, entry.id, 'accept')).body.code).toBe('ALREADY_DECIDED')
  })

  test('declined, its author is told why, and nothing else happens', async () => {
    const entry = late('2-A')
    await teacher.send(entry)
    const before = await readWorld(t.sql)
    const { body } = await decide(aueo, entry.id, 'decline', 'the school was closed by flood')
    expect(body.answer).toMatchObject({ id: entry.id, status: 'refused' })
    expect(await inTray(teacher, entry.id)).toMatchObject({
      status: 'declined',
      reason: 'the school was closed by flood',
      problems: [{ code: 'LATE_AFTER_LOCK' }],
    })
    expect(await heldFor(aueo)).not.toContain(entry.id)
    expect(await readWorld(t.sql)).toEqual(before)
    const [again] = await teacher.send(entry)
    expect(again).toMatchObject({ status: 'refused', problems: [{ code: 'LATE_AFTER_LOCK' }] })
    expect((await decide(aueo, entry.id, 'accept')).body.code).toBe('ALREADY_DECIDED')
  })

  test('accepted too late to hold any more, it is declined with the reason of the rules', async () => {
    const [stays] = pupils
    const entry = teacher.entry('attendance', 'enter', sheetBody([stays!], 0, { on: LATE, group: 'pre-A' }))
    await teacher.send(entry)
    await t.sql(`update office set settings = '{"groups": ["1-A", "2-A", "3-A", "4-A", "5-A"]}' where id = $1`, [
      entry.office,
    ])
    await t.forget()
    const { body } = await decide(aueo, entry.id, 'accept')
    expect(body.answer).toMatchObject({ status: 'refused', problems: [{ code: 'FIELD_UNKNOWN_CHOICE' }] })
    expect(await inTray(teacher, entry.id)).toMatchObject({
      status: 'declined',
      problems: [{ code: 'FIELD_UNKNOWN_CHOICE' }],
    })
    await t.sql(`update office set settings = '{}' where id = $1`, [entry.office])
    await t.forget()
  })

  test('decided by two at once, it is taken once', async () => {
    const entry = teacher.entry('attendance', 'enter', sheetBody(pupils, 2, { on: '2026-06-17' }))
    await teacher.send(entry)
    const answers = await Promise.all([
      decide(aueo, entry.id, 'accept'),
      decide(aueo, entry.id, 'accept'),
      decide(aueo, entry.id, 'accept'),
    ])
    const codes = answers.map(({ status, body }) => (status === 200 ? 'taken' : body.code)).sort()
    expect(codes).toEqual(['ALREADY_DECIDED', 'ALREADY_DECIDED', 'taken'])
    expect(await t.sql('select id from entry where id = $1', [entry.id])).toHaveLength(1)
    await expectRightNumbers()
  })

  test('so is the correction of a page of a locked month; accepted, it counts', async () => {
    const { body } = await head.get(`/records/${t.offices.school}/attendance/${LATE}/1-A`)
    const entry = correction(head, body.record, sheetBody(pupils, 3, { on: LATE, group: '1-A' }))
    const [answer] = await head.send(entry)
    expect(answer).toMatchObject({ status: 'held', apart: true })
    expect((await decide(aueo, entry.id, 'accept')).body.answer).toMatchObject({
      status: 'accepted',
      record: { heads: [{ id: entry.id }] },
    })
    await expectRightNumbers()
  })

  test('of an officer is decided by the one above her, never by herself', async () => {
    const on = '2026-06-16'
    const entry = aueo.entry('staff-attendance', 'enter', {
      person: aueo.me.person.id,
      on,
      in: `${on}T03:20:00.000Z`,
    })
    const [answer] = await aueo.send(entry)
    expect(answer, JSON.stringify(answer)).toMatchObject({ status: 'held', apart: true })
    expect(await heldFor(aueo)).not.toContain(entry.id)
    expect(await decide(aueo, entry.id, 'accept')).toMatchObject({ status: 403 })
    const ueo = await t.signIn('ueo')
    expect(await heldFor(ueo)).toContain(entry.id)
    expect((await decide(ueo, entry.id, 'decline')).status).toBe(200)
  })

  test('goes to the officer further up where the nearest office has none', async () => {
    await t.sql('update posting set valid_to = $2 where post = $1', [t.people.aueo2.post, '2024-01-01'])
    await t.forget()
    const head3 = await t.signIn('head3')
    const [pupil] = await admitPupils(head3, 1)
    const entry = head3.entry('attendance', 'enter', sheetBody([pupil!], 0, { on: LATE }))
    expect((await head3.send(entry))[0].status).toBe('held')
    const ueo2 = await t.signIn('ueo2')
    expect(await heldFor(ueo2)).toEqual([entry.id])
    expect((await decide(ueo2, entry.id, 'accept')).body.answer.status).toBe('accepted')
    await expectRightNumbers()
  })
})

describe('two phones that wrote different values', () => {
  test('clash: both stand on the page, each author is told, also when the first answer was lost; a correction settles it', async () => {
    const other = await t.signIn('teacher2')
    const [first, second] = [1, 2].map((absent) => sheetBody(pupils, absent))
    const one = teacher.entry('attendance', 'enter', first!)
    const two = other.entry('attendance', 'enter', second!)
    expect((await teacher.send(one))[0]).toMatchObject({ status: 'accepted' })
    const clash = { status: 'held', problems: [{ code: 'CLASH', facts: { first: one.id } }] }
    const [answer] = await other.send(two)
    expect(answer).toMatchObject({ ...clash, record: { heads: [{ id: one.id }, { id: two.id }] } })
    expect((await other.send(two))[0]).toMatchObject(clash)
    expect((await teacher.send(one))[0]).toMatchObject({ status: 'accepted' })
    const [settled] = await head.send(correction(head, answer.record, second!))
    expect(settled.record.heads).toHaveLength(1)
    expect((await other.send(two))[0]).toMatchObject({ status: 'accepted', problems: [] })
    await expectRightNumbers()
  })

  test('that wrote the same do not clash', async () => {
    const other = await t.signIn('teacher2')
    const body = sheetBody(pupils, 0, { on: '2026-07-13' })
    for (const client of [teacher, other]) {
      const [answer] = await client.send(client.entry('attendance', 'enter', body))
      expect(answer).toMatchObject({ status: 'accepted', problems: [] })
    }
    await expectRightNumbers()
  })
})
