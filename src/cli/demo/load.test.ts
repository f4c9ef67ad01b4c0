import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Day } from '#kernel/rule/day.ts'
import { everywhere, within } from '#server/db/pool.ts'
import { openHouse, type House } from '#server/house.ts'
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts'
import { demoWorld } from './demo-world.ts'
import { loadWorld } from './load.ts'
import type { DemoWorld } from './world.ts'

const data = mkdtempSync(join(tmpdir(), 'khata-demo-'))
let database: FreshDatabase
let house: House

beforeAll(async () => {
  database = await freshDatabase()
  house = await openHouse({ port: 0, host: '', data, databaseUrl: database.url, demo: true, logLevel: 'silent' })
})
afterAll(async () => {
  await house.close()
  await database.drop()
  rmSync(data, { recursive: true })
})

/** A few schools of one land: one like most, the one that reports late, those that were closed for a day. */
function small(today: Day): DemoWorld {
  const world = demoWorld('khata', today)
  const lands = world.lands.slice(0, 1).map((land) => {
    const declared = land.declared.map(({ office }) => office)
    const schools = land.schools.filter((s, i) => i === 1 || s.habit === 'late' || declared.includes(s.office.code))
    const gone = new Set(land.schools.filter((school) => !schools.includes(school)).map(({ office }) => office.code))
    const posts = land.posts.filter(({ office }) => !gone.has(office))
    const postings = land.postings.filter(({ post }) => posts.some(({ id }) => id === post))
    return { ...land, schools, posts, postings, leaves: land.leaves.filter(({ office }) => !gone.has(office)) }
  })
  return { ...world, lands }
}

const read = (text: string): Promise<Record<string, unknown>[]> =>
  within(house.pool, everywhere, async (client) => (await client.query(text)).rows as Record<string, unknown>[])

const FIRST = '2026-11-20'
const LATER = '2026-11-26'

test('a start on a later day goes on to that day, and nothing is there twice', async () => {
  await loadWorld(house, small(FIRST), () => undefined)
  const before = await read('select office, id, system, stream, step from entry order by id')
  await loadWorld(house, small(LATER), () => undefined, FIRST)

  const after = await read('select office, id, system, stream, step from entry order by id')
  const added = after.filter(({ id }) => !before.some((row) => row['id'] === id))
  expect(after.length - added.length).toBe(before.length)
  const was = new Set(before.map(({ office, system, stream }) => `${office} ${system} ${stream}`))
  expect(added.filter(({ office, system, stream }) => was.has(`${office} ${system} ${stream}`))).toEqual([])
  expect(added.filter(({ system }) => system === 'admission' || system === 'casual-leave')).toEqual([])

  // Numbers without gaps, each once, and no page with two entries of one first step.
  const numbers = await read(
    `select office, count(*)::int as n, count(distinct body->>'no')::int as numbers, max((body->>'no')::int) as last
     from entry where system = 'admission' and step = 'enter' group by office`,
  )
  for (const { n, numbers: different, last } of numbers) expect([different, last]).toEqual([n, n])
  const [twice] = await read(
    `select count(*)::int as n from (select from entry where step = 'enter' group by office, system, stream having count(*) > 1) x`,
  )
  expect(twice).toEqual({ n: 0 })

  const last = await read(
    `select office, max(on_day)::text as day from record where system = 'attendance' group by office order by 2`,
  )
  expect(last.every(({ day }) => String(day) > FIRST)).toBe(true)
  expect(last.at(-1)).toMatchObject({ day: LATER })
})
