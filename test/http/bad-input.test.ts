import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '#kernel/entry/envelope.ts'
import { startApp, type Answer, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, pupilBody, sheetBody } from '#test/support/device-pages.ts'

let t: TestApp
let teacher: Client
let pupils: string[]
beforeAll(async () => {
  t = await startApp()
  teacher = await t.signIn('teacher')
  pupils = await admitPupils(teacher, 3)
})
afterAll(() => t?.stop())

const good = (): Entry => teacher.entry('admission', 'enter', pupilBody())

/** Sends JSON text as it is, so that it may hold what a program would never write. */
const sendText = (text: string): Promise<Answer> =>
  t.app
    .inject({
      method: 'POST',
      url: '/api/v1/entries',
      headers: { 'x-khata': '1', cookie: teacher.cookie, 'content-type': 'application/json' },
      payload: text,
    })
    .then((answer) => ({
      status: answer.statusCode,
      body: answer.json(),
      headers: answer.headers,
      raw: answer.rawPayload,
    }))

type Problem = { code: string; at?: string }
type TrayItem = { id: string; status: string; problems: Problem[]; entry: Entry }

const trayItem = async (id: string, client = teacher): Promise<TrayItem | undefined> =>
  ((await client.get('/tray')).body.items as TrayItem[]).find((item) => item.id === id)

/** One bad entry between two good ones: it is refused with the code, they are taken, and it lies in the tray. */
async function expectRefused(bad: unknown, code: string, { isKept = true, status = 'refused' } = {}): Promise<Problem> {
  const [before, after] = [good(), good()]
  const { status: http, body } = await teacher.post('/entries', { entries: [before, bad, after] })
  expect({ http, code: body.code }).toEqual({ http: 200, code: undefined })
  const [first, middle, last] = body.answers
  expect([first.status, middle.status, last.status]).toEqual(['accepted', status, 'accepted'])
  expect(middle.problems.map((problem: Problem) => problem.code)).toContain(code)
  expect(JSON.stringify(body)).not.toMatch(/\bat [\w.]+ \(|node_modules|\.ts:\d/)
  if (isKept)
    expect(await trayItem((bad as Entry).id)).toMatchObject({
      status,
      problems: expect.arrayContaining([expect.objectContaining({ code })]),
    })
  return middle.problems[0]
}

describe('an entry that breaks a rule is refused with a code, kept for its author, and its neighbours are taken', () => {
  const cases: [string, string, () => Partial<Entry> & { body?: Entry['body'] }][] = [
    ['a field nobody knows', 'FIELD_UNKNOWN', () => ({ body: { ...pupilBody(), caste: 'x' } })],
    ['a number for text', 'FIELD_WRONG_TYPE', () => ({ body: { ...pupilBody(), previous: 7 } })],
    ['a list for a name', 'FIELD_WRONG_TYPE', () => ({ body: { ...pupilBody(), name: [] } })],
    [
      'a megabyte of text in a name',
      'BODY_TOO_LARGE',
      () => ({ body: { ...pupilBody(), name: { en: 'x'.repeat(1_000_000) } } }),
    ],
    [
      '60,000 letters in a name',
      'FIELD_TOO_LONG',
      () => ({ body: { ...pupilBody(), name: { en: 'x'.repeat(60_000) } } }),
    ],
    ['a day in 2199', 'FIELD_WRONG_DAY', () => ({ body: { ...pupilBody(), on: '2199-01-01' } })],
    ['30 February', 'FIELD_WRONG_DAY', () => ({ body: { ...pupilBody(), birth: '2018-02-30' } })],
    ['a class that does not exist', 'FIELD_UNKNOWN_CHOICE', () => ({ body: pupilBody({ group: '9-Z' }) })],
    ['a field that is missing', 'FIELD_MISSING', () => ({ body: { ...pupilBody(), sex: undefined } })],
    ['a zero byte', 'TEXT_MALFORMED', () => ({ body: { ...pupilBody(), name: { en: 'a\u0000b' } } })],
    ['half a character', 'TEXT_MALFORMED', () => ({ body: { ...pupilBody(), name: { en: 'a\ud83db' } } })],
    ['a fraction', 'FIELD_WRONG_TYPE', () => ({ body: pupilBody({ roll: 1.5 }) })],
    ['a number past all bounds', 'FIELD_TOO_LARGE', () => ({ body: pupilBody({ no: 9_007_199_254_740_991 }) })],
    [
      'a claim that is no text',
      'FIELD_WRONG_TYPE',
      () => ({ body: pupilBody({ birthCode: { toString: 1, valueOf: 1 } }) }),
    ],
    [
      'keys of every object',
      'FIELD_UNKNOWN',
      () => ({ body: { ...pupilBody(), constructor: 1, toString: 2, hasOwnProperty: 3 } }),
    ],
    ['a zero byte in a key', 'FIELD_UNKNOWN', () => ({ body: { ...pupilBody(), 'a\u0000b': 1, '\udc00': 2 } })],
    ['a step nobody knows', 'STEP_UNKNOWN', () => ({ step: 'shred' })],
    ['a step named like a property', 'STEP_UNKNOWN', () => ({ step: 'constructor' })],
    ['another stream than the body says', 'ENTRY_STREAM_WRONG', () => ({ stream: uuidv7() })],
    ['a system nobody knows', 'SYSTEM_UNKNOWN', () => ({ system: 'rumours' })],
    ['a system named like a property', 'SYSTEM_UNKNOWN', () => ({ system: '__proto__' })],
    ['an office far away', 'OFFICE_FOREIGN', () => ({ office: t.offices.school3 })],
    ['an office of another country', 'OFFICE_FOREIGN', () => ({ office: t.offices.upSchool })],
    ['an office that does not exist', 'OFFICE_FOREIGN', () => ({ office: randomUUID() })],
    ['a post of somebody else', 'POST_NOT_HELD', () => ({ post: t.people.head.post })],
    ['somebody else as author', 'POST_NOT_HELD', () => ({ by: t.people.head.person })],
    ['the office above, where the page is not kept', 'OFFICE_FOREIGN', () => ({ office: t.offices.cluster })],
  ]
  test.each(cases)('%s: %s', async (_what, code, given) => {
    const more = given()
    const entry = teacher.entry('admission', 'enter', more.body ?? pupilBody(), { stream: uuidv7() })
    const stream = (entry.body['pupil'] as string) ?? entry.stream
    await expectRefused({ ...entry, stream, ...more, ...(more.body && { body: more.body }) }, code)
  })

  test('pupils of another school on a class sheet', async () => {
    const elsewhere = await t.signIn('teacher4')
    const [stranger] = await admitPupils(elsewhere, 1)
    await expectRefused(
      teacher.entry('attendance', 'enter', sheetBody([...pupils, stranger!])),
      'ATTENDANCE_PUPIL_FOREIGN',
    )
    await expectRefused(teacher.entry('attendance', 'enter', sheetBody([uuidv7()])), 'ATTENDANCE_PUPIL_FOREIGN')
  })

  test('marks that are none, for people who are none', async () => {
    const sheet = (marks: unknown) => teacher.entry('attendance', 'enter', { on: '2026-07-14', group: '3-A', marks })
    await expectRefused(sheet({ [pupils[0]!]: 'X' }), 'FIELD_UNKNOWN_CHOICE')
    await expectRefused(sheet({ everybody: 'P' }), 'FIELD_WRONG_CODE')
    await expectRefused(sheet({}), 'FIELD_MISSING')
    await expectRefused(sheet('P'), 'FIELD_WRONG_TYPE')
    const crowd = Object.fromEntries(Array.from({ length: 501 }, () => [uuidv7(), 'P']))
    await expectRefused(sheet(crowd), 'FIELD_TOO_LONG')
  })

  test.each(['2026-02-30', '0000-01-01', '2026-13-01', '9999-12-31', '+02026-07-14', '2199-01-01'])(
    'a sheet of the day %s',
    async (on) => {
      const body = sheetBody(pupils, 0, { on })
      await expectRefused(teacher.entry('attendance', 'enter', body), 'FIELD_WRONG_DAY')
    },
  )

  test('leave for somebody who is nobody', async () => {
    const ask = (who: unknown) => {
      const body = { case: uuidv7(), teacher: who, days: { from: '2026-07-20', to: '2026-07-20' }, ground: 'family' }
      return teacher.entry('casual-leave', 'ask', body)
    }
    await expectRefused(ask('-'.repeat(36)), 'FIELD_WRONG_CODE')
    await expectRefused(ask({ length: 36 }), 'FIELD_WRONG_TYPE')
    await expectRefused(ask(randomUUID()), 'ROLE_NOT_ALLOWED')
  })

  test('a correction without reason, of nothing, and of what is not there', async () => {
    const page = teacher.entry('attendance', 'enter', sheetBody(pupils))
    await teacher.send(page)
    const again = { replaces: [page.id], reason: 'slipped' }
    const body = sheetBody(pupils, 1)
    await expectRefused(teacher.entry('attendance', 'correct', body, { ...again, reason: '   ' }), 'REASON_MISSING')
    await expectRefused(teacher.entry('attendance', 'correct', body, { ...again, replaces: [] }), 'REPLACED_UNKNOWN')
    await expectRefused(
      teacher.entry('attendance', 'correct', body, { ...again, replaces: [uuidv7()] }),
      'REPLACED_UNKNOWN',
    )
    await expectRefused(
      teacher.entry('attendance', 'correct', body, { ...again, reason: 'a\u0000b' }),
      'TEXT_MALFORMED',
    )
    await expectRefused(
      teacher.entry('attendance', 'cancel', {}, { ...again, stream: '2026-07-13/3-A' }),
      'RECORD_MISSING',
    )
  })

  test('a zero byte or half a character in what names the page', async () => {
    for (const part of ['a\u0000b', 'a\ud800b']) {
      await expectRefused({ ...good(), stream: part }, 'TEXT_MALFORMED')
      await expectRefused({ ...good(), step: part }, 'TEXT_MALFORMED')
      await expectRefused({ ...good(), system: part }, 'TEXT_MALFORMED')
    }
  })
})

describe('an envelope that cannot be read is refused alone', () => {
  const broken: [string, (entry: Entry) => unknown][] = [
    ['null', () => null],
    ['text', () => 'entry'],
    ['a list', () => []],
    ['an empty object', () => ({})],
    ['an unknown part', (entry) => ({ ...entry, isAdmin: true })],
    ['a part of the wrong type', (entry) => ({ ...entry, version: '1' })],
    ['no body', (entry) => ({ ...entry, body: undefined })],
    ['a list for a body', (entry) => ({ ...entry, body: [1] })],
    ['an id that is none', (entry) => ({ ...entry, id: "1'; drop table entry; --" })],
    ['a negative clock', (entry) => ({ ...entry, clock: { at: -1 } })],
    ['a stream without end', (entry) => ({ ...entry, stream: 'x'.repeat(100_000) })],
    ['fifty-one replaced', (entry) => ({ ...entry, replaces: Array.from({ length: 51 }, () => uuidv7()) })],
  ]
  test.each(broken)('%s', async (_what, make) => {
    await expectRefused(make(good()), 'ENTRY_MALFORMED', { isKept: false })
  })

  test('nesting without end', async () => {
    const deep = `${'[['.repeat(20_000)}${']]'.repeat(20_000)}`
    const [before, bad] = [good(), good()]
    const text = JSON.stringify({ entries: [before, bad] }).replace(
      /"en":"Pupil [^"]*"(?=[^]*$)/g,
      (found, at: number) => (at > 600 ? `"en":${deep}` : found),
    )
    const { status, body } = await sendText(text)
    expect({ status, code: body.code }).toEqual({ status: 200, code: undefined })
    expect(body.answers.map((answer: { status: string }) => answer.status)).toEqual(['accepted', 'refused'])
    expect(body.answers[1].problems[0].code).toMatch(/BODY_TOO_LARGE|ENTRY_MALFORMED/)
  })
})

describe('a version that the server does not know yet', () => {
  test('is held, keeps its version, and stays held when an officer would take it too early', async () => {
    const entry = { ...good(), version: 99, body: { novel: { shape: [1, 2, 3] } } }
    await expectRefused(entry, 'ENTRY_VERSION_UNKNOWN', { status: 'held' })
    expect((await trayItem(entry.id))!.entry).toMatchObject({ version: 99, body: { novel: { shape: [1, 2, 3] } } })
    const [again] = await teacher.send(entry)
    expect(again).toMatchObject({ status: 'held', problems: [{ code: 'ENTRY_VERSION_UNKNOWN' }] })
    const officer = await t.signIn('aueo')
    const taken = await officer.post(`/held/${entry.id}`, { decision: 'accept', reason: 'let us try' })
    expect(taken.body.answer).toMatchObject({ status: 'held', problems: [{ code: 'ENTRY_VERSION_UNKNOWN' }] })
    expect(await trayItem(entry.id)).toMatchObject({ status: 'held' })
    const declined = await officer.post(`/held/${entry.id}`, { decision: 'decline', reason: 'write it again' })
    expect(declined.body.answer.status).toBe('refused')
    expect(await trayItem(entry.id)).toMatchObject({ status: 'declined' })
  })
})

describe('a request that cannot be answered is a problem by RFC 9457', () => {
  const expectProblem = ({ status, body, headers }: Answer, want: number, code: string) => {
    expect({ status, code: body.code, type: String(headers['content-type']).split(';')[0] }).toEqual({
      status: want,
      code,
      type: 'application/problem+json',
    })
    expect(body).toMatchObject({ status: want, type: expect.stringContaining(code), title: expect.any(String) })
    expect(body.title).not.toBe(code)
    expect(body.stack).toBeUndefined()
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:\d|select |insert /)
  }

  test('what is no JSON', async () => {
    for (const text of ['{', 'entries', '', '[1,]', '{"entries":[{]}', '\u0000'])
      expectProblem(await sendText(text), 400, 'REQUEST_MALFORMED')
  })

  test('JSON of another shape', async () => {
    for (const body of [{}, [], { entries: [] }, { entries: 'x' }, { entries: [good()], more: 1 }, null])
      expectProblem(await sendText(JSON.stringify(body)), 400, 'REQUEST_MALFORMED')
  })

  test('201 entries; 200 are answered', async () => {
    const many = Array.from({ length: 201 }, () => ({}))
    expectProblem(await teacher.post('/entries', { entries: many }), 400, 'REQUEST_MALFORMED')
    const { status, body } = await teacher.post('/entries', { entries: many.slice(1) })
    expect({ status, answers: body.answers.length }).toEqual({ status: 200, answers: 200 })
  })

  test('a body of more than four megabytes', async () => {
    const huge = { ...good(), body: { note: 'x'.repeat(5_000_000) } }
    expectProblem(await teacher.post('/entries', { entries: [huge] }), 413, 'BODY_TOO_LARGE')
  })

  test('keys that would change every object', async () => {
    for (const key of ['__proto__', 'constructor']) {
      const value = key === 'constructor' ? '{"prototype":{"isAdmin":true}}' : '{"isAdmin":true}'
      const text = JSON.stringify({ entries: [good()] }).replace('"body":{', `"body":{"${key}":${value},`)
      expectProblem(await sendText(text), 400, 'REQUEST_MALFORMED')
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    }
  })

  test('another type of content', async () => {
    const text = await t.app.inject({
      method: 'POST',
      url: '/api/v1/entries',
      headers: { 'x-khata': '1', cookie: teacher.cookie, 'content-type': 'text/xml' },
      payload: '<entries/>',
    })
    const answer = { status: text.statusCode, body: text.json(), headers: text.headers, raw: text.rawPayload }
    expectProblem(answer, 400, 'REQUEST_MALFORMED')
  })

  test.each([
    '/records',
    '/records?system=attendance&day=2026-13-45',
    '/records?system=attendance&day=2026-02-30',
    `/records?system=attendance&office=${'-'.repeat(36)}`,
    '/records?system=attendance&state=%00',
    '/records?system=%00',
    '/records?system=attendance&after=%00',
    '/records?system=attendance&limit=0',
    '/records?system=attendance&limit=many',
    '/records?system=attendance&order=1',
    '/sync?cursor=%7Bnot-base64',
    `/sync?cursor=${Buffer.from('[1,2').toString('base64url')}`,
    `/sync?cursor=${Buffer.from('null').toString('base64url')}`,
    '/sync?since=1',
    '/oversight?office=x',
  ])('GET %s', async (path) => {
    expectProblem(await teacher.get(path), 400, 'REQUEST_MALFORMED')
  })

  test('what is not there, however it is named', async () => {
    const { school } = t.offices
    for (const path of [
      `/records/${school}/attendance/2026-07-01/3-A`,
      `/records/${school}/attendance/%00`,
      `/records/${school}/nothing/x`,
      `/records/${'-'.repeat(36)}/attendance/x`,
      `/records/x/attendance/x`,
      `/sheet/${school}/attendance/nothing`,
      `/sheet/${school}/attendance/constructor`,
      `/sheet/x/attendance/month?group=3-A&month=2026-07`,
      `/oversight?office=${randomUUID()}`,
    ])
      expectProblem(await teacher.get(path), 404, 'NOT_FOUND')
    const officer = await t.signIn('aueo')
    for (const id of [randomUUID(), 'x', '%00', '-'.repeat(36)])
      expectProblem(await officer.post(`/held/${id}`, { decision: 'accept', reason: 'x' }), 404, 'NOT_FOUND')
  })

  test('a day of Oversight that is none or has not come', async () => {
    for (const day of ['2026-07-15', '2199-01-01', 'x', '2026-02-30', '%00'])
      expectProblem(await teacher.get(`/oversight?day=${day}`), 422, 'FIELD_WRONG_DAY')
  })

  test('is told in the language of the one who asks', async () => {
    const titles: Record<string, string> = {}
    for (const language of ['bn', 'hi', 'en']) {
      await teacher.put('/language', { language })
      titles[language] = (await sendText('{')).body.title as string
    }
    expect(titles['bn']).toMatch(/[\u0980-\u09ff]/)
    expect(titles['hi']).toMatch(/[\u0900-\u097f]/)
    expect(titles['en']).toMatch(/^[A-Z][\x20-\x7e]+$/)
  })
})
