/** Leave from the application to the order, over HTTP on a real database: every desk, the paper, the staff register. */
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Body } from '#kernel/entry/record.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { readPdf } from '#test/support/pdf.ts'
import type { PersonKey } from '#test/support/world.ts'

let t: TestApp
const clients = new Map<PersonKey, Client>()
const by = (key: PersonKey): Client => clients.get(key)!
beforeAll(async () => {
  t = await startApp({ config: { origin: 'https://khata.example.org' } })
  for (const key of ['head', 'teacher', 'teacher2', 'aueo', 'ueo', 'dpeo', 'dd', 'dg'] as const)
    clients.set(key, await t.signIn(key))
})
afterAll(() => t?.stop())

const CERTIFICATE = { sha256: 'c'.repeat(64), bytes: 80_000, type: 'image/jpeg' }

const asking = (who: PersonKey, body: Body) =>
  by(who).entry('leave', 'ask', { case: uuidv7(), teacher: by(who).me.person.id, reason: 'as told', ...body })
const step = async (who: PersonKey, stream: string, name: string, body: Body = {}, reason?: string) => {
  const entry = by(who).entry('leave', name, body, {
    stream,
    office: t.offices.school,
    ...(reason !== undefined && { reason }),
  })
  return { entry, answer: (await by(who).send(entry))[0] }
}
const codes = (answer: { problems: { code: string }[] }) => answer.problems.map(({ code }) => code)
const along = async (stream: string, desks: readonly PersonKey[]) => {
  for (const [i, who] of desks.entries()) {
    const early = desks[i + 1]
    if (early) expect(codes((await step(early, stream, 'recommend')).answer), early).toContain('ROLE_NOT_ALLOWED')
    expect((await step(who, stream, 'recommend', { advice: 'recommended' })).answer.status, who).toBe('accepted')
  }
}
const away = async () =>
  (await by('head').get('/records?system=absence&limit=20')).body.records as {
    stream: string
    state: string
    body: Body
  }[]

describe('maternity of an assistant teacher', () => {
  const days = { from: '2026-08-01', to: '2027-01-31' }
  let stream = ''

  test('is asked with a certificate, once for its days, and goes to the desk of the head first', async () => {
    const entry = asking('teacher2', { kind: 'maternity', days, certificate: CERTIFICATE })
    stream = entry.stream
    const [answer] = await by('teacher2').send(entry)
    expect([answer.status, answer.flags]).toEqual(['accepted', []])
    const twice = asking('teacher2', { kind: 'earned', days: { from: '2026-09-01', to: '2026-09-05' } })
    expect(codes((await by('teacher2').send(twice))[0])).toEqual(['LEAVE_DAYS_TAKEN'])
    const long = asking('teacher2', { kind: 'maternity', days: { from: '2027-03-01', to: '2027-12-31' } })
    expect(codes((await by('teacher2').send(long))[0])).toEqual(['LEAVE_TOO_LONG'])
    const { body } = await by('head').get('/inbox')
    expect(body.cases).toMatchObject([{ system: 'leave', stream, duty: { step: 'recommend' } }])
  })

  test('passes head, cluster and upazila, is granted by the district, printed, and known to the staff register', async () => {
    await along(stream, ['head', 'aueo', 'ueo'])
    expect(codes((await step('ueo', stream, 'grant')).answer)).toContain('ROLE_NOT_ALLOWED')
    const { entry, answer } = await step('dpeo', stream, 'grant')
    expect([answer.status, answer.record.state]).toEqual(['accepted', 'granted'])
    const paper = await by('dpeo').get(`/documents/${t.offices.school}/${entry.id}`)
    expect(paper.headers['content-type']).toBe('application/pdf')
    const { text } = await readPdf(paper.raw)
    expect(text).toContain('১৮৪')
    expect(await away()).toMatchObject([{ stream, state: 'entered', body: { cause: 'maternity', days } }])
    const casual = by('teacher2').entry('casual-leave', 'ask', {
      case: uuidv7(),
      teacher: by('teacher2').me.person.id,
      days: { from: '2026-08-03', to: '2026-08-03' },
      ground: 'family',
    })
    expect(codes((await by('teacher2').send(casual))[0])).toEqual(['LEAVE_OVERLAPS'])
  })

  test('cancelled by the district it leaves the register too; a step by another hand is refused', async () => {
    expect(codes((await step('head', stream, 'cancel', {}, 'no')).answer)).toContain('ROLE_NOT_ALLOWED')
    expect((await step('dpeo', stream, 'cancel', {}, 'asked to be cancelled')).answer.status).toBe('accepted')
    expect(await away()).toMatchObject([{ stream, state: 'cancelled' }])
  })
})

describe('leave abroad of a head teacher', () => {
  const abroad = { kind: 'abroad', country: 'Saudi Arabia', purpose: 'pilgrimage', funding: 'own' }
  const account = (changes: Body = {}) =>
    by('head').entry('leave-account', 'enter', {
      person: by('head').me.person.id,
      on: '2026-01-01',
      since: '2010-01-01',
      vacation: 'no',
      full: 60,
      half: 100,
      ...changes,
    })

  test('needs country, purpose and who pays; up to thirty days the division decides, more the directorate', async () => {
    const missing = asking('head', { kind: 'abroad', days: { from: '2026-08-01', to: '2026-08-20' } })
    expect((await by('head').send(missing))[0].problems.map(({ at }: { at: string }) => at)).toEqual([
      '/country',
      '/purpose',
      '/funding',
    ])
    const entry = asking('head', { ...abroad, days: { from: '2026-08-01', to: '2026-09-09' } })
    const [answer] = await by('head').send(entry)
    expect(answer.flags).toMatchObject([{ code: 'LEAVE_ACCOUNT_MISSING' }])
    await along(entry.stream, ['ueo', 'dpeo', 'dd'])
    expect(codes((await step('dg', entry.stream, 'grant')).answer)).toEqual(['LEAVE_ACCOUNT_MISSING'])
    expect((await by('head').send(account()))[0].status).toBe('accepted')
    expect(codes((await step('dg', entry.stream, 'grant')).answer)).toEqual(['LEAVE_ACCOUNT_UNATTESTED'])
    const stream = by('head').me.person.id
    const attest = by('aueo').entry('leave-account', 'verify', {}, { stream, office: t.offices.school })
    expect((await by('aueo').send(attest))[0].status).toBe('accepted')
    const granted = await step('dg', entry.stream, 'grant')
    expect([granted.answer.status, granted.answer.record.state]).toEqual(['accepted', 'granted'])
    const page = await by('head').get(`/records/${t.offices.school}/leave/${entry.stream}`)
    expect(page.body.documents).toMatchObject([{ kind: 'order' }])

    const more = asking('head', { kind: 'earned', days: { from: '2026-10-01', to: '2026-11-15' } })
    const [short] = await by('head').send(more)
    // 60 opened, 19 earned by the duty of 212 days to 31 July and 21 after it, 40 taken.
    expect(short.problems).toMatchObject([{ code: 'LEAVE_ACCOUNT_SHORT', facts: { asked: 46 } }])
    const brief = asking('head', { ...abroad, days: { from: '2026-10-01', to: '2026-10-10' } })
    expect((await by('head').send(brief))[0].status).toBe('accepted')
    await along(brief.stream, ['ueo', 'dpeo'])
    expect((await step('dd', brief.stream, 'grant')).answer.status).toBe('accepted')
  })

  test('a case that is given back is asked again and sets out anew; who comes back says so', async () => {
    const entry = asking('teacher', { kind: 'maternity', days: { from: '2026-07-04', to: '2026-07-13' } })
    expect((await by('teacher').send(entry))[0].flags).toMatchObject([{ code: 'LEAVE_CERTIFICATE_MISSING' }])
    await along(entry.stream, ['head'])
    expect((await step('aueo', entry.stream, 'return', {}, 'add the certificate')).answer.status).toBe('accepted')
    const again = {
      kind: 'quarantine',
      days: { from: '2026-07-04', to: '2026-07-13' },
      reason: 'measles',
      certificate: CERTIFICATE,
    }
    expect((await step('teacher', entry.stream, 'askAgain', again)).answer.status).toBe('accepted')
    await along(entry.stream, ['head', 'aueo', 'ueo'])
    expect((await step('dpeo', entry.stream, 'grant')).answer.status).toBe('accepted')
    const early = await step('teacher', entry.stream, 'join', { joined: '2026-07-04', half: 'forenoon' })
    expect(codes(early.answer)).toEqual(['LEAVE_JOINED_EARLY'])
    const ahead = await step('teacher', entry.stream, 'join', { joined: '2026-07-15', half: 'forenoon' })
    expect(codes(ahead.answer)).toEqual(['DAY_IN_FUTURE'])
    const joined = await step('teacher', entry.stream, 'join', { joined: '2026-07-09', half: 'forenoon' })
    expect(joined.answer.record.state).toBe('joined')
    const left = { from: '2026-07-04', to: '2026-07-08' }
    expect((await away()).find((one) => one.stream === entry.stream)).toMatchObject({ body: { days: left } })
    const given = asking('teacher', { ...again, days: { from: '2026-07-09', to: '2026-07-11' } })
    expect((await by('teacher').send(given))[0].status).toBe('accepted')
  })
})

test('a teacher who takes the vacations has rest and recreation inside one, though she earns no leave on full pay', async () => {
  const person = by('teacher2').me.person.id
  const account = { person, on: '2026-01-01', since: '2015-01-01', vacation: 'yes', full: 0, half: 100 }
  const [kept] = await by('head').send(by('head').entry('leave-account', 'enter', account))
  expect(kept.status, JSON.stringify(kept)).toBe('accepted')
  const rest = { days: { from: '2027-05-20', to: '2027-06-03' } }
  const earned = asking('teacher2', { kind: 'earned', ...rest })
  expect(codes((await by('teacher2').send(earned))[0])).toEqual(['LEAVE_ACCOUNT_SHORT'])
  const [answer] = await by('teacher2').send(asking('teacher2', { kind: 'recreation', ...rest }))
  expect([answer.status, answer.flags]).toEqual(['accepted', []])
})

test('a suspension earns no leave from the day on which her officer has attested it in the service book', async () => {
  const person = by('teacher2').me.person.id
  const page = { person, kind: 'suspension', matter: 'Suspended', order: '31/2026' }
  const write = (body: Body) =>
    by('head').entry('service-book', 'enter', { event: uuidv7(), ...page, on: '2026-02-01', ...body })
  const [backward] = await by('head').send(write({ until: '2026-01-31' }))
  expect(backward.problems).toMatchObject([{ code: 'SERVICE_ENDS_EARLY', at: '/until' }])

  // From New Year to 1 June 2026 are 151 days: 12 earned on half pay; without 100 of suspension 51 days, 4 earned.
  const half = asking('teacher2', { kind: 'halfPay', days: { from: '2026-06-01', to: '2026-06-07' } })
  const left = async () => {
    const asked = asking('teacher2', { kind: 'halfPay', days: { from: '2026-06-01', to: '2026-12-31' } })
    return (await by('teacher2').send(asked))[0].problems
  }
  expect(await left()).toMatchObject([{ code: 'LEAVE_ACCOUNT_SHORT', facts: { left: 112 } }])
  const suspended = write({ until: '2026-05-11' })
  expect((await by('head').send(suspended))[0].status).toBe('accepted')
  expect(await left()).toMatchObject([{ facts: { left: 112 } }])
  const attest = by('aueo').entry('service-book', 'verify', {}, { stream: suspended.stream, office: t.offices.school })
  expect((await by('aueo').send(attest))[0].status).toBe('accepted')
  expect(await left()).toMatchObject([{ code: 'LEAVE_ACCOUNT_SHORT', facts: { left: 104 } }])
  expect((await by('teacher2').send(half))[0].status).toBe('accepted')
})
