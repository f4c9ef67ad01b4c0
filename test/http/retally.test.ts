import { beforeAll, expect, test } from 'vitest'
import { retally } from '#server/rollup/retally.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, sheetBody } from '#test/support/device-pages.ts'
import { expectedTally, readWorld, storedTally } from '#test/support/oracle.ts'

let t: TestApp
let head: Client
let pupils: string[]

beforeAll(async () => {
  t = await startApp()
  head = await t.signIn('head')
  pupils = await admitPupils(head, 4)
  await head.send(head.entry('attendance', 'enter', sheetBody(pupils, 1)))
  return () => t.stop()
})

const count = (isDry = false) => retally(t.pool, t.deps.directory, { isDry })
const sound = async () => expect(await storedTally(t.sql)).toEqual(expectedTally(await readWorld(t.sql)))

test('numbers that wait for the roll-up are no difference, before it and after', async () => {
  expect(await count()).toEqual([])
  await t.deps.rollup.drain()
  expect(await count()).toEqual([])
  await sound()
})

test('a number that was changed, lost or made up is told with --check and mended without', async () => {
  await t.sql(`update tally set value = value + 3 where system = 'admission' and measure = 'pupils'`)
  await t.sql(`delete from tally where system = 'attendance' and measure = 'reported'`)
  await t.sql(
    `insert into tally (office, path, system, on_day, measure, value) select id, path, 'attendance', '2026-01-01', 'present', 7 from office where id = '${t.offices.school}'`,
  )
  const told = await count(true)
  expect(new Set(told.map(({ measure }) => measure))).toEqual(new Set(['pupils', 'reported', 'present']))
  expect(told).toContainEqual({
    office: t.offices.school,
    system: 'attendance',
    day: '2026-01-01',
    measure: 'present',
    stored: 7,
    counted: 0,
  })
  expect(await count()).toEqual(told)
  expect(await count()).toEqual([])
  await sound()
})

test('what arrives after mending is added once', async () => {
  await head.send(head.entry('attendance', 'enter', sheetBody(pupils, 0, { on: '2026-07-13' })))
  expect(await count()).toEqual([])
  await t.deps.rollup.drain()
  expect(await count()).toEqual([])
  await sound()
})
