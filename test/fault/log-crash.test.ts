import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool, type Pool } from '#server/db/pool.ts'
import type { Step } from '#server/log/sequencer.ts'
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts'
import { startLog } from '#test/support/log.ts'

let database: FreshDatabase
let pool: Pool
let sql: pg.Client
const data = mkdtempSync(join(tmpdir(), 'khata-crash-'))

beforeAll(async () => {
  database = await freshDatabase()
  pool = openPool(database.url, 4)
  sql = new pg.Client({ connectionString: database.url })
  await sql.connect()
})
afterAll(async () => {
  await pool.end()
  await sql.end()
  await database.drop()
  rmSync(data, { recursive: true })
})

const OFFICE = '0192f000-0000-7000-8000-0000000000aa'
let left = 0

const leave = async (count: number) => {
  await sql.query(
    `insert into log_pending (office, seq, leaf) select $1, n, convert_to('leaf ' || n, 'UTF8') from generate_series($2::int, $3::int) n`,
    [OFFICE, left + 1, left + count],
  )
  left += count
}

/** A sequencer in its own process that kills itself the n-th time it comes to a step. */
const sequence = async (step: Step | 'none', nth = 1): Promise<string | number> => {
  const child = fork(new URL('./log-child.ts', import.meta.url), [database.url, data, step, String(nth)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal ?? code!
}

const sound = async () => {
  const log = await startLog(pool, Date.now, { data })
  const { checkpoint, faults } = await log.verify(join(data, 'kept'))
  const indexes = await sql.query('select idx, seq from log_index order by idx')
  return { size: checkpoint?.size, faults, indexes: indexes.rows.map(({ idx, seq }) => Number(idx) - Number(seq)) }
}

test.each([
  ['read', 300],
  ['written', 300],
  ['committed', 1],
  ['published', 255],
  ['written', 700],
  ['committed', 256],
] as const)('killed at "%s" with %i leaves under way, the log goes on and is consistent', async (step, count) => {
  await leave(count)
  expect(await sequence(step)).toBe('SIGKILL')
  // More comes in before the next start, so that the batch that was cut off is longer when it is done again.
  await leave(77)
  expect(await sequence('none')).toBe(0)
  const { size, faults, indexes } = await sound()
  expect([size, faults]).toEqual([left, []])
  expect(new Set(indexes)).toEqual(new Set([-1]))
})

test('killed between the batches of one run', async () => {
  await leave(1_000)
  expect(await sequence('written', 3)).toBe('SIGKILL')
  expect(await sequence('none')).toBe(0)
  expect(await sound()).toMatchObject({ size: left, faults: [] })
})

test('two sequencers at once are one', async () => {
  await leave(2_000)
  const codes = await Promise.all([sequence('none'), sequence('none')])
  expect(codes).toEqual([0, 0])
  expect(await sequence('none')).toBe(0)
  expect(await sound()).toMatchObject({ size: left, faults: [] })
})

test('an entry whose transaction is still open keeps its place free: nothing that is older is skipped', async () => {
  const slow = new pg.Client({ connectionString: database.url })
  await slow.connect()
  await slow.query('begin')
  await slow.query(`insert into log_pending (office, seq, leaf) values ($1, $2, 'slow')`, [OFFICE, left + 1])
  left += 1
  const before = left
  await leave(5)
  expect(await sequence('none')).toBe(0)
  expect((await sound()).size).toBe(before - 1)
  await slow.query('commit')
  await slow.end()
  expect(await sequence('none')).toBe(0)
  const { size, faults, indexes } = await sound()
  expect([size, faults, new Set(indexes)]).toEqual([left, [], new Set([-1])])
})
