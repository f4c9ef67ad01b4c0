/** The attacks of the log's plan, each by a superuser or the operator, each found by the command that should find it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TileBuilder } from '#kernel/log/tile-builder.ts'
import { toCheckpoint } from '#kernel/log/checkpoint.ts'
import { toNote } from '#kernel/log/note.ts'
import { directoryStorage } from '#server/log/directory-storage.ts'
import { LogIncident } from '#server/log/incident.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { openSource } from '#server/log/verify/source.ts'
import { verifyLog } from '#server/log/verify/verify-log.ts'
import { verifyRows } from '#server/log/verify/verify-rows.ts'
import { startApp, type TestApp } from '#test/support/app.ts'
import { startLog, type TestLog } from '#test/support/log.ts'

let world: TestApp
let log: TestLog
const kept = mkdtempSync(join(tmpdir(), 'khata-kept-'))

beforeAll(async () => {
  world = await startApp()
  log = await startLog(world.pool, () => world.clock.now)
  const head = await world.signIn('head')
  for (let i = 0; i < 12; i += 1) {
    const body = { on: `2026-08-${String(10 + i)}`, kind: 'closed', cause: 'flood', note: `জল ${i}` }
    await head.send(head.entry('holiday', 'enter', body))
  }
  await log.sequencer.drain()
})
afterAll(async () => {
  rmSync(kept, { recursive: true })
  log.remove()
  await world.stop()
})

const rows = async () => {
  const { checkpoint } = await log.verify()
  return (await verifyRows(world.pool, openSource(log.files), checkpoint!.size)).faults
}

/** Does something as superuser, looks, and undoes it. */
const meddle = async (statement: string, look: () => Promise<void>) => {
  await world.sql('create table if not exists saved as select * from entry')
  await world.sql(statement)
  await look()
  await world.sql('delete from entry')
  await world.sql('insert into entry select * from saved')
}

const OF = (seq: number) => `where office = '${world.offices.school}' and seq = ${seq}`

test('an untouched database agrees with its log', async () => {
  const { checkpoint, faults } = await log.verify(kept)
  expect([checkpoint!.size, faults]).toEqual([12, []])
  expect(await rows()).toEqual([])
})

test('a superuser alters a row: verify names the row and the value', () =>
  meddle(`update entry set body = body || '{"note":"কিছু না"}' ${OF(5)}`, async () =>
    expect(await rows()).toMatchObject([{ code: 'ROW_CHANGED', seq: 5, fields: ['body/note'] }]),
  ))

test('a superuser makes a value up, takes one away, or gives the page to somebody else', async () => {
  await meddle(`update entry set body = body || '{"only":"all"}' ${OF(5)}`, async () =>
    expect(await rows()).toMatchObject([{ code: 'ROW_CHANGED', seq: 5 }]),
  )
  await meddle(`update entry set body = body - 'note' ${OF(6)}`, async () =>
    expect(await rows()).toMatchObject([{ code: 'ROW_CHANGED', seq: 6 }]),
  )
  await meddle(`update entry set by_person = gen_random_uuid() ${OF(7)}`, async () =>
    expect(await rows()).toMatchObject([{ code: 'ROW_CHANGED', seq: 7, fields: ['entry'] }]),
  )
  await meddle(`update entry set received = received - interval '1 day' ${OF(7)}`, async () =>
    expect(await rows()).toMatchObject([{ code: 'ROW_CHANGED', seq: 7, fields: ['received'] }]),
  )
})

test('a superuser deletes a row', () =>
  meddle(`delete from entry ${OF(3)}`, async () =>
    expect(await rows()).toMatchObject([{ code: 'ROW_MISSING', seq: 3 }]),
  ))

test('a superuser reorders', () =>
  meddle(`update entry set seq = 13 - seq where seq in (4, 9)`, async () =>
    expect(await rows()).toMatchObject([
      { code: 'ROW_CHANGED', seq: 4 },
      { code: 'ROW_CHANGED', seq: 9 },
    ]),
  ))

test('a superuser drops the newest', () =>
  meddle(`delete from entry ${OF(12)}`, async () =>
    expect(await rows()).toMatchObject([{ code: 'ROW_MISSING', seq: 12 }]),
  ))

test('a superuser adds a row that was never logged, and says that it was', async () => {
  const made = `insert into entry select (jsonb_populate_record(e, '{"seq":13,"id":"019f5ec8-4110-70fe-8e3d-51aa2cb55a6f"}')).* from entry e ${OF(12)}`
  await meddle(made, async () => {
    expect(await rows()).toMatchObject([{ code: 'ROW_UNLOGGED', seq: 13 }])
    await world.sql('insert into log_index (office, seq, idx) values ($1, 13, 99)', [world.offices.school])
    expect(await rows()).toMatchObject([{ code: 'ROW_UNLOGGED', seq: 13 }])
    await world.sql('delete from log_index where idx = 99')
  })
})

/** The operator's own log of other entries, validly signed. */
const forge = async (folder: string, size: number, change: (bytes: Uint8Array, i: number) => Uint8Array) => {
  const builder = new TileBuilder(nodeCrypto.sha256)
  const bundle = await log.storage.read('tile/entries/000.p/12')
  const { fromBundle } = await import('#kernel/log/bundle.ts')
  const storage = directoryStorage(folder)
  await storage.write(builder.add(fromBundle(bundle!)!.slice(0, size).map(change)))
  const text = toCheckpoint({ origin: log.signer.key.name, size, root: builder.root() })
  await storage.publish('checkpoint', Buffer.from(toNote(text, [log.signer.line(text)])))
}

const faultsOf = async (source: string) =>
  (await verifyLog({ source, policy: log.policy, keep: kept })).faults.map(({ code }) => code)

test('the operator rewrites history, or serves a split view: a checkpoint kept from before tells', async () => {
  const other = mkdtempSync(join(tmpdir(), 'khata-split-'))
  await forge(other, 12, (bytes, i) => (i === 4 ? bytes.with(9, bytes[9]! ^ 1) : bytes))
  expect((await verifyLog({ source: other, policy: log.policy })).faults).toEqual([])
  expect(await faultsOf(other)).toEqual(['LOG_REWRITTEN'])
  rmSync(other, { recursive: true })
})

test('the operator drops the newest leaves', async () => {
  const other = mkdtempSync(join(tmpdir(), 'khata-short-'))
  await forge(other, 9, (bytes) => bytes)
  expect(await faultsOf(other)).toEqual(['LOG_SHRUNK'])
  rmSync(other, { recursive: true })
})

test('an old backup of the database is put back: the sequencer stops and says so', async () => {
  const [old] = await world.sql('select * from log_state')
  const head = await world.signIn('head')
  await head.send(head.entry('holiday', 'enter', { on: '2026-08-25', kind: 'closed', cause: 'heat' }))
  await log.sequencer.drain()
  const [now] = await world.sql('select * from log_state')
  await world.sql('update log_state set size = $1, root = $2, note = $3', [old!['size'], old!['root'], old!['note']])
  const restarted = await startLog(world.pool, () => world.clock.now, { data: log.data })
  await expect(restarted.sequencer.drain()).rejects.toMatchObject({
    code: 'LOG_DATABASE_OLDER',
    facts: { database: 12, files: 13 },
  })
  await world.sql('update log_state set size = $1, root = $2, note = $3', [now!['size'], now!['root'], now!['note']])
  await restarted.sequencer.drain()
})

test('an old backup of the files is put back', async () => {
  const old = mkdtempSync(join(tmpdir(), 'khata-old-'))
  cpSync(log.data, old, { recursive: true })
  const head = await world.signIn('head')
  await head.send(head.entry('holiday', 'enter', { on: '2026-08-26', kind: 'closed', cause: 'heat' }))
  await log.sequencer.drain()
  const restored = await startLog(world.pool, () => world.clock.now, { data: old })
  await expect(restored.sequencer.drain()).rejects.toBeInstanceOf(LogIncident)
  await expect(restored.sequencer.drain()).rejects.toMatchObject({ code: 'LOG_FILES_OLDER' })
  rmSync(old, { recursive: true })
})

test('another key or another origin is an incident, not a new log', async () => {
  const data = mkdtempSync(join(tmpdir(), 'khata-key-'))
  cpSync(join(log.data, 'log'), join(data, 'log'), { recursive: true })
  const other = await startLog(world.pool, () => world.clock.now, { data })
  await expect(other.sequencer.drain()).rejects.toMatchObject({ code: 'LOG_KEY_CHANGED' })
  rmSync(data, { recursive: true })
})
