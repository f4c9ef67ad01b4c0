import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, cancellation, correction, pupilBody, sheetBody } from '#test/support/device-pages.ts'
import { expectedTally, isOpen, readWorld, storedTally } from '#test/support/oracle.ts'

const DAY = '2026-07-14'

let t: TestApp
let head: Client
let head2: Client
let head3: Client
let ueo: Client
const pupils: { [office: string]: string[] } = {}

beforeAll(async () => {
  t = await startApp()
  ;[head, head2, head3, ueo] = await Promise.all([
    t.signIn('head'),
    t.signIn('head2'),
    t.signIn('head3'),
    t.signIn('ueo'),
  ])
  for (const client of [head, head2, head3]) pupils[client.me.posts[0]!.office.id] = await admitPupils(client, 4)
  for (const client of [head, head2, head3])
    await take(client, client.entry('attendance', 'enter', sheetBody(pupils[client.me.posts[0]!.office.id]!, 1)))
})
afterAll(() => t?.stop())

async function take(client: Client, entry: Entry): Promise<Folded> {
  const [answer] = await client.send(entry)
  expect(answer).toMatchObject({ status: 'accepted' })
  return answer.record
}

const declared = (kind: 'closed' | 'open', more: Body = {}): Body => ({
  on: DAY,
  kind,
  cause: 'fog',
  title: { en: 'Dense fog' },
  ...more,
})

/** The numbers after the roll-up has run are what counting everything by hand gives. */
async function expectRightNumbers(): Promise<void> {
  await t.deps.rollup.drain()
  expect(await storedTally(t.sql)).toEqual(expectedTally(await readWorld(t.sql)))
}

type Figure = { system: string; measure: string; value: number | null; of?: number | null }
type Row = { office: { id: string }; schools: number; open: number; closed?: unknown; figures: Figure[] }

async function look(client: Client, office = client.me.posts[0]!.office.id): Promise<Row & { rows: Row[] }> {
  const { status, body } = await client.get(`/oversight?office=${office}&day=${DAY}`)
  expect(status).toBe(200)
  return body
}

const figure = (row: Row, measure: string, system = 'attendance') => {
  const { value, of } = row.figures.find((one) => one.system === system && one.measure === measure)!
  return [value, of]
}

describe('a day closed after the sheets were in', () => {
  let page: Folded

  test('before it, everything is counted', async () => {
    await expectRightNumbers()
    const upazila = await look(ueo)
    expect([upazila.schools, upazila.open, upazila.closed]).toEqual([2, 2, undefined])
    expect(figure(upazila, 'reported')).toEqual([2, 2])
    expect(figure(upazila, 'present')).toEqual([6, 8])
  })

  test('by one school for fog: its sheets are kept and no longer count, it is shown as closed', async () => {
    page = await take(head, head.entry('holiday', 'enter', declared('closed')))
    await expectRightNumbers()
    const upazila = await look(ueo)
    expect([upazila.schools, upazila.open]).toEqual([2, 1])
    expect(figure(upazila, 'reported')).toEqual([1, 1])
    expect(figure(upazila, 'present')).toEqual([3, 4])
    const cluster = await look(ueo, t.offices.cluster)
    const row = cluster.rows.find(({ office }) => office.id === t.offices.school)!
    expect(row).toMatchObject({ open: 0, closed: { en: 'Dense fog' } })
    // No data is not zero: nobody was to be there.
    expect(figure(row, 'present')).toEqual([null, null])
    expect(figure(row, 'reported')).toEqual([0, 0])
    const sheets = await head.get(`/records?system=attendance&office=${t.offices.school}`)
    expect(sheets.body.records).toHaveLength(1)
  })

  test('a sheet written on the closed day is taken, marked, and reports nothing', async () => {
    const [answer] = await head.send(
      head.entry('attendance', 'enter', sheetBody(pupils[t.offices.school]!.slice(0, 1), 0, { group: '4-A' })),
    )
    expect(answer).toMatchObject({
      status: 'accepted',
      flags: expect.arrayContaining([expect.objectContaining({ code: 'HOLIDAY' })]),
    })
    await expectRightNumbers()
    expect(figure(await look(ueo), 'reported')).toEqual([1, 1])
    await take(head, cancellation(head, answer.record))
  })

  test('the correction of the declaration opens it again', async () => {
    page = await take(head, correction(head, page, declared('open')))
    await expectRightNumbers()
    expect(figure(await look(ueo), 'present')).toEqual([6, 8])
    await take(head, cancellation(head, page))
    await expectRightNumbers()
  })

  test('by an office for all its schools; one opens all the same, another says again that it is closed', async () => {
    const above = await take(ueo, ueo.entry('holiday', 'enter', declared('closed', { cause: 'flood' })))
    await expectRightNumbers()
    let upazila = await look(ueo)
    expect([upazila.open, figure(upazila, 'present'), figure(upazila, 'reported')]).toEqual([0, [null, null], [0, 0]])
    expect(upazila.closed).toEqual({ en: 'Dense fog' })

    const open = await take(head2, head2.entry('holiday', 'enter', declared('open')))
    const again = await take(head, head.entry('holiday', 'enter', declared('closed')))
    await expectRightNumbers()
    upazila = await look(ueo)
    expect([upazila.open, figure(upazila, 'present'), figure(upazila, 'reported')]).toEqual([1, [3, 4], [1, 1]])

    // The other upazila of the district had school as always.
    const dpeo = await t.signIn('dpeo')
    const district = await look(dpeo)
    expect([district.schools, district.open, figure(district, 'present')]).toEqual([3, 2, [6, 8]])
    expect(district.rows.map((row) => [row.schools, row.open])).toEqual([
      [2, 1],
      [1, 1],
    ])

    await take(ueo, cancellation(ueo, above))
    await take(head, cancellation(head, again))
    await take(head2, cancellation(head2, open))
    await expectRightNumbers()
    expect(figure(await look(ueo), 'present')).toEqual([6, 8])
  })

  test('declarations within each other: what is nearest holds, and the number of open schools is right at every level', async () => {
    const dpeo = await t.signIn('dpeo')
    const aueo = await t.signIn('aueo')
    const made = [
      [dpeo, await take(dpeo, dpeo.entry('holiday', 'enter', declared('closed')))],
      [aueo, await take(aueo, aueo.entry('holiday', 'enter', declared('open')))],
      [head, await take(head, head.entry('holiday', 'enter', declared('closed')))],
    ] as const
    const expectOpen = async () => {
      await expectRightNumbers()
      const world = await readWorld(t.sql)
      for (const office of [
        'division',
        'district',
        'upazila',
        'upazila2',
        'cluster',
        'school',
        'school2',
        'school3',
      ] as const) {
        const { path } = world.places.get(t.offices[office])!
        const open = [...world.places.values()].filter(
          (p) => p.level === 'school' && p.path.startsWith(path) && isOpen(world, p.id, DAY),
        )
        const dd = await t.signIn('dd')
        expect([office, (await look(dd, t.offices[office])).open]).toEqual([office, open.length])
      }
    }
    await expectOpen()
    for (const [client, page] of made) {
      await take(client, cancellation(client, page))
      await expectOpen()
    }
  })

  test('for women alone it closes nothing for pupils', async () => {
    const page = await take(head, head.entry('holiday', 'enter', declared('closed', { only: 'female' })))
    await expectRightNumbers()
    expect(figure(await look(ueo), 'present')).toEqual([6, 8])
    await take(head, cancellation(head, page))
  })
})

describe('leave over a day that turns out to be closed', () => {
  test('does not count as away on that day, and does again when the day is open after all', async () => {
    const teacher = await t.signIn('teacher')
    const days = { from: '2026-07-15', to: '2026-07-19' }
    const body = { case: crypto.randomUUID(), teacher: teacher.me.person.id, days, ground: 'family' }
    const asked = await take(teacher, teacher.entry('casual-leave', 'ask', body))
    const aueo = await t.signIn('aueo')
    await take(aueo, aueo.entry('casual-leave', 'grant', {}, { stream: asked.stream, office: asked.office }))
    await expectRightNumbers()
    const page = await take(head, head.entry('holiday', 'enter', { on: '2026-07-15', kind: 'closed', cause: 'flood' }))
    await expectRightNumbers()
    const world = await readWorld(t.sql)
    expect(expectedTally(world)[`${t.offices.school} absence 2026-07-15 away`]).toBeUndefined()
    const weekend = await take(
      head,
      head.entry('holiday', 'enter', { on: '2026-07-17', kind: 'open', cause: 'examination' }),
    )
    await expectRightNumbers()
    await take(head, cancellation(head, page))
    await take(head, cancellation(head, weekend))
    await expectRightNumbers()
  })
})

describe('an admission after the sheet', () => {
  test('counts the sheet again from the day of admission: enrolled grows, and the missing mark is no absence', async () => {
    const [late] = await admitPupils(head, 1, { on: DAY })
    await expectRightNumbers()
    const { rows } = await look(ueo, t.offices.cluster)
    const row = rows.find(({ office }) => office.id === t.offices.school)!
    expect(figure(row, 'present')).toEqual([3, 5])
    expect(figure(row, 'pupils', 'admission')[0]).toBe(5)
    const { body } = await head.get(`/records/${t.offices.school}/attendance/${DAY}/3-A`)
    const marks = { ...body.record.body.marks, [late!]: 'P' }
    await take(head, correction(head, body.record, { on: DAY, group: '3-A', marks }))
    await expectRightNumbers()
    expect(figure((await look(ueo, t.offices.cluster)).rows[0]!, 'present')).toEqual([4, 5])
  })

  test('so do a move to another class, a removal, and the cancellation of a page', async () => {
    const [mover, leaver] = pupils[t.offices.school]!
    await take(head, head.entry('admission', 'move', { group: '4-A', from: DAY }, { stream: mover! }))
    await expectRightNumbers()
    await take(head, head.entry('admission', 'remove', { leftOn: DAY, cause: 'moved-away' }, { stream: leaver! }))
    await expectRightNumbers()
    const wrong = await take(head, head.entry('admission', 'enter', pupilBody({ on: '2026-07-01' })))
    await expectRightNumbers()
    await take(head, cancellation(head, wrong))
    await expectRightNumbers()
  })
})
