import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'

let t: TestApp
let [head, teacher, teacher2, head2]: Client[] = []

const DAY = '2026-07-14'
const FROM_DHAKA = 21_600_000
const at = (time: string, day = DAY) => new Date(Date.parse(`${day}T${time}:00Z`) - FROM_DHAKA).toISOString()

beforeAll(async () => {
  t = await startApp()
  ;[head, teacher, teacher2, head2] = await Promise.all(
    (['head', 'teacher', 'teacher2', 'head2'] as const).map((name) => t.signIn(name)),
  )
})
afterAll(() => t?.stop())

const arrive = (client: Client, time: string) =>
  client.send(
    client.entry('staff-attendance', 'enter', { on: DAY, person: client.me.person.id, in: at(time), via: 'phone' }),
  )
const pageOf = (client: Client) =>
  `/records/${client.me.posts[0]!.office.id}/staff-attendance/${DAY}/${client.me.person.id}`

type Figure = { system: string; measure: string; value: number | null; of?: number | null }

async function figures(name: Parameters<TestApp['signIn']>[0], office?: string): Promise<Record<string, unknown>> {
  await t.deps.rollup.drain()
  const client = await t.signIn(name)
  const { body } = await client.get(`/oversight?day=${DAY}${office ? `&office=${office}` : ''}`)
  const ours = (body.figures as Figure[]).filter(({ system }) => system.startsWith('staff-'))
  return Object.fromEntries(
    ours.map(({ system, measure, value, of }) => [`${system} ${measure}`, of === undefined ? value : [value, of]]),
  )
}

describe('arrivals', () => {
  test('are taken on time, late and without a reason; one person marks no other', async () => {
    const [early] = await arrive(teacher!, '08:52')
    expect(early).toMatchObject({ status: 'accepted', flags: [] })
    const [late] = await arrive(teacher2!, '09:50')
    expect(late).toMatchObject({ status: 'accepted', flags: [{ code: 'STAFF_REASON_OPEN', facts: { time: '09:50' } }] })
    const [foreign] = await teacher!.send(
      teacher!.entry('staff-attendance', 'enter', { on: DAY, person: head!.me.person.id, in: at('08:50') }),
    )
    expect(foreign.problems.map((p: { code: string }) => p.code)).toEqual(['ROLE_NOT_ALLOWED'])
  })

  test('of officers are marked at their own office on the same terms', async () => {
    const ueo = await t.signIn('ueo')
    const [told] = await arrive(ueo, '09:05')
    expect(told.status).toBe('accepted')
  })

  test('are counted against those posted, upwards; only schools are counted as having reported', async () => {
    // School: head, two teachers. Upazila: those of two schools, its two clusters' officers aside one, itself.
    expect(await figures('ueo', t.offices.school)).toEqual({
      'staff-attendance reported': [1, 1],
      'staff-attendance there': [2, 3],
      'staff-attendance late': 1,
      'staff-absence absent': 0,
      'staff-absence open': 0,
    })
    // The officer of the upazila, her clerk, the officer of the cluster, and the staff of two schools.
    expect((await figures('ueo'))['staff-attendance there']).toEqual([3, 8])
    expect((await figures('ueo'))['staff-attendance reported']).toEqual([1, 2])
  })
})

describe('an outage recorded by the office', () => {
  test('reaches the phones below and takes lateness from the count; its cancellation gives it back', async () => {
    const ueo = await t.signIn('ueo')
    const [{ record }] = await ueo.send(
      ueo.entry('outage', 'enter', { outage: crypto.randomUUID(), kind: 'network', days: { from: DAY, to: DAY } }),
    )
    expect((await figures('ueo', t.offices.school))['staff-attendance late']).toBe(0)
    const { body } = await teacher!.get('/sync')
    expect(body.records.map((r: { system: string }) => r.system)).toContain('outage')
    const [no] = await head!.send(
      head!.entry('outage', 'enter', { outage: crypto.randomUUID(), kind: 'network', days: { from: DAY, to: DAY } }),
    )
    expect(no.problems.map((p: { code: string }) => p.code)).toEqual(['ROLE_NOT_ALLOWED'])
    await ueo.send(
      ueo.entry(
        'outage',
        'cancel',
        {},
        { stream: record.stream, replaces: record.heads.map((h: { id: string }) => h.id), reason: 'back' },
      ),
    )
    expect((await figures('ueo', t.offices.school))['staff-attendance late']).toBe(1)
  })
})

describe('names', () => {
  test('a colleague and another school read nothing, the head and the offices up to the district do, those above see numbers', async () => {
    expect((await teacher!.get(pageOf(teacher!))).status).toBe(200)
    expect((await teacher2!.get(pageOf(teacher!))).status).toBe(404)
    expect((await head2!.get(pageOf(teacher!))).status).toBe(404)
    for (const name of ['ueo', 'dpeo'] as const) {
      const client = await t.signIn(name)
      expect([name, (await client.get(pageOf(teacher!))).status]).toEqual([name, 200])
    }
    for (const name of ['dd', 'dg', 'secretary'] as const) {
      const client = await t.signIn(name)
      expect([name, (await client.get(pageOf(teacher!))).status]).toEqual([name, 404])
      expect((await client.get('/records?system=staff-attendance')).body.records).toEqual([])
      const sheet = await client.get(`/sheet/${t.offices.school}/staff-attendance/day?day=${DAY}`)
      expect(sheet.body.code).toBe('OFFICE_FOREIGN')
      const register = await client.get(`/registers/${t.offices.school}/staff-attendance`)
      expect(register.body.code).toBe('OFFICE_FOREIGN')
      expect((await figures(name))['staff-attendance there']).toEqual([3, expect.any(Number)])
    }
  })

  test('who read her page is told to her and to nobody else, once a day for each way of reading', async () => {
    const dpeo = await t.signIn('dpeo')
    await dpeo.get(pageOf(teacher!))
    await dpeo.get(`/sheet/${t.offices.school}/staff-attendance/month?month=2026-07`)
    await head!.get(pageOf(teacher!))
    await head!.get('/sync')
    const { body } = await teacher!.get(pageOf(teacher!))
    const seen = (body.viewings as { what: string; names: { en: string }; title: { en: string } }[]).map(
      ({ what, names, title }) => `${names.en}, ${title.en}: ${what}`,
    )
    expect(seen.sort()).toEqual([
      'Jamal Uddin, District Primary Education Officer: page',
      'Jamal Uddin, District Primary Education Officer: sheet',
      'Nasrin Akter, Upazila Education Officer: list',
      'Nasrin Akter, Upazila Education Officer: page',
      'Shahana Begum, Head Teacher: copy',
      'Shahana Begum, Head Teacher: page',
    ])
    expect((await head!.get(pageOf(teacher!))).body.viewings).toBeUndefined()
    expect((await teacher2!.get(pageOf(teacher2!))).body.viewings).not.toContainEqual(
      expect.objectContaining({ what: 'page', names: { en: 'Jamal Uddin' } }),
    )
  })

  test('what the application may write of readings it may neither change nor delete, nor in another name', async () => {
    const { within } = await import('#server/db/pool.ts')
    const { reachOf } = await import('#server/reach.ts')
    const held = (await t.deps.directory.postsOf(t.people.dpeo.person))[0]!
    const run = (sql: string) =>
      within(t.pool, reachOf(t.people.dpeo.person, held), async (client) => (await client.query(sql)).rowCount)
    await expect(run('update viewing set at = now()')).rejects.toThrow(/permission denied/)
    await expect(run('delete from viewing')).rejects.toThrow(/permission denied/)
    await expect(
      run(
        `insert into viewing (office, system, stream, what, viewer, post, on_day, path, at) values (gen_random_uuid(), 'staff-attendance', '', 'list', gen_random_uuid(), gen_random_uuid(), '2026-07-14', '', now())`,
      ),
    ).rejects.toThrow(/row-level security/)
    expect(await run('select from viewing')).toBe(0)
  })
})

describe('sheets', () => {
  test("the month's own sheet is everybody's; the office's only for those who read the register", async () => {
    const own = await teacher!.get(`/sheet/${t.offices.school}/staff-attendance/own?month=2026-07`)
    const row = own.body.rows.find(({ cells }: { cells: unknown[] }) => cells[0] === DAY)
    expect(row.cells.slice(1, 3)).toEqual(['08:52', null])
    expect((await teacher!.get(`/sheet/${t.offices.school}/staff-attendance/month?month=2026-07`)).body.code).toBe(
      'OFFICE_FOREIGN',
    )
    const month = await head!.get(`/sheet/${t.offices.school}/staff-attendance/month?month=2026-07`)
    expect(month.body.rows).toHaveLength(3)
    const csv = await head!.get(`/sheet/${t.offices.school}/staff-attendance/day?day=${DAY}&format=csv&lang=en`)
    expect(csv.raw.toString()).toContain(
      'Staff ID,Name,Post,Arrival,Departure,Status,Late reason,Capture mode,Location accuracy (m)',
    )
    const pdf = await head!.get(`/sheet/${t.offices.school}/staff-attendance/month?month=2026-07&format=pdf&lang=bn`)
    expect(pdf.raw.subarray(0, 5).toString()).toBe('%PDF-')
  })
})

test('a head writes for a teacher without a phone, who confirms; leave granted later takes a notice of absence away', async () => {
  const teacher3 = await t.signIn('teacher3')
  const person = teacher3.me.person.id
  const stream = `${DAY}/${person}`
  const [proxied] = await head2!.send(
    head2!.entry('staff-attendance', 'proxy', { on: DAY, person, in: at('08:59'), via: 'proxy' }),
  )
  expect(proxied.status).toBe('accepted')
  const [confirmed] = await teacher3.send(teacher3.entry('staff-attendance', 'confirm', {}, { stream }))
  expect(confirmed.record.state).toBe('confirmed')

  const days = { from: '2026-07-13', to: '2026-07-13' }
  const noticed = `2026-07-13/${person}`
  await head2!.send(head2!.entry('staff-absence', 'notice', { on: days.from, person }, { stream: noticed }))
  expect((await figures('ueo'))['staff-absence open']).toBe(0)
  const asked = { case: crypto.randomUUID(), teacher: person, days, ground: 'illness' }
  await teacher3.send(teacher3.entry('casual-leave', 'ask', asked))
  const [granted] = await head2!.send(head2!.entry('casual-leave', 'grant', {}, { stream: asked.case }))
  expect(granted.status).toBe('accepted')
  const { body } = await teacher3.get(`/records/${t.offices.school2}/staff-absence/${noticed}`)
  expect(body.record.state).toBe('covered')
})
