import pg from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { rebuild } from '#server/append/rebuild.ts'
import { retally } from '#server/rollup/retally.ts'
import { mergeOffice, moveOffice } from '#server/tree/move.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, correction, pupilBody, sheetBody } from '#test/support/device-pages.ts'
import { expectedTally, readWorld, storedTally } from '#test/support/oracle.ts'

const DAY = '2026-07-14'
const CARRIERS = ['entry', 'record', 'tray', 'tally', 'tally_delta', 'recount', 'file']

let t: TestApp
let head: Client
let head2: Client
let teacher: Client
let pupils: string[]
let sheet: Folded

beforeEach(async () => {
  t = await startApp()
  ;[head, head2, teacher] = await Promise.all([t.signIn('head'), t.signIn('head2'), t.signIn('teacher')])
  pupils = await admitPupils(head, 4)
  await admitPupils(head2, 2)
  sheet = await take(head, head.entry('attendance', 'enter', sheetBody(pupils, 1)))
  const long = {
    case: crypto.randomUUID(),
    teacher: teacher.me.person.id,
    days: { from: '2026-07-19', to: '2026-07-23' },
    ground: 'family',
  }
  await take(teacher, teacher.entry('casual-leave', 'ask', long))
  await head.send(head.entry('attendance', 'enter', sheetBody(pupils, 0, { on: '2026-06-22' })))
  return () => t.stop()
})

async function take(client: Client, entry: Entry): Promise<Folded> {
  const [answer] = await client.send(entry)
  if (answer.status !== 'accepted') throw new Error(JSON.stringify(answer))
  return answer.record
}

const tree = () => ({ url: t.url, directory: t.deps.directory })

/** Everything in the ledger but the copied path. */
const contents = async () => {
  const all: { [table: string]: unknown[] } = {}
  for (const table of ['entry', 'tray'])
    all[table] = (await t.sql(`select to_jsonb(x) - 'path' as row from ${table} x order by x.office, x.id`)).map(
      ({ row }) => row,
    )
  return all
}

async function expectSound(): Promise<void> {
  await t.deps.rollup.drain()
  const world = await readWorld(t.sql)
  expect(await storedTally(t.sql)).toEqual(expectedTally(world))
  expect(await rebuild(t.pool, { isDry: true })).toEqual({ streams: world.records.length, differing: 0 })
  expect(await retally(t.pool, t.deps.directory, { isDry: true })).toEqual([])
  for (const table of CARRIERS)
    expect([
      table,
      await t.sql(`select x.office from ${table} x join office o on o.id = x.office where x.path <> o.path`),
    ]).toEqual([table, []])
}

const sees = async (client: Client, record: Folded) =>
  (await client.get(`/records/${record.office}/${record.system}/${record.stream}`)).status
const heldFor = async (client: Client) => (await client.get('/inbox')).body.held.length as number
const casesFor = async (client: Client) => (await client.get('/inbox')).body.cases.length as number

describe('an office that moves', () => {
  test.each(['numbers added up', 'numbers still waiting'])(
    'with %s keeps what it wrote; only the path in its rows is another',
    async (state) => {
      if (state === 'numbers added up') await t.deps.rollup.drain()
      const before = await contents()
      const { school, cluster2 } = t.offices
      await moveOffice(tree(), {
        office: school,
        parent: cluster2,
        on: '2026-07-01',
        orderNo: 'DPE-17/2026',
      })
      expect(await contents()).toEqual(before)
      await expectSound()
      const history = await t.sql(
        'select parent, path, valid_from::text as from, valid_to::text as to, change, order_no from office_place where office = $1 order by valid_from',
        [school],
      )
      expect(history).toMatchObject([
        { parent: t.offices.cluster, to: '2026-06-30', change: 'created' },
        { parent: cluster2, from: '2026-07-01', to: null, change: 'moved', order_no: 'DPE-17/2026' },
      ])
      expect(history[1]!['path']).toBe(`${t.deps.directory.get(cluster2).path}900101/`)
    },
  )

  test('is seen, decided on and counted by those above it now, and by those before no longer', async () => {
    const [aueo, aueo2, ueo, ueo2] = await Promise.all(
      (['aueo', 'aueo2', 'ueo', 'ueo2'] as const).map((key) => t.signIn(key)),
    )
    expect([await sees(aueo!, sheet), await sees(aueo2!, sheet), await heldFor(aueo!), await casesFor(aueo!)]).toEqual([
      200, 404, 1, 1,
    ])
    await moveOffice(tree(), {
      office: t.offices.school,
      parent: t.offices.cluster2,
      on: '2026-07-01',
    })
    await t.forget()
    expect([
      await sees(aueo!, sheet),
      await sees(aueo2!, sheet),
      await sees(ueo!, sheet),
      await sees(ueo2!, sheet),
    ]).toEqual([404, 200, 404, 200])
    expect([await heldFor(aueo!), await heldFor(aueo2!)]).toEqual([0, 1])
    expect([await casesFor(aueo!), await casesFor(aueo2!)]).toEqual([0, 1])
    await expectSound()
    const { body } = await ueo2!.get(`/oversight?day=${DAY}`)
    expect(body.figures.find((f: { measure: string }) => f.measure === 'present')).toMatchObject({ value: 3, of: 4 })
  })

  test('goes on writing, and a correction of a day before the move counts where it stands now', async () => {
    await t.deps.rollup.drain()
    await moveOffice(tree(), {
      office: t.offices.school,
      parent: t.offices.cluster2,
      on: '2026-07-01',
    })
    await t.forget()
    const again = await t.signIn('head')
    await take(again, correction(again, sheet, sheetBody(pupils, 4)))
    await take(again, again.entry('admission', 'enter', pupilBody({ on: DAY })))
    await expectSound()
  })

  test('takes those below it along', async () => {
    await t.deps.rollup.drain()
    await moveOffice(tree(), {
      office: t.offices.cluster,
      parent: t.offices.upazila2,
      on: '2026-07-01',
    })
    await expectSound()
    expect(t.deps.directory.schools(t.offices.upazila)).toBe(0)
    expect(t.deps.directory.schools(t.offices.upazila2)).toBe(3)
    await moveOffice(tree(), {
      office: t.offices.cluster,
      parent: t.offices.upazila,
      on: '2026-07-10',
    })
    await expectSound()
    const history = await t.sql(
      'select valid_from::text as from, valid_to::text as to from office_place where office = $1 order by valid_from',
      [t.offices.school],
    )
    expect(history).toEqual([
      { from: '1900-01-01', to: '2026-06-30' },
      { from: '2026-07-01', to: '2026-07-09' },
      { from: '2026-07-10', to: null },
    ])
  })

  test('never moves below itself or into another country', async () => {
    const move = (office: string, parent: string) => moveOffice(tree(), { office, parent, on: DAY })
    await expect(move(t.offices.upazila, t.offices.school)).rejects.toThrow('OFFICE_BELOW_ITSELF')
    await expect(move(t.offices.upazila, t.offices.upazila)).rejects.toThrow('OFFICE_BELOW_ITSELF')
    await expect(move(t.offices.school, t.offices.block)).rejects.toThrow('OFFICE_FOREIGN')
    await expectSound()
  })
})

test('B15 school merged; numbers must survive', async () => {
  const { school, school2, cluster } = t.offices
  await t.deps.rollup.drain()
  const before = await contents()
  const top = async () => (await storedTally(t.sql))[`${cluster} attendance ${DAY} present`]
  expect(await top()).toBe(3)
  const pages = (await readWorld(t.sql)).records.filter((r) => r.system === 'admission')
  const numbers = (office: string) => pages.filter((r) => r.office === office).map((r) => r.body['no'])
  expect([numbers(school), numbers(school2)]).toEqual([
    [1, 2, 3, 4],
    [1, 2],
  ])

  await mergeOffice(tree(), {
    office: school,
    into: school2,
    on: '2026-07-15',
    orderNo: 'merged by order 9',
  })
  await t.forget()

  // Not a letter of what was written has changed: pages keep their office and their numbers, sums above are the same.
  expect(await contents()).toEqual(before)
  await expectSound()
  expect(await top()).toBe(3)
  const after = (await readWorld(t.sql)).records.filter((r) => r.system === 'admission')
  expect(after).toEqual(pages)

  // The head of the school that goes on reads the old register; the numbers 1 and 2 of both schools stand side by side.
  expect(await sees(head2, sheet)).toBe(200)
  const { body } = await head2.get('/records?system=admission')
  expect(body.records.map((r: Folded) => [r.office, r.body['no']]).sort()).toEqual(
    pages.map((r) => [r.office, r.body['no']]).sort(),
  )

  // Nothing new is written in the closed school; its children are admitted in the other, whose numbers go on.
  const [late] = await head2.send(head2.entry('admission', 'enter', pupilBody(), { office: school }))
  expect(late).toMatchObject({ status: 'refused', problems: [{ code: 'OFFICE_CLOSED' }] })
  const page = await take(
    head2,
    head2.entry('admission', 'enter', pupilBody({ on: '2026-07-14', formerly: pupils[0] })),
  )
  expect(page.body['no']).toBe(3)

  // Days before the merger are shown with the schools that stood then.
  const ueo = await t.signIn('ueo')
  t.clock.now = Date.parse('2026-07-16T04:00:00Z')
  const on = async (day: string) => (await ueo.get(`/oversight?office=${cluster}&day=${day}`)).body
  const [then, now] = [await on(DAY), await on('2026-07-15')]
  expect([then.schools, then.rows.length, now.schools, now.rows.length]).toEqual([2, 1, 1, 1])
  expect(then.figures.find((f: { measure: string }) => f.measure === 'reported')).toMatchObject({ value: 1, of: 2 })
})

describe('the role that moves offices', () => {
  test('may rewrite the path and nothing else of what was written', async () => {
    const client = new pg.Client({ connectionString: t.url })
    await client.connect()
    await client.query('set role khata_tree')
    for (const sql of [
      'update entry set body = body',
      'update entry set seq = seq',
      'delete from entry',
      'update record set doc = doc',
      'update tray set entry = entry',
      'update office set code = code',
      'select password from account',
    ])
      await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' })
    expect((await client.query('update entry set path = path')).rowCount).toBeGreaterThan(0)
    await client.end()
  })
})
