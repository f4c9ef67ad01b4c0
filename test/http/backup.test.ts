import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run as backupRun } from '#cli/backup.ts'
import { run as restoreRun } from '#cli/restore.ts'
import { rebuild } from '#server/append/rebuild.ts'
import type { Config } from '#server/config.ts'
import { openPool } from '#server/db/pool.ts'
import { dumpSchema } from '#server/db/dump.ts'
import { startApp, type TestApp } from '#test/support/app.ts'
import { emptyDatabase, type FreshDatabase } from '#test/support/database.ts'
import { admitPupils, sheetBody } from '#test/support/device-pages.ts'
import { startLog, type TestLog } from '#test/support/log.ts'
import { said } from '#test/support/said.ts'
import pg from 'pg'

const folder = mkdtempSync(join(tmpdir(), 'khata-backup-'))
const at = (name: string) => join(folder, name)
const databases: FreshDatabase[] = []
let t: TestApp
let log: TestLog
let config: Config

beforeAll(async () => {
  t = await startApp()
  log = await startLog(t.pool, () => t.clock.now, { data: at('first') })
  config = { ...t.deps.config, data: at('first'), databaseUrl: t.url }
  await write(3)
  // Some wait for their place in the log while the backup is made.
  const head = await t.signIn('head')
  await admitPupils(head, 2)
  await said(() => backupRun([at('backup'), '--keys', at('keys')], config))
})
afterAll(async () => {
  await t.stop()
  for (const database of databases) await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function write(count: number): Promise<void> {
  const head = await t.signIn('head')
  const pupils = await admitPupils(head, count)
  await head.send(head.entry('attendance', 'enter', sheetBody(pupils, 1, { on: `2026-07-0${count}` })))
  await t.deps.rollup.drain()
  await log.sequencer.drain()
}

async function empty(): Promise<string> {
  const database = await emptyDatabase()
  databases.push(database)
  return database.url
}

/** Every row of every table as text. */
async function rowsOf(url: string): Promise<{ [table: string]: string[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
  )
  const all: { [table: string]: string[] } = {}
  for (const { name } of rows as { name: string }[]) {
    const what =
      name === 'log_pending' ? `(office, seq, leaf)::text` : name === 'migration' ? `(name, hash)::text` : 'x::text'
    all[name] = (await client.query(`select ${what} as row from ${name} x order by 1`)).rows.map(
      ({ row }) => row as string,
    )
  }
  await client.end()
  return all
}

test('every row of every table comes back, the log goes on from where it stood, and records fold to what they were', async () => {
  const made = readFileSync(at('backup/manifest.json'), 'utf8')
  expect(JSON.parse(made).log).toMatchObject({ origin: 'log.test.example/registers', isIncluded: true })
  const url = await empty()
  const second = { ...config, data: at('second'), databaseUrl: url }
  const text = await said(() => restoreRun([at('backup'), '--keys', at('keys')], second))
  expect(text).toContain('its files were put back')
  expect(await rowsOf(url)).toEqual(await rowsOf(t.url))
  expect(await dumpSchema(url)).toBe(await dumpSchema(t.url))
  expect(statSync(at('second/keys/log.pem')).mode & 0o777).toBe(0o600)

  const pool = openPool(url, 4)
  expect(await rebuild(pool, { isDry: true })).toMatchObject({ differing: 0 })
  const copy = await startLog(pool, () => t.clock.now, { data: at('second') })
  expect(copy.vkey).toBe(log.vkey)
  await copy.sequencer.drain()
  const { checkpoint, faults } = await copy.verify(at('kept-second'))
  expect([checkpoint?.size, faults]).toEqual([6, []])
  await pool.end()
})

test('keys are in no file of the backup, and nobody else reads it', () => {
  const names = readdirSync(at('backup'), { recursive: true }).map((name) => at(`backup/${String(name)}`))
  const read = (path: string) => (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path))
  const files = names.filter((path) => statSync(path).isFile())
  const keys = ['first/keys/log.pem', 'keys/log.pem'].map((path) => readFileSync(at(path), 'latin1').split('\n')[1]!)
  expect(files.filter((path) => keys.some((key) => read(path).includes(key)))).toEqual([])
  expect(statSync(at('backup')).mode & 0o077).toBe(0)
})

test('an older backup beside newer files of the log is found out before anything is signed on top', async () => {
  const older = at('older')
  cpSync(at('backup'), older, { recursive: true })
  await write(4)
  const url = await empty()
  // The folder of the log survived; only the database was lost.
  cpSync(at('first'), at('third'), { recursive: true })
  const text = await said(() => restoreRun([older], { ...config, data: at('third'), databaseUrl: url }))
  expect(text).toContain('were left')
  const pool = openPool(url, 4)
  const copy = await startLog(pool, () => t.clock.now, { data: at('third') })
  await expect(copy.sequencer.drain()).rejects.toThrow('LOG_DATABASE_OLDER')
  await pool.end()
})

test('an older backup put back whole, and gone on with, is a second history: whoever kept a later checkpoint sees it', async () => {
  await log.sequencer.drain()
  expect(await log.faults(at('kept'))).toEqual([])
  const url = await empty()
  await said(() =>
    restoreRun([at('backup'), '--keys', at('keys')], { ...config, data: at('fourth'), databaseUrl: url }),
  )
  const pool = openPool(url, 4)
  const copy = await startLog(pool, () => t.clock.now, { data: at('fourth') })
  await copy.sequencer.drain()
  expect(await copy.faults(at('kept'))).toContain('LOG_SHRUNK')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    `insert into log_pending (office, seq, leaf) select gen_random_uuid(), n, convert_to('other ' || n, 'UTF8') from generate_series(1, 40) n`,
  )
  await client.end()
  await copy.sequencer.drain()
  expect(await copy.faults(at('kept'))).toContain('LOG_REWRITTEN')
  await pool.end()
})

test('a backup goes into an empty database only, and only whole', async () => {
  await expect(restoreRun([at('backup')], config)).rejects.toThrow('RESTORE_NOT_EMPTY')
  await expect(backupRun([at('backup')], config)).rejects.toThrow('BACKUP_EXISTS')
  const damaged = at('damaged')
  cpSync(at('backup'), damaged, { recursive: true })
  const file = join(damaged, 'tables/entry.copy.gz')
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(file, bytes)
  const target = { ...config, data: at('fifth'), databaseUrl: await empty() }
  await expect(restoreRun([damaged], target)).rejects.toThrow('BACKUP_DAMAGED: entry')
  rmSync(join(damaged, 'manifest.json'))
  await expect(restoreRun([damaged], target)).rejects.toThrow('BACKUP_UNREADABLE')
  const newer = at('newer')
  cpSync(at('backup'), newer, { recursive: true })
  const manifest = JSON.parse(readFileSync(join(newer, 'manifest.json'), 'utf8'))
  manifest.migrations.push({ name: '9999_later.sql', hash: '0' })
  writeFileSync(join(newer, 'manifest.json'), JSON.stringify(manifest))
  await expect(restoreRun([newer], target)).rejects.toThrow('MIGRATION_UNKNOWN: 9999_later.sql')
  expect(existsSync(at('fifth'))).toBe(false)
  // What was refused has left the database as it was: the whole one still goes in.
  expect(await said(() => restoreRun([at('backup')], target))).toContain('rows of')
})
