import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { type Embedded, startEmbedded } from './embedded.ts'
import { isAlive } from './postmaster.ts'

const home = mkdtempSync(join(tmpdir(), 'khata-embedded-'))
const started: Embedded[] = []

async function start(): Promise<Embedded> {
  const server = await startEmbedded(home)
  started.push(server)
  return server
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

afterAll(async () => {
  await started.at(-1)?.stop()
  rmSync(home, { recursive: true, force: true })
})

test('acknowledged rows survive a killed server, and a second start joins the first', async () => {
  const first = await start()
  expect(first.attached).toBe(false)
  await query(first.url, 'create table kept (n int)')
  await query(first.url, 'insert into kept select generate_series(1, 1000)')

  process.kill(first.pid, 'SIGKILL')
  while (isAlive(first.pid)) await sleep(5)
  const second = await start()
  expect(second.attached).toBe(false)
  expect(second.pid).not.toBe(first.pid)
  expect(await query(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])

  const third = await start()
  expect(third).toMatchObject({ attached: true, pid: second.pid, url: second.url })
  const [durable] = await query(third.url, `select current_setting('fsync') f, current_setting('synchronous_commit') c`)
  expect(durable).toEqual({ f: 'on', c: 'on' })
}, 60_000)

test('two starts of one new home at the same moment end with one server', async () => {
  const fresh = mkdtempSync(join(tmpdir(), 'khata-embedded-race-'))
  const url = new URL('./embedded.ts', import.meta.url).href
  const script = `const s = await (await import('${url}')).startEmbedded(process.argv[1], { detached: true }); console.log(s.url)`
  const run = promisify(execFile)
  const args = ['--input-type=module', '-e', script, fresh]
  const both = await Promise.all([run(process.execPath, args), run(process.execPath, args)])
  try {
    expect(both[0].stdout).toBe(both[1].stdout)
    expect(await query(both[0].stdout.trim(), 'select 1 as one')).toEqual([{ one: 1 }])
  } finally {
    await (await startEmbedded(fresh)).stop()
    rmSync(fresh, { recursive: true, force: true })
  }
}, 60_000)

test('the collation is by code point and text is UTF-8', async () => {
  const server = await start()
  const [row] = await query(
    server.url,
    `select datlocale l, pg_encoding_to_char(encoding) e from pg_database where datname = 'postgres'`,
  )
  expect(row).toEqual({ l: 'C.UTF-8', e: 'UTF8' })
}, 60_000)
