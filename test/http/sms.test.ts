/** Registers by text message: a real gateway over HTTP on this machine, a real server, the rules of the app. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpGateway } from '#server/sms/http-gateway.ts'
import { SmsOutbox } from '#server/sms/outbox.ts'
import { startTestGateway, type TestGateway } from '#server/sms/test-gateway.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils } from '#test/support/device-pages.ts'

const HEAD = '+919812345001'
const TEACHER = '+919812345002'
const DHAKA = '+8801712345678'

let t: TestApp
let gateway: TestGateway
let outbox: SmsOutbox
let uphead: Client
let upteacher: Client
let beo: Client
let pupils: string[]

beforeAll(async () => {
  gateway = await startTestGateway()
  const link = httpGateway(gateway.config)
  t = await startApp({ deps: { sms: { gateway: link, outbox: undefined as never } } })
  outbox = new SmsOutbox(t.pool, link, t.deps.now)
  t.deps.sms!.outbox = outbox
  gateway.connect(await t.app.listen({ port: 0, host: '127.0.0.1' }))
  ;[uphead, upteacher, beo] = await Promise.all([t.signIn('uphead'), t.signIn('upteacher'), t.signIn('beo')])
  pupils = await admitPupils(upteacher, 5, { on: '2026-04-01', group: '4-A' })
  await giveNumber(uphead, TEACHER, 'upteacher')
  await verify(uphead, TEACHER)
})
afterAll(async () => {
  await outbox?.stop()
  await t?.stop()
  await gateway?.stop()
})

async function giveNumber(client: Client, number: string, person: 'upteacher' | 'uphead', more: object = {}) {
  const body = { number, person: t.people[person].person, ...more }
  const [answer] = await client.send(client.entry('sms-number', 'enter', body, { office: t.offices.upSchool }))
  expect(answer, JSON.stringify(answer)).toMatchObject({ status: 'accepted' })
}

const verify = async (client: Client, number: string) =>
  (await client.send(client.entry('sms-number', 'verify', {}, { stream: number, office: t.offices.upSchool })))[0]!

/** Sends a message and waits for what the gateway is told to answer. */
async function text(number: string, message: string, id?: string): Promise<{ status: string; answer: string }> {
  t.clock.go(1_000)
  const { status, body } = await gateway.post(number, message, id)
  expect(status).toBe(200)
  await outbox.drain()
  return body as { status: string; answer: string }
}

const received = (number: string): string[] =>
  gateway.passed.filter((one) => one.way === 'received' && one.number === number).map((one) => one.text)

const page = async (client: Client, system: string, stream: string) =>
  (await client.get(`/records/${t.offices.upSchool}/${system}/${stream}`)).body

const trayOf = async (client: Client) => (await client.get('/tray')).body.items

test('a class is marked by its absent roll numbers, by the person of the number, signed by no device', async () => {
  const { status, answer } = await text(TEACHER, 'ATT 4A 2 ५')
  expect(status, answer).toBe('accepted')
  expect(answer).toContain('लिया गया')
  expect(received(TEACHER).at(-1)).toBe(answer)
  const { record, entries } = await page(uphead, 'attendance', '2026-07-14/4-A')
  expect(record.body.marks).toEqual(Object.fromEntries(pupils.map((id, i) => [id, i === 1 || i === 4 ? 'A' : 'P'])))
  expect(entries[0]).toMatchObject({
    by: t.people.upteacher.person,
    post: t.people.upteacher.post,
    door: 'sms',
    trust: 'unverified',
  })
})

test('present and eaten come to the same page as in the app, enrolled from the admission register', async () => {
  const { status, answer } = await text(TEACHER, 'MDM ३ ३')
  expect(status, answer).toBe('accepted')
  expect(answer).toContain('उपस्थित ३')
  const { record } = await page(uphead, 'meals', '2026-07-14')
  expect(record.body).toMatchObject({
    outcome: 'cooked',
    levels: [{ level: 'primary', enrolled: 5, present: 3, ate: 3 }],
  })
})

test('a gateway that tells a message again changes nothing and is answered once', async () => {
  const before = await t.sql('select count(*)::int as n from entry')
  const first = await text(TEACHER, 'MDM 13-7 4 4', 'same-id')
  const answers = received(TEACHER).length
  const again = await Promise.all([text(TEACHER, 'MDM 13-7 4 4', 'same-id'), text(TEACHER, 'MDM 13-7 4 4', 'same-id')])
  expect(again).toEqual([first, first])
  expect(received(TEACHER)).toHaveLength(answers)
  const after = await t.sql('select count(*)::int as n from entry')
  expect(after[0]!['n']).toBe(Number(before[0]!['n']) + 1)
})

test('a message that was done but not yet answered when the server fell is answered when it comes again', async () => {
  const first = await text(TEACHER, 'MDM 10-7 5 5', 'fell')
  await t.sql(`update sms_in set status = null, answer = null where message = 'fell'`)
  const before = await t.sql('select count(*)::int as n from entry')
  const again = await text(TEACHER, 'MDM 10-7 5 5', 'fell')
  expect(again).toEqual(first)
  expect(await t.sql('select count(*)::int as n from entry')).toEqual(before)
})

test('the same figures twice are one page; other figures from the same person put it right in red ink', async () => {
  const same = await text(TEACHER, 'MDM 3 3')
  expect(same.answer).toContain('पहले से')
  const changed = await text(TEACHER, 'MDM 3 2')
  expect(changed.answer).toContain('सुधारा गया')
  const { record, entries } = await page(uphead, 'meals', '2026-07-14')
  expect(record.body.levels[0].ate).toBe(2)
  expect(entries.at(-1)).toMatchObject({ step: 'correct', reason: 'SMS: MDM 3 2' })
})

test('a page that somebody else wrote is not overwritten: both stand until a person decides', async () => {
  const body = (await page(uphead, 'meals', '2026-07-14')).record.body
  await uphead.send(
    uphead.entry('meals', 'enter', {
      ...body,
      on: '2026-07-09',
      levels: [{ level: 'primary', enrolled: 5, present: 5, ate: 5 }],
    }),
  )
  const { status, answer } = await text(TEACHER, 'MDM 9-7 4 4')
  expect(status).toBe('held')
  expect(answer).toContain('प्रतीक्षा')
  expect((await page(uphead, 'meals', '2026-07-09')).record.heads).toHaveLength(2)
})

test('letters for digits are refused in the sender’s language and kept in her tray', async () => {
  const { status, answer } = await text(TEACHER, 'MDM 4O 38')
  expect(status).toBe('refused')
  expect(answer).toContain('४O समझ में नहीं आया')
  const [kept] = await trayOf(upteacher)
  expect(kept).toMatchObject({
    status: 'refused',
    problems: [{ code: 'SMS_WORD_WRONG' }],
    entry: { system: 'meals', reason: 'SMS: MDM 4O 38', body: {} },
  })
})

test('more eaten than present asks why, as the form does; with the reason it is taken and marked', async () => {
  const bare = await text(TEACHER, 'MDM 8-7 3 5')
  expect(bare.status).toBe('refused')
  expect((await trayOf(upteacher))[0].problems.map((p: { code: string }) => p.code)).toContain('MEALS_REASON_MISSING')
  const explained = await text(TEACHER, 'MDM 8-7 3 5 W1')
  expect(explained.status).toBe('accepted')
  const { record } = await page(uphead, 'meals', '2026-07-08')
  expect(record.body).toMatchObject({ why: 'guests' })
  expect(record.flags.map((f: { code: string }) => f.code)).toContain('MEALS_ATE_ABOVE_PRESENT')
})

test('a day without a meal says its cause by the number of the fact book', async () => {
  expect((await text(TEACHER, 'MDM 7-7 5 0 C2')).status).toBe('accepted')
  expect((await page(uphead, 'meals', '2026-07-07')).record.body).toMatchObject({
    outcome: 'not-cooked',
    cause: 'ingredients',
  })
})

test('an entry into a locked month waits for the officer, as from the app', async () => {
  const { status, answer } = await text(TEACHER, 'MDM 15-6 4 4')
  expect(status).toBe('held')
  expect(answer).toContain('बन्द हो चुकी')
  const held = (await beo.get('/inbox')).body.held
  expect(held.map((item: { entry: { reason?: string; stream: string } }) => item.entry.stream)).toContain('2026-06-15')
})

test('what stands ahead, a class that is not there, roll numbers of nobody, too many levels: each says why', async () => {
  const said = async (message: string) => (await text(TEACHER, message)).answer
  expect(await said('MDM 20-7-2026 4 4')).toContain('२० जुलाई २०२६')
  expect(await said('ATT 9Z 1')).toContain('९Z')
  expect(await said('ATT 4A 77')).toContain('७७')
  expect(await said('MDM 4 4 3 3')).toContain('स्तर')
  expect(await said('HELLO 1 2')).toContain('HELLO')
  const codes = (await trayOf(upteacher))
    .slice(0, 5)
    .flatMap((item: { problems: { code: string }[] }) => item.problems.map(({ code }) => code))
  expect(codes).toEqual(
    expect.arrayContaining([
      'DAY_IN_FUTURE',
      'SMS_WORD_WRONG',
      'ATTENDANCE_ROLL_UNKNOWN',
      'MEALS_SMS_LEVELS',
      'SMS_KEYWORD_UNKNOWN',
    ]),
  )
})

test('HELP lists what the school may write, HELP MDM the numbered choices', async () => {
  const all = (await text(TEACHER, 'HELP')).answer
  expect(all).toContain('ATT')
  expect(all).toContain('MDM')
  expect((await text(TEACHER, 'help mdm')).answer).toContain('C')
})

test('an unknown number is told so in the language of its country, a few times a day and no more', async () => {
  const { status, answer } = await text(DHAKA, 'MDM 45 38')
  expect(status).toBe('refused')
  expect(answer).toContain('যাচাই করা নেই')
  for (let i = 0; i < 5; i++) await text(DHAKA, `MDM 45 ${i}`)
  expect(received(DHAKA)).toHaveLength(3)
  expect(
    await t.sql(`select count(*)::int as n from sms_in where number = $1 and status = 'refused'`, [DHAKA]),
  ).toEqual([{ n: 6 }])
})

test('a number counts once somebody else has verified it: the head’s own by the officer, in the language she chose', async () => {
  await giveNumber(uphead, HEAD, 'uphead', { language: 'en' })
  expect((await text(HEAD, 'HELP')).answer).toContain('सत्यापित नहीं')
  expect(await verify(uphead, HEAD)).toMatchObject({ status: 'refused', problems: [{ code: 'ROLE_NOT_ALLOWED' }] })
  expect(await verify(beo, HEAD)).toMatchObject({ status: 'accepted' })
  expect((await text('098123 45001', 'HELP')).answer).toContain('Write')
})

test('the number of somebody whose posting ended writes nothing', async () => {
  await t.sql(`update posting set valid_to = '2026-07-01' where person = $1`, [t.people.upteacher.person])
  await t.forget()
  const { status, answer } = await text(TEACHER, 'MDM 3 3')
  expect(status).toBe('refused')
  expect(answer).toContain('पद पर आप')
  await t.sql('update posting set valid_to = null where person = $1', [t.people.upteacher.person])
  await t.forget()
})

test('a number stopped in the register is unknown from then on', async () => {
  const number = '+919812345009'
  await giveNumber(uphead, number, 'upteacher')
  await verify(uphead, number)
  const { record } = await page(uphead, 'sms-number', number)
  const replaces = [...record.heads, ...record.acts].map((item: { id: string }) => item.id)
  await uphead.send(uphead.entry('sms-number', 'cancel', {}, { stream: number, replaces, reason: 'lost' }))
  expect((await text(number, 'HELP')).answer).toContain('सत्यापित नहीं')
})

test('an answer that the gateway does not take waits and leaves once, later', async () => {
  gateway.setAway(true)
  await text(TEACHER, 'HELP ATT')
  const before = received(TEACHER).length
  gateway.setAway(false)
  await outbox.drain()
  expect(received(TEACHER)).toHaveLength(before)
  t.clock.go(60_000)
  await outbox.drain()
  await outbox.drain()
  expect(received(TEACHER)).toHaveLength(before + 1)
})

test('nobody but the gateway posts messages, and what it posts is read strictly', async () => {
  const post = (body: unknown, authorization?: string) =>
    t.anyone.post('/sms/inbound', body, { headers: authorization ? { authorization } : {} })
  const message = { id: '1', from: TEACHER, text: 'MDM 3 3' }
  expect((await post(message)).status).toBe(403)
  expect((await post(message, 'Bearer wrong')).status).toBe(403)
  const own = `Bearer ${gateway.config.secret}`
  expect((await post({ ...message, id: '' }, own)).status).toBe(400)
  expect((await post({ ...message, text: 'x'.repeat(2_001) }, own)).status).toBe(400)
  expect((await post({ ...message, id: 'zero', text: 'MDM \u0000 3 \ud800' }, own)).status).toBe(200)
})
