import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool, type Pool } from '#server/db/pool.ts'
import { Sequencer, type Step } from '#server/log/sequencer.ts'
import { Publisher } from '#server/log/publisher.ts'
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts'
import { startLog } from '#test/support/log.ts'
import { faultyStorage, type StoragePoint } from '#test/support/log-fault.ts'

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
const sequence = async (step: Step | StoragePoint | 'none', nth = 1): Promise<string | number> => {
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
  ['torn', 300],
  ['publishing', 40],
  ['published-file', 40],
  ['dropping', 300],
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

test('any row of crashes: whatever was under way, at whatever file, the log goes on and is consistent', async () => {
  const steps = [
    'read',
    'written',
    'committed',
    'published',
    'torn',
    'publishing',
    'published-file',
    'dropping',
  ] as const
  const round = fc.record({
    count: fc.integer({ min: 0, max: 600 }),
    step: fc.constantFrom(...steps),
    nth: fc.integer({ min: 1, max: 6 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
      for (const { count, step, nth } of rounds) {
        await leave(count)
        // A step that does not come so often lets the run end.
        expect(['SIGKILL', 0]).toContain(await sequence(step, nth))
      }
      expect(await sequence('none')).toBe(0)
      const { size, faults, indexes } = await sound()
      expect([size, faults, indexes.every((difference) => difference === -1)]).toEqual([left, [], true])
    }),
    { numRuns: 5 },
  )
})

test('a sequencer that loses its connection in the middle of writing is overtaken, and harms nothing when it goes on', async () => {
  const [lost, other] = [openPool(database.url, 4), await startLog(pool, Date.now, { data })]
  let goOn = (): void => undefined
  const gate = new Promise<void>((done) => (goOn = done))
  let begun = (): void => undefined
  const isWriting = new Promise<void>((done) => (begun = done))
  const storage = {
    ...other.storage,
    write: async (files: ReadonlyMap<string, Uint8Array>) => {
      begun()
      await gate
      await other.storage.write(files)
    },
  }
  const slow = new Sequencer({ pool: lost, storage, signer: other.signer, publisher: other.publisher })
  await leave(700)
  const ended = slow.drain().then(
    () => 'went through',
    () => 'lost',
  )
  await isWriting
  await sql.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = 7203 and database = (select oid from pg_database where datname = current_database())`,
  )
  await leave(50)
  await other.sequencer.drain()
  expect(await sound()).toMatchObject({ size: left, faults: [] })
  goOn()
  expect(await ended).toBe('lost')
  expect(await sound()).toMatchObject({ size: left, faults: [] })
  await leave(5)
  await slow.drain()
  expect(await sound()).toMatchObject({ size: left, faults: [] })
  await lost.end()
})

test('a disk that is full stops the log and nothing else; with room again it goes on', async () => {
  const log = await startLog(pool, Date.now, { data })
  const full = () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  }
  const before = (await sound()).size
  for (const [point, nth] of [
    ['torn', 1],
    ['torn', 3],
    ['publishing', 1],
  ] as const) {
    await leave(300)
    const storage = faultyStorage(log.storage, log.files, point, nth, full)
    const publisher = new Publisher(storage, log.signer, log.policy, log.witnesses)
    const sequencer = new Sequencer({ pool, storage, signer: log.signer, publisher })
    await expect(sequencer.drain()).rejects.toThrow('ENOSPC')
    expect(await sound()).toMatchObject({ size: before, faults: [] })
  }
  await log.sequencer.drain()
  expect(await sound()).toMatchObject({ size: left, faults: [] })
})

test('leaves that a dump brought from another cluster are not overtaken by what their office writes now', async () => {
  await sql.query(
    `insert into log_pending (xid, office, seq, leaf) values ('999999999999', $1, $2, 'brought'), ('999999999998', $1, $3, 'too')`,
    [OFFICE, left + 2, left + 1],
  )
  left += 2
  await leave(3)
  expect(await sequence('none')).toBe(0)
  const { size, faults, indexes } = await sound()
  expect([size, faults, new Set(indexes)]).toEqual([left, [], new Set([-1])])
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
