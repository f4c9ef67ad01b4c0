import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { countDay } from '#server/log/count-leaves.ts'
import { eraseFields, type Erasure } from '#server/log/erase.ts'
import { readKeptRows } from '#server/log/verify/kept.ts'
import { openSource } from '#server/log/verify/source.ts'
import { verifyRows } from '#server/log/verify/verify-rows.ts'
import { watchLog, type Watched } from '#server/log/watch-log.ts'
import { rebuild } from '#server/append/rebuild.ts'
import { startApp, type TestApp } from '#test/support/app.ts'
import { startLog, type TestLog } from '#test/support/log.ts'

let world: TestApp
let log: TestLog
let head: Awaited<ReturnType<TestApp['signIn']>>

beforeAll(async () => {
  world = await startApp()
  log = await startLog(world.pool, () => world.clock.now)
  head = await world.signIn('head')
})
afterAll(async () => {
  log.remove()
  await world.stop()
})

const declare = (on: string, note: string) =>
  head.send(head.entry('holiday', 'enter', { on, kind: 'closed', cause: 'flood', note }))

const faults = async () => {
  await log.sequencer.drain()
  const { checkpoint, faults: files } = await log.verify()
  const { faults: rows } = await verifyRows(world.pool, openSource(log.files), checkpoint!.size)
  return [...files, ...rows]
}

const erasure = (more: Partial<Erasure> = {}): Erasure => ({
  office: world.offices.school,
  system: 'holiday',
  stream: '2026-08-10',
  fields: ['note'],
  by: world.people.head.person,
  reason: 'order 7',
  now: world.clock.now,
  ...more,
})

let watched: Watched | undefined
const watch = async () => {
  const look = await watchLog(log.files, log.policy, watched, world.clock.now)
  watched = look.watched
  return look.alarms.map(({ code }) => code)
}

test('a value is erased with its salt; what is left, its leaf and every proof verify as before', async () => {
  await declare('2026-08-10', 'রহিমার জ্বর')
  await declare('2026-08-11', 'অন্য')
  expect(await faults()).toEqual([])
  expect(await watch()).toEqual([])
  expect(await eraseFields(world.url, erasure())).toEqual({ entries: 1, fields: 1 })
  expect(await faults()).toEqual([])
  expect(await watch()).toEqual([])
  const everything = await world.sql(
    `select e::text as text from entry e union all select r::text from record r union all select x::text from erasure x`,
  )
  expect(everything.map(({ text }) => text).join()).not.toContain('রহিমার')
  const [{ salt }] = (await world.sql(`select encode(salt, 'hex') as salt from entry where stream = '2026-08-10'`)) as [
    { salt: string },
  ]
  expect(salt.match(/(?:00){16}/g)).toHaveLength(1)
  expect(await rebuild(world.pool, { isDry: true })).toEqual({ streams: 2, differing: 0 })
})

test('devices are given the page as it is now', async () => {
  const { body } = await head.get('/sync')
  const page = body.records.find((r: { stream: string }) => r.stream === '2026-08-10')
  expect(page.body).toEqual({ on: '2026-08-10', kind: 'closed', cause: 'flood' })
})

test('a second erasure finds the salts where they were', async () => {
  expect(await eraseFields(world.url, erasure({ fields: 'all' }))).toEqual({ entries: 1, fields: 2 })
  expect(await faults()).toEqual([])
  expect(await eraseFields(world.url, erasure({ fields: 'all' }))).toEqual({ entries: 0, fields: 0 })
  await expect(eraseFields(world.url, erasure({ fields: ['on'] }))).rejects.toThrow('ERASE_KEY')
})

test('a value that goes without an erase leaf is found, also where somebody writes an erasure beside it', async () => {
  await world.sql(
    `insert into erasure select office, 99, id, seq, '{body/note}', by_person, 'x', now() from entry where stream = '2026-08-11'`,
  )
  await world.sql(`update entry set body = body - 'note' where stream = '2026-08-11'`)
  expect(await faults()).toMatchObject([{ code: 'ROW_CHANGED', fields: ['a value that is gone'] }])
  await world.sql(`update entry set body = body || '{"note":"অন্য"}' where stream = '2026-08-11'`)
  await world.sql('delete from erasure where seq = 99')
  expect(await faults()).toEqual([])
})

test('the application itself cannot erase', async () => {
  await expect(world.pool.query(`update entry set body = '{}'`)).rejects.toThrow('permission denied')
  await expect(
    world.pool.query(`set role khata_erase; update entry set by_person = gen_random_uuid()`),
  ).rejects.toThrow('permission denied')
})

test('a day is counted once, office by office; a count that is wrong, a gap and a silence raise an alarm', async () => {
  expect(await countDay(world.pool, '2026-07-14', world.clock.now)).toBe(1)
  expect(await countDay(world.pool, '2026-07-14', world.clock.now)).toBe(0)
  expect(await faults()).toEqual([])
  expect(await watch()).toEqual([])
  await declare('2026-08-12', 'x')
  world.clock.go(86_400_000)
  expect(await countDay(world.pool, '2026-07-15', world.clock.now)).toBe(1)
  const counts = await world.sql('select entries from log_count order by day')
  expect(counts).toEqual([{ entries: 2 }, { entries: 1 }])
  expect([await faults(), await watch()]).toEqual([[], []])
  world.clock.go(4 * 86_400_000)
  expect(await watch()).toEqual(['LOG_STANDS_STILL', 'COUNT_MISSING'])
})

test('comparing rows goes on where it was broken off', async () => {
  for (let day = 1; day < 600; day += 1)
    await countDay(world.pool, new Date(Date.UTC(2027, 0, day)).toISOString().slice(0, 10), world.clock.now)
  await log.sequencer.drain()
  const { checkpoint } = await log.verify()
  const keep = mkdtempSync(join(tmpdir(), 'khata-rows-'))
  const rowsOf = (progress: (done: number) => void) =>
    verifyRows(world.pool, openSource(log.files), checkpoint!.size, { keep, saveEveryMs: 0, chunk: 256, progress })
  const breakOff = async () => {
    let steps = 0
    const broken = rowsOf(() => {
      steps += 1
      if (steps === 3) throw new Error('broken off')
    })
    await expect(broken).rejects.toThrow('broken off')
    expect(await readKeptRows(keep)).toBeGreaterThan(0)
  }
  // Chunks end in any order: where the first ends last nothing is kept yet, and it is broken off once more.
  await vi.waitFor(breakOff, { timeout: 20_000 })
  const kept = await readKeptRows(keep)
  const { known, faults: found } = await rowsOf(() => undefined)
  expect([known >= kept, known % 256, found]).toEqual([true, 0, []])
  expect(await rowsOf(() => undefined)).toMatchObject({ known: 0, rows: 3 })
  rmSync(keep, { recursive: true })
})

test('an entry that is kept out of the log is missed by its number', async () => {
  await declare('2026-08-13', 'x')
  await world.sql('delete from log_pending')
  await declare('2026-08-14', 'y')
  expect((await faults()).map(({ code }) => code)).toEqual(['SEQ_GAP'])
  expect(await watch()).toContain('SEQ_GAP')
})
