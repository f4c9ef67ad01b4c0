/** The attacks of the log's plan, each by a superuser or the operator, each found by the command that should find it. */
import { createPrivateKey } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run as monitorRun } from '#cli/monitor.ts'
import { run as verifyRun } from '#cli/verify.ts'
import { fromBundle } from '#kernel/log/bundle.ts'
import { toCheckpoint } from '#kernel/log/checkpoint.ts'
import { toNote } from '#kernel/log/note.ts'
import { TileBuilder } from '#kernel/log/tile-builder.ts'
import { makeKey, toVkey } from '#kernel/log/vkey.ts'
import { keyFolder } from '#server/keys.ts'
import { directoryStorage } from '#server/log/directory-storage.ts'
import { LogIncident } from '#server/log/incident.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { logSigner } from '#server/log/signer.ts'
import { startApp, type TestApp } from '#test/support/app.ts'
import { ORIGIN, startLog, type TestLog } from '#test/support/log.ts'
import { said } from '#test/support/said.ts'

let world: TestApp
let log: TestLog
const kept = mkdtempSync(join(tmpdir(), 'khata-kept-'))
const watched = mkdtempSync(join(tmpdir(), 'khata-watched-'))

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
  for (const folder of [kept, watched]) rmSync(folder, { recursive: true })
  log.remove()
  await world.stop()
})

/** What a command says, line by line, and how it ends. */
const command = async (work: (args: string[]) => Promise<void>, args: string[]) => {
  const text = await said(() => work(args))
  const code = Number(process.exitCode ?? 0)
  process.exitCode = 0
  return { code, lines: text.trim().split('\n') }
}

/** `khata verify` as the operator's auditor runs it beside the server; the lines that name something. */
const verify = async (...args: string[]) => {
  const config = { ...world.deps.config, data: log.data, databaseUrl: world.url, log: { origin: ORIGIN } }
  const { code, lines } = await command((all) => verifyRun(all, config), args)
  const faults = lines.filter((line) => /^[A-Z]+_[A-Z_]+/.test(line))
  expect(code).toBe(faults.length > 0 ? 1 : 0)
  return faults
}

/** `khata verify` and `khata monitor` as a stranger runs them on what is served. */
const verifyAt = async (source: string, ...args: string[]) => {
  const { lines } = await command(verifyRun, [source, '--vkey', log.vkey, ...args])
  return lines.filter((line) => /^[A-Z]+_[A-Z_]+/.test(line))
}
const monitorAt = async (source: string) => {
  const { code, lines } = await command(monitorRun, [source, '--vkey', log.vkey, '--state', watched, '--once'])
  const alarms = lines.filter((line) => line.startsWith('ALARM')).map((line) => line.split(' ')[1])
  expect(code).toBe(alarms.length > 0 ? 1 : 0)
  return alarms
}

/** Does something as superuser, looks, and undoes it. */
const meddle = async (statement: string, look: () => Promise<void>) => {
  for (const table of ['entry', 'record', 'log_index'])
    await world.sql(`create table if not exists saved_${table} as select * from ${table}`)
  await world.sql(statement)
  try {
    await look()
  } finally {
    for (const table of ['entry', 'record', 'log_index']) {
      await world.sql(`delete from ${table}`)
      await world.sql(`insert into ${table} select * from saved_${table}`)
      await world.sql(`drop table saved_${table}`)
    }
  }
  expect(await verify()).toEqual([])
}

const OF = (seq: number) => `where office = '${world.offices.school}' and seq = ${seq}`
const line = (code: string, seq: number, rest = '') =>
  expect.stringMatching(new RegExp(`^${code}, office .*, number ${seq}, leaf ${seq - 1}.*${rest}$`))
const pageOf = (code: string, day: number) =>
  expect.stringMatching(new RegExp(`^${code}, office .*, holiday 2026-08-${day}$`))

test('an untouched database agrees with its log', async () => {
  expect(await verify('--keep', kept)).toEqual([])
  expect(await monitorAt(log.files)).toEqual([])
})

test('a superuser alters a row: verify names the row, its page and the value', () =>
  meddle(`update entry set body = body || '{"note":"কিছু না"}' ${OF(5)}`, async () =>
    expect(await verify()).toEqual([line('ROW_CHANGED', 5, 'differs in body/note'), pageOf('RECORD_CHANGED', 14)]),
  ))

test('a superuser makes a value up, takes one away, or gives the page to somebody else', async () => {
  await meddle(`update entry set body = body || '{"only":"all"}' ${OF(5)}`, async () =>
    expect(await verify()).toContainEqual(line('ROW_CHANGED', 5, 'differs in body/only.*')),
  )
  await meddle(`update entry set body = body - 'note' ${OF(6)}`, async () =>
    expect(await verify()).toContainEqual(line('ROW_CHANGED', 6, 'differs in .*a value that is gone')),
  )
  await meddle(`update entry set by_person = gen_random_uuid() ${OF(7)}`, async () =>
    expect(await verify()).toContainEqual(line('ROW_CHANGED', 7, 'differs in entry')),
  )
  await meddle(`update entry set received = received - interval '1 day' ${OF(7)}`, async () =>
    expect(await verify()).toContainEqual(line('ROW_CHANGED', 7, 'differs in received')),
  )
  await meddle(`update entry set salt = decode(repeat('00', octet_length(salt)), 'hex') ${OF(7)}`, async () =>
    expect(await verify()).toContainEqual(line('ROW_CHANGED', 7)),
  )
})

test('a superuser deletes a row', () =>
  meddle(`delete from entry ${OF(3)}`, async () =>
    expect(await verify()).toEqual([line('ROW_MISSING', 3), pageOf('RECORD_UNFOUNDED', 12)]),
  ))

test('a superuser deletes a row, its page and its place in the log', () =>
  meddle(
    `with gone as (delete from entry ${OF(3)}), page as (delete from record where stream = '2026-08-12') delete from log_index ${OF(3)}`,
    async () => expect(await verify()).toEqual([line('ROW_MISSING', 3)]),
  ))

test('a superuser reorders', () =>
  meddle(`update entry set seq = 13 - seq where seq in (4, 9)`, async () =>
    expect(await verify()).toEqual(expect.arrayContaining([line('ROW_CHANGED', 4), line('ROW_CHANGED', 9)])),
  ))

test('a superuser drops the newest', () =>
  meddle(`delete from entry ${OF(12)}`, async () => expect(await verify()).toContainEqual(line('ROW_MISSING', 12))))

test('a superuser leaves the rows and alters, hides or makes up the page that screens show', async () => {
  await meddle(
    `update record set doc = replace(doc::text, 'জল 4', 'রোদ')::jsonb where stream = '2026-08-14'`,
    async () => expect(await verify()).toEqual([pageOf('RECORD_CHANGED', 14)]),
  )
  await meddle(`update record set state = 'cancelled' where stream = '2026-08-14'`, async () =>
    expect(await verify()).toEqual([pageOf('RECORD_CHANGED', 14)]),
  )
  await meddle(`delete from record where stream = '2026-08-14'`, async () =>
    expect(await verify()).toEqual([pageOf('RECORD_MISSING', 14)]),
  )
  const made = `insert into record select (jsonb_populate_record(r, '{"stream":"2026-08-30"}')).* from record r where stream = '2026-08-14'`
  await meddle(made, async () => expect(await verify()).toEqual([pageOf('RECORD_UNFOUNDED', 30)]))
})

test('a superuser points a row at another leaf, so that its receipt proves something else', () =>
  meddle(`update log_index set idx = 100 + idx where seq = 5`, async () =>
    expect(await verify()).toEqual([line('ROW_INDEX_WRONG', 5)]),
  ))

test('a superuser adds a row that was never logged, and says that it was', async () => {
  const made = `insert into entry select (jsonb_populate_record(e, '{"seq":13,"id":"019f5ec8-4110-70fe-8e3d-51aa2cb55a6f"}')).* from entry e ${OF(12)}`
  const unlogged = expect.stringMatching(/^ROW_UNLOGGED, office .*, holiday 2026-08-21, number 13, entry 019f5ec8/)
  await meddle(made, async () => {
    expect(await verify()).toContainEqual(unlogged)
    await world.sql('insert into log_index (office, seq, idx) values ($1, 13, 99)', [world.offices.school])
    expect(await verify()).toContainEqual(unlogged)
  })
})

/** The operator's own log of other entries, validly signed. */
const forge = async (folder: string, size: number, change: (bytes: Uint8Array, i: number) => Uint8Array) => {
  const builder = new TileBuilder(nodeCrypto.sha256)
  const bundle = await log.storage.read('tile/entries/000.p/12')
  const storage = directoryStorage(folder)
  await storage.write(builder.add(fromBundle(bundle!)!.slice(0, size).map(change)))
  const text = toCheckpoint({ origin: log.signer.key.name, size, root: builder.root() })
  await storage.publish('checkpoint', Buffer.from(toNote(text, [log.signer.line(text)])))
}

const elsewhere = async (
  size: number,
  change: (bytes: Uint8Array, i: number) => Uint8Array,
  look: (at: string) => Promise<void>,
) => {
  const other = mkdtempSync(join(tmpdir(), 'khata-other-'))
  await forge(other, size, change)
  await look(other)
  rmSync(other, { recursive: true })
}

test('the operator rewrites history, or serves a split view: whoever kept a checkpoint, and every monitor, sees it', () =>
  elsewhere(
    12,
    (bytes, i) => (i === 11 ? Buffer.from(Buffer.from(bytes).toString().replace('"add"', '"void"')) : bytes),
    async (other) => {
      expect(await verifyAt(other)).toEqual([])
      expect(await verifyAt(other, '--keep', kept)).toEqual([expect.stringMatching(/^LOG_REWRITTEN/)])
      expect(await monitorAt(other)).toEqual(['LOG_REWRITTEN'])
      expect(await monitorAt(log.files)).toEqual([])
    },
  ))

test('the operator drops the newest leaves', () =>
  elsewhere(
    9,
    (bytes) => bytes,
    async (other) => {
      expect(await verifyAt(other, '--keep', kept)).toEqual([expect.stringMatching(/^LOG_SHRUNK/)])
      expect(await monitorAt(other)).toEqual(['LOG_SHRUNK'])
    },
  ))

test('the operator changes an entry in the middle of an office, and nobody kept anything: its chain tells', () =>
  elsewhere(
    12,
    (bytes, i) => (i === 4 ? Buffer.from(Buffer.from(bytes).toString().replace('"add"', '"void"')) : bytes),
    async (other) =>
      expect(await verifyAt(other)).toEqual([expect.stringMatching(/^CHAIN_BROKEN, office .*, number 6, leaf 5$/)]),
  ))

test('the operator never logs an event, or makes one of no known kind: the numbers of the office tell', async () => {
  const renumbered = (bytes: Uint8Array, i: number) =>
    i < 5
      ? bytes
      : Buffer.from(
          Buffer.from(bytes)
            .toString()
            .replace(`"seq":${i + 1},`, `"seq":${i + 2},`),
        )
  await elsewhere(12, renumbered, async (other) =>
    expect(await verifyAt(other)).toContainEqual(expect.stringMatching(/^SEQ_GAP, office .*, number 7, leaf 5$/)),
  )
  await elsewhere(
    12,
    (bytes, i) => (i === 4 ? Buffer.from('{"op":"hide"}') : bytes),
    async (other) => expect(await verifyAt(other)).toContain('LEAF_MALFORMED, leaf 4'),
  )
})

test('a log of other things is read without a word about offices', () =>
  elsewhere(
    12,
    (_, i) => Buffer.from(`leaf-${i}`),
    async (other) => {
      const { code, lines } = await command(verifyRun, [other, '--vkey', log.vkey])
      expect([code, lines.at(-1)]).toEqual([0, expect.stringContaining('no entry of this log is of a school register')])
    },
  ))

test('a log under another name does not pass for the one that was kept', async () => {
  const { key } = log.signer
  const renamed = makeKey(nodeCrypto.sha256, 'log.test.example/others', key.type, key.publicKey)
  const [text] = readFileSync(join(log.files, 'checkpoint'), 'utf8').split('\n\n')
  const other = mkdtempSync(join(tmpdir(), 'khata-renamed-'))
  cpSync(log.files, other, { recursive: true })
  const body = `${text!.replace(ORIGIN, renamed.name)}\n`
  const pem = createPrivateKey(readFileSync(join(keyFolder(log.data), 'log.pem')))
  writeFileSync(join(other, 'checkpoint'), toNote(body, [logSigner(renamed.name, pem).line(body)]))
  const { lines } = await command(verifyRun, [other, '--vkey', toVkey(renamed), '--keep', kept])
  expect(lines).toContain('LOG_RENAMED checkpoint')
  writeFileSync(join(kept, 'checkpoint'), 'nothing')
  await expect(verifyAt(log.files, '--keep', kept)).rejects.toThrow('KEPT_BROKEN')
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
