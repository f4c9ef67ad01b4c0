import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run } from '#cli/office.ts'
import { TreeEar } from '#server/tree/hear-changes.ts'
import { startApp, type TestApp } from '#test/support/app.ts'
import { admitPupils, sheetBody } from '#test/support/device-pages.ts'
import { expectedTally, readWorld, storedTally } from '#test/support/oracle.ts'
import { Directory } from '#server/directory.ts'
import { said } from '#test/support/said.ts'

let t: TestApp
let ear: TreeEar
let elsewhere: Directory

beforeEach(async () => {
  t = await startApp()
  // The command runs in a process of its own: it has its own copy of the tree.
  elsewhere = new Directory(t.pool)
  await elsewhere.load()
  ear = new TreeEar(t.url, t.deps.directory)
  await ear.start()
})
afterEach(async () => {
  await ear.stop()
  await t.stop()
})

const office = (...args: string[]) =>
  said(() => run([...args, '--order', 'DPE-17/2026'], { url: t.url, directory: elsewhere }))
const history = (id: string) =>
  t.sql(
    `select change, names->>'en' as en, valid_from::text as from, valid_to::text as to, order_no as order from office_place where office = $1 order by valid_from`,
    [id],
  )
const patience = { timeout: 10_000, interval: 20 }

test('a server that runs takes a moved office without being started again', async () => {
  const before = t.deps.directory.get(t.offices.school).path
  expect(await office('move', '900101', '--under', '9001-2-1', '--on', '2026-07-01')).toContain('9001-2-1/900101/')
  await expect.poll(() => t.deps.directory.get(t.offices.school).path, patience).not.toBe(before)
  const aueo2 = await t.signIn('aueo2')
  expect((await aueo2.get(`/oversight?office=${t.offices.school}`)).status).toBe(200)
})

test('a connection that broke is made again, and what changed meanwhile is read', async () => {
  await t.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen khata_tree'`,
  )
  await office('rename', '900101', '--name-en', 'Shapla Model School', '--on', '2026-07-02')
  await expect.poll(() => t.deps.directory.get(t.offices.school).names.en, patience).toBe('Shapla Model School')
})

test('a new name has its day and its order; the old one stays in the history, other languages as they were', async () => {
  await office('rename', '900101', '--name-bn', 'শাপলা মডেল বিদ্যালয়', '--on', '2026-07-02')
  await office('rename', '900101', '--name-en', 'Shapla Model School', '--on', '2026-07-02')
  expect(elsewhere.get(t.offices.school).names).toEqual({ bn: 'শাপলা মডেল বিদ্যালয়', en: 'Shapla Model School' })
  expect(await history(t.offices.school)).toEqual([
    { change: 'created', en: 'Shapla Government Primary School', from: '1900-01-01', to: '2026-07-01', order: null },
    { change: 'renamed', en: 'Shapla Model School', from: '2026-07-02', to: null, order: 'DPE-17/2026' },
  ])
})

describe('an upazila merged into another', () => {
  test('hands over its clusters; numbers follow and nothing of what was written changes', async () => {
    const head = await t.signIn('head')
    await head.send(head.entry('attendance', 'enter', sheetBody(await admitPupils(head, 4), 1)))
    await t.deps.rollup.drain()
    await office('merge', '9001-1', '--into', '9001-2', '--on', '2026-07-10')
    await t.deps.rollup.drain()
    expect(await storedTally(t.sql)).toEqual(expectedTally(await readWorld(t.sql)))
    expect(elsewhere.children(t.offices.upazila2).map(({ code }) => code)).toEqual(['9001-1-1', '9001-2-1'])
    expect(elsewhere.schools(t.offices.upazila2)).toBe(3)
    expect(await history(t.offices.upazila)).toMatchObject([{ change: 'created' }, { change: 'merged', to: null }])
    expect(await history(t.offices.cluster)).toMatchObject([{ change: 'created' }, { change: 'moved', to: null }])
    await expect.poll(() => t.deps.directory.get(t.offices.upazila).closed, patience).toBe('2026-07-10')
    const ueo2 = await t.signIn('ueo2')
    const { body } = await ueo2.get('/oversight?day=2026-07-14')
    expect(body.figures.find((f: { measure: string }) => f.measure === 'present')).toMatchObject({ value: 3, of: 4 })
  })
})

test('a closed school takes nothing more and is read by its officer as before', async () => {
  const head = await t.signIn('head')
  const [pupil] = await admitPupils(head, 1)
  await office('close', '900101', '--on', '2026-07-14')
  await expect.poll(() => t.deps.directory.get(t.offices.school).isClosed, patience).toBe(true)
  const aueo = await t.signIn('aueo')
  expect((await aueo.get(`/records/${t.offices.school}/admission/${pupil}`)).status).toBe(200)
  expect((await history(t.offices.school)).at(-1)).toMatchObject({ change: 'closed', from: '2026-07-14', to: null })
  await expect(office('close', '900101', '--on', '2026-07-14')).rejects.toThrow('OFFICE_CLOSED')
  await expect(office('move', '900102', '--under', '900101', '--on', '2026-07-14')).rejects.toThrow(
    'OFFICE_LEVEL_WRONG',
  )
})

test('the area an office lies in has days of its own', async () => {
  for (const [code, kind] of [
    ['A1', 'union'],
    ['A2', 'union'],
    ['W1', 'ward'],
  ])
    await t.sql(`insert into area (id, code, kind, names) values (gen_random_uuid(), $1, $2, '{}')`, [code, kind])
  await office('place', '900101', '--area', 'A1', '--on', '2020-01-01')
  await office('place', '900101', '--area', 'W1', '--on', '2020-01-01')
  await office('place', '900101', '--area', 'A2', '--on', '2026-07-01')
  const places = await t.sql(
    `select a.code, x.valid_from::text as from, x.valid_to::text as to from office_area x join area a on a.id = x.area order by a.code`,
  )
  expect(places).toEqual([
    { code: 'A1', from: '2020-01-01', to: '2026-06-30' },
    { code: 'A2', from: '2026-07-01', to: null },
    { code: 'W1', from: '2020-01-01', to: null },
  ])
  await expect(office('place', '900101', '--area', 'A9', '--on', '2026-07-01')).rejects.toThrow('AREA_UNKNOWN')
})

test('a change that cannot be is refused, and nothing has changed', async () => {
  const before = await t.sql('select * from office_place order by office, valid_from')
  const refusals: [string, string[]][] = [
    ['OFFICE_DAY_AHEAD', ['move', '900101', '--under', '9001-2-1', '--on', '2090-01-01']],
    ['CLI_DAY_WRONG', ['move', '900101', '--under', '9001-2-1', '--on', '31.12.2020']],
    ['OFFICE_LEVEL_WRONG', ['move', '900101', '--under', '9001-2', '--on', '2026-07-01']],
    ['OFFICE_LEVEL_WRONG', ['merge', '900101', '--into', '9001-2', '--on', '2026-07-01']],
    ['OFFICE_NOT_EMPTY', ['close', '9001-1-1', '--on', '2026-07-01']],
    ['OFFICE_UNKNOWN', ['close', 'nowhere', '--on', '2026-07-01']],
    ['CLI_FLAG_MISSING', ['rename', '900101', '--on', '2026-07-01']],
    ['CLI_FLAG_MISSING', ['move', '900101', '--on', '2026-07-01']],
  ]
  for (const [code, args] of refusals) await expect(office(...args)).rejects.toThrow(code)
  expect(await t.sql('select * from office_place order by office, valid_from')).toEqual(before)
  await office('rename', '900101', '--name-en', 'A', '--on', '2026-07-10')
  await expect(office('move', '900101', '--under', '9001-2-1', '--on', '2026-07-01')).rejects.toThrow(
    'OFFICE_DAY_BEFORE',
  )
})
