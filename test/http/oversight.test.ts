import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, correction, sheetBody } from '#test/support/device-pages.ts'
import { expectedTally, isOpen, readWorld, type Tally, type World } from '#test/support/oracle.ts'

const DAY = '2026-07-14'
const BEFORE = '2026-07-13'
const STANDING = '1900-01-01'

let t: TestApp
let secretary: Client
let head: Client
let head3: Client

beforeAll(async () => {
  t = await startApp()
  ;[secretary, head, head3] = await Promise.all([t.signIn('secretary'), t.signIn('head'), t.signIn('head3')])
  const [teacher, head2] = await Promise.all([t.signIn('teacher'), t.signIn('head2')])
  const pupils = await admitPupils(head, 5)
  await admitPupils(head2, 3)
  const far = await admitPupils(head3, 4, { sex: 'boy' })
  await head.send(
    head.entry('attendance', 'enter', sheetBody(pupils, 2)),
    head.entry('attendance', 'enter', sheetBody(pupils, 1, { on: BEFORE })),
  )
  // Everybody absent is a number, and it is zero; school2 says nothing at all.
  await head3.send(head3.entry('attendance', 'enter', sheetBody(far, 4)))
  const ask = {
    case: crypto.randomUUID(),
    teacher: teacher.me.person.id,
    days: { from: '2026-07-20', to: '2026-07-20' },
    ground: 'family',
  }
  await teacher.send(teacher.entry('casual-leave', 'ask', ask))
  await t.deps.rollup.drain()
})
afterAll(() => t?.stop())

type Figure = { system: string; measure: string; value: number | null; of?: number | null }
type Row = { office: { id: string; level: string }; schools: number; open: number; figures: Figure[]; trend: unknown[] }
type View = Row & {
  crumbs: { id: string }[]
  rows: Row[]
  exceptions: { office: string; code: string; facts: object }[]
  records: { system: string; stream: string }[]
  lagSeconds: number
}

const look = async (client: Client, office?: string, day = DAY): Promise<View> => {
  const { status, body } = await client.get(`/oversight?day=${day}${office ? `&office=${office}` : ''}`)
  expect(status).toBe(200)
  return body
}

/** What an office should see, counted by hand from the entries. */
function expectedRow(world: World, tally: Tally, office: string, day: string) {
  const { path } = world.places.get(office)!
  const schools = [...world.places.values()].filter((place) => place.level === 'school' && place.path.startsWith(path))
  const open = schools.filter((school) => isOpen(world, school.id, day)).length
  const read = (system: string, measure: string, on: string) => tally[`${office} ${system} ${on} ${measure}`] ?? 0
  const reported = read('attendance', 'reported', day)
  const ofSheets = (measure: string) => (reported === 0 ? null : read('attendance', measure, day))
  return {
    schools: schools.length,
    open,
    figures: [
      { system: 'admission', measure: 'pupils', value: read('admission', 'pupils', STANDING) },
      {
        system: 'admission',
        measure: 'girls',
        value: read('admission', 'girls', STANDING),
        of: read('admission', 'pupils', STANDING),
      },
      { system: 'attendance', measure: 'reported', value: reported, of: open },
      { system: 'attendance', measure: 'present', value: ofSheets('present'), of: ofSheets('enrolled') },
      { system: 'casual-leave', measure: 'open', value: read('casual-leave', 'open', STANDING) },
      { system: 'absence', measure: 'away', value: read('absence', 'away', day) },
      { system: 'absence', measure: 'duty', value: read('absence', 'duty', day) },
    ],
  }
}

/** The systems whose figures are counted by hand here. */
const COUNTED = ['admission', 'attendance', 'casual-leave', 'absence']

const plain = ({ schools, open, figures }: Row) => ({
  schools,
  open,
  figures: figures
    .filter(({ system }) => COUNTED.includes(system))
    .map(({ system, measure, value, of }) => ({
      system,
      measure,
      value,
      ...(of !== undefined && { of }),
    })),
})

describe('figures', () => {
  test.each([DAY, BEFORE, '2026-07-10', '2026-07-12'])(
    'of %s are what counting by hand gives, from the top down to the school',
    async (day) => {
      const world = await readWorld(t.sql)
      const tally = expectedTally(world)
      const seen: string[] = []
      const visit = async (office: string): Promise<void> => {
        const view = await look(secretary, office, day)
        expect(plain(view)).toEqual(expectedRow(world, tally, office, day))
        expect(view.crumbs.map(({ id }) => id)).toEqual(
          [...seen, office].filter((id) => world.places.get(office)!.path.startsWith(world.places.get(id)!.path)),
        )
        seen.push(office)
        for (const row of view.rows) expect(plain(row)).toEqual(expectedRow(world, tally, row.office.id, day))
        const below = [...world.places.values()].filter((place) => place.parent === office).map((place) => place.id)
        expect(view.rows.map((row) => row.office.id).sort()).toEqual(below.sort())
        for (const { office: child } of view.rows) await visit(child.id)
      }
      await visit(t.offices.ministry)
      expect(seen).toHaveLength(11)
    },
  )

  test('tell nothing written from nobody there', async () => {
    const cluster = await look(secretary, t.offices.cluster)
    const present = (office: string) =>
      cluster.rows.find((row) => row.office.id === office)!.figures.find((f) => f.measure === 'present')
    expect(present(t.offices.school)).toMatchObject({ value: 3, of: 5 })
    expect(present(t.offices.school2)).toMatchObject({ value: null, of: null })
    const far = await look(secretary, t.offices.school3)
    expect(far.figures.find((f) => f.measure === 'present')).toMatchObject({ value: 0, of: 4 })
  })

  test('show first who has not reported and where few came', async () => {
    const { exceptions } = await look(secretary, t.offices.cluster)
    expect(exceptions).toContainEqual(
      expect.objectContaining({
        office: t.offices.school2,
        code: 'NOT_REPORTED',
        facts: { system: 'attendance', count: 1, of: 1 },
      }),
    )
    const far = await look(secretary, t.offices.cluster2)
    expect(far.exceptions).toContainEqual(
      expect.objectContaining({ code: 'LOW_SHARE', facts: expect.objectContaining({ percent: 0 }) }),
    )
  })

  test('of the days before have no point where nothing was written', async () => {
    const { rows } = await look(secretary, t.offices.cluster)
    const points = rows.find((row) => row.office.id === t.offices.school)!.trend.filter((point) => point !== null)
    expect(points).toEqual([
      { day: BEFORE, value: 4, of: 5 },
      { day: DAY, value: 3, of: 5 },
    ])
    expect(rows.find((row) => row.office.id === t.offices.school2)!.trend.every((point) => point === null)).toBe(true)
  })

  test('lead down to the pages of a school', async () => {
    const view = await look(secretary, t.offices.school)
    expect(view.rows).toEqual([])
    expect(view.records.map(({ system }) => system).sort()).toEqual(['attendance', 'casual-leave'])
  })

  test('begin at one’s own office and end there', async () => {
    const ueo = await t.signIn('ueo')
    expect((await look(ueo)).office.id).toBe(t.offices.upazila)
    expect((await look(ueo, t.offices.school)).crumbs.map(({ id }) => id)).toEqual([
      t.offices.upazila,
      t.offices.cluster,
      t.offices.school,
    ])
    for (const office of [t.offices.district, t.offices.upazila2, t.offices.school3, t.offices.upSchool]) {
      const { status, body } = await ueo.get(`/oversight?office=${office}`)
      expect([status, body.code]).toEqual([403, 'OFFICE_FOREIGN'])
    }
  })

  test('go out as a table with empty cells for no data', async () => {
    const { status, headers, body } = await secretary.get(
      `/oversight/export?office=${t.offices.cluster}&day=${DAY}&format=csv`,
    )
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    const lines = String(body)
      .trim()
      .split('\r\n')
      .map((row) => row.split(','))
    const width = lines[0]!.length
    expect(lines).toHaveLength(3)
    expect(lines.every((row) => row.length === width)).toBe(true)
    expect(lines[2]!.join()).toContain('Doyel Government Primary School,1,3,3,3,0,1,,,')
    const xlsx = await secretary.get(`/oversight/export?office=${t.offices.cluster}&format=xlsx`)
    expect(xlsx.raw.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('the roll-up', () => {
  test('says how far it is behind, and is level with the entries when it has run', async () => {
    await t.deps.rollup.drain()
    expect((await look(secretary)).lagSeconds).toBe(0)
    const { body } = await head.get(`/records/${t.offices.school}/attendance/${DAY}/3-A`)
    const marks = Object.fromEntries(Object.keys(body.record.body.marks).map((pupil) => [pupil, 'P']))
    const [answer] = await head.send(correction(head, body.record, { on: DAY, group: '3-A', marks }))
    expect(answer.status).toBe('accepted')
    await t.sql(`update tally_delta set made = made - interval '90 seconds'`)
    // Another server is at it: this one waits, and tells by how much.
    await t.sql('begin')
    await t.sql('select pg_advisory_xact_lock(7202)')
    await t.deps.rollup.drain()
    const behind = await look(secretary)
    expect(behind.lagSeconds).toBeGreaterThanOrEqual(90)
    expect((await t.anyone.get('/health')).body.lagSeconds).toBeGreaterThanOrEqual(90)
    await t.sql('commit')
    await t.deps.rollup.drain()
    const now = await look(secretary, t.offices.cluster)
    expect(now.lagSeconds).toBe(0)
    expect(now.rows[0]!.figures.find((f) => f.measure === 'present')).toMatchObject({ value: 5, of: 5 })
  })

  test('tells open screens of the offices whose numbers moved, and of no other', async () => {
    const address = await t.app.listen({ port: 0, host: '127.0.0.1' })
    const open = async (client: Client) => {
      const response = await fetch(`${address}/api/v1/oversight/events`, { headers: { cookie: client.cookie } })
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
      let text = ''
      const done = (async () => {
        for await (const part of response.body!) text += Buffer.from(part).toString()
      })()
      return { text: () => text, done }
    }
    const leaving = await t.signIn('dg')
    const [top, far, left] = await Promise.all([open(secretary), open(await t.signIn('ueo2')), open(leaving)])
    await leaving.del('/session')
    const { body } = await head.get(`/records/${t.offices.school}/attendance/${BEFORE}/3-A`)
    await head.send(correction(head, body.record, body.record.body))
    await t.deps.rollup.drain()
    expect(top.text()).not.toContain('event: tally')
    const marks = Object.fromEntries(Object.keys(body.record.body.marks).map((pupil) => [pupil, 'A']))
    const again = await head.get(`/records/${t.offices.school}/attendance/${BEFORE}/3-A`)
    await head.send(correction(head, again.body.record, { ...again.body.record.body, marks }))
    await t.deps.rollup.drain()
    await expect.poll(() => top.text()).toContain(`event: tally\ndata: {"days":["${BEFORE}"],"lagSeconds":0}`)
    expect(far.text()).toContain('event: hello')
    expect(far.text()).not.toContain('event: tally')
    await left.done // who was signed out meanwhile hears nothing more
    expect(left.text()).not.toContain('event: tally')
    // A server that stops ends them, so that nobody's screen keeps it from stopping.
    await t.app.close()
    await Promise.all([top.done, far.done])
    expect(t.deps.rollup.news.listenerCount('tally')).toBe(0)
  })
})
