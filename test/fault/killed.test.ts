import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rebuild } from '#server/append/rebuild.ts'
import { startEmbedded, type Embedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrate.ts'
import { openPool } from '#server/db/pool.ts'
import { isAlive } from '#server/db/postmaster.ts'
import { plantPacks } from '#server/tree/plant.ts'
import { kill, makeCrowd, push, pushAll, startServer, type School, type Server } from '#test/support/device-crowd.ts'
import { expectedTally, readWorld, storedTally } from '#test/support/oracle.ts'

const SCHOOLS = 4
const PUPILS = 1_150
const HOLIDAYS = 100
const ALL = SCHOOLS * (PUPILS + HOLIDAYS)

let home: string
let port: string
let database: Embedded
let url: string
let schools: School[]
let server: Server

/** A database of its own that waits for the disk, on a port that stays the same when it is started again. */
async function startDatabase(): Promise<void> {
  database = await startEmbedded(home, { settings: { port } })
  url = Object.assign(new URL(database.url), { port }).href
}

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port: free } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return String(free)
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'khata-fault-'))
  port = await freePort()
  await startDatabase()
  await migrate(url)
  const pool = openPool(url)
  await plantPacks(pool)
  await pool.end()
  schools = await makeCrowd(url, SCHOOLS, PUPILS, HOLIDAYS)
  server = await startServer(url)
})

afterEach(async () => {
  if (server?.child.exitCode === null && server.child.signalCode === null) await kill(server.child)
  await database?.stop()
  rmSync(home, { recursive: true, force: true })
})

/**
 * Every entry stands exactly once with the number it was acknowledged under, the log's counting leaves have theirs, and
 * all that follows from them is right.
 */
async function expectNothingLost(acknowledged: ReadonlyMap<string, number>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const sql = async (text: string, values: unknown[] = []) =>
    (await client.query(text, values)).rows as Record<string, unknown>[]
  try {
    const made = schools.flatMap((school) => school.entries.map((entry) => entry.id))
    const stood = await sql('select id, office, seq::int from entry order by office, seq')
    expect(stood.map((row) => row['id']).sort()).toEqual([...made].sort())
    const seqs = new Map(stood.map((row) => [row['id'], row['seq']]))
    expect([...acknowledged].filter(([id, seq]) => seqs.get(id) !== seq)).toEqual([])
    for (const { office } of schools) {
      const counts = await sql('select seq::int from log_count where office = $1', [office])
      const own = [...stood.filter((row) => row['office'] === office), ...counts].map((row) => row['seq'] as number)
      expect(own.sort((a, b) => a - b)).toEqual(own.map((_, i) => i + 1))
      const numbers = await sql(
        `select (assigned->>'no')::int as no from entry where office = $1 and system = 'admission' order by 1`,
        [office],
      )
      expect(numbers.map((row) => row['no'])).toEqual(Array.from({ length: PUPILS }, (_, i) => i + 1))
    }
    expect(await sql('select id from tray')).toEqual([])
    await expect
      .poll(
        async () =>
          (await sql('select (select count(*) from tally_delta)::int + (select count(*) from recount)::int as n'))[0],
        { timeout: 60_000, interval: 300 },
      )
      .toMatchObject({ n: 0 })
    expect(await storedTally(sql)).toEqual(expectedTally(await readWorld(sql)))
    const pool = openPool(url)
    expect(await rebuild(pool, { isDry: true }).finally(() => pool.end())).toEqual({ streams: ALL, differing: 0 })
  } finally {
    await client.end()
  }
}

test('a server killed in the middle of pushes: started again and sent everything again, nothing is lost or doubled', async () => {
  let answered = 0
  let isKilled: Promise<void> | undefined
  const first = await pushAll(
    schools,
    () => server.address,
    () => {
      answered += 1
      if (answered !== 18) return
      isKilled = kill(server.child).then(async () => void (server = await startServer(url)))
    },
  )
  await isKilled
  expect(first.size).toBe(ALL)
  const again = await pushAll(schools, () => server.address)
  expect(again).toEqual(first)
  await expectNothingLost(again)
})

test('a database killed in the middle of pushes: the server says so, goes on by itself when it is back, nothing is lost or doubled', async () => {
  const codes = new Set<string>()
  const unheard: string[] = []
  let answered = 0
  let back: Promise<void> | undefined
  const first = await pushAll(
    schools,
    () => server.address,
    (given) => {
      if (given === 'nothing') return void unheard.push('nothing')
      if (given.code) codes.add(`${given.status} ${given.code}`)
      answered += 1
      if (answered !== 18) return
      process.kill(database.pid, 'SIGKILL')
      back = (async () => {
        while (isAlive(database.pid)) await sleep(5)
        expect(await (await fetch(`${server.address}/api/v1/health`)).json()).toMatchObject({
          status: 503,
          code: 'DATABASE_AWAY',
        })
        await sleep(300)
        await startDatabase()
      })()
    },
  )
  await back
  expect([...codes]).toEqual(['503 DATABASE_AWAY'])
  expect(unheard).toEqual([])
  expect(server.child.exitCode).toBeNull()
  expect((await fetch(`${server.address}/api/v1/health`)).status).toBe(200)
  expect(first.size).toBe(ALL)
  const again = await pushAll(schools, () => server.address)
  expect(again).toEqual(first)
  await expectNothingLost(again)
})

test('a server told to stop answers what is under way, takes nothing more, and ends well', async () => {
  const [client, watch] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })]
  await Promise.all([client.connect(), watch.connect()])
  // The schools are locked, so that every request is in the middle of its work when the signal comes.
  for (const { office } of schools) await client.query('insert into office_head (office) values ($1)', [office])
  await client.query('begin')
  await client.query('select from office_head for update')
  const under = schools.map((school) => push(server.address, school, school.entries.slice(0, 200)))
  const waiting = `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'`
  await expect.poll(async () => (await watch.query(waiting)).rows[0], { timeout: 20_000 }).toEqual({ n: SCHOOLS })
  const ended = once(server.child, 'exit')
  server.child.kill('SIGTERM')
  await expect
    .poll(
      () =>
        push(server.address, schools[0]!, []).then(
          () => 'heard',
          () => 'nobody',
        ),
      { timeout: 20_000 },
    )
    .toBe('nobody')
  const began = Date.now()
  await client.query('commit')
  for (const given of await Promise.all(under)) expect(given).toMatchObject({ status: 200 })
  expect((await ended)[0]).toBe(0)
  expect(Date.now() - began).toBeLessThan(20_000)
  expect((await client.query('select count(*)::int as n from entry')).rows).toEqual([{ n: SCHOOLS * 200 }])
  await Promise.all([client.end(), watch.end()])
})
