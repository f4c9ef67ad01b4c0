import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WitnessBook } from '#server/log/witness-book.ts'
import { witnessSigner } from '#server/log/signer.ts'
import { witnessServer } from '#server/log/witness-server.ts'
import { parseVkey } from '#kernel/log/vkey.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { createPrivateKey } from 'node:crypto'
import { startApp, type TestApp } from '#test/support/app.ts'
import { policyOf, startLog, type TestLog } from '#test/support/log.ts'
import { verifyLog } from '#server/log/verify/verify-log.ts'
import notes from '#test/vectors/tlog-notes.json' with { type: 'json' }
import script from '#test/vectors/tlog-witness.json' with { type: 'json' }

const folder = mkdtempSync(join(tmpdir(), 'khata-witness-'))
let world: TestApp
let plain: TestLog
let log: TestLog
let child: ChildProcess

/** A witness as another organisation runs it: the command, its own key, its own folder, its own process. */
const startWitness = async (): Promise<{ vkey: string; url: string }> => {
  const args = [
    'witness',
    '--name',
    'audit.example/w',
    '--state',
    join(folder, 'w'),
    '--log',
    plain.vkey,
    '--port',
    '0',
  ]
  child = fork('src/cli/khata.ts', args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  return ((await once(child, 'message')) as [{ vkey: string; url: string }])[0]
}

const leave = (count: number, from: number) =>
  world.sql(
    `insert into log_pending (office, seq, leaf) select $1, n, convert_to('leaf ' || n, 'UTF8') from generate_series($2::int, $3::int) n`,
    [world.offices.school, from, from + count - 1],
  )

const policyFile = (vkey: string, url: string) => {
  const path = join(folder, 'policy')
  writeFileSync(path, `log ${plain.vkey}\nwitness W ${vkey} ${url}\nquorum W\n`)
  return path
}

beforeAll(async () => {
  world = await startApp()
  plain = await startLog(world.pool, () => world.clock.now)
  const { vkey, url } = await startWitness()
  log = await startLog(world.pool, () => world.clock.now, { data: plain.data, policy: policyFile(vkey, url) })
})
afterAll(async () => {
  child.kill('SIGTERM')
  plain.remove()
  rmSync(folder, { recursive: true })
  await world.stop()
})

test('a witness in a second process cosigns, and its cosignature is published', async () => {
  await leave(300, 1)
  // A log that had been published without witnesses is shown to them as it is, before anything new comes.
  await plain.sequencer.drain()
  await log.sequencer.drain()
  const { faults, cosigned, checkpoint } = await log.verify()
  expect([faults, checkpoint!.size, cosigned.map(({ key }) => key.name)]).toEqual([[], 300, ['audit.example/w']])
  await leave(10, 301)
  await log.sequencer.drain()
  expect((await log.verify()).checkpoint!.size).toBe(310)
})

test('while it is away nothing new is published, and after its restart it knows where it was', async () => {
  child.kill('SIGKILL')
  await once(child, 'exit')
  await leave(10, 311)
  await log.sequencer.drain()
  expect([log.publisher.published, log.publisher.waitingSince]).toEqual([310, world.clock.now])
  expect(log.witnesses.states.get('W')?.trouble).toBe('WITNESS_AWAY')
  const { vkey, url } = await startWitness()
  log = await startLog(world.pool, () => world.clock.now, { data: plain.data, policy: policyFile(vkey, url) })
  await log.sequencer.drain()
  const { faults, checkpoint } = await log.verify()
  expect([faults, checkpoint!.size]).toEqual([[], 320])
})

test('the whole installation is put back from an old backup and goes another way: the witness holds the proof', async () => {
  const old = join(folder, 'old')
  cpSync(plain.data, old, { recursive: true })
  const [state] = await world.sql('select * from log_state')
  await leave(20, 321)
  await log.sequencer.drain()
  await world.sql('update log_state set size = $1, root = $2, note = $3', [
    state!['size'],
    state!['root'],
    state!['note'],
  ])
  await world.sql('delete from log_index where idx >= 320')
  await leave(20, 401)
  const restored = await startLog(world.pool, () => world.clock.now, { data: old, policy: join(folder, 'policy') })
  await expect(restored.sequencer.drain()).rejects.toMatchObject({ code: 'LOG_FORKED' })
  expect((await restored.verify()).checkpoint!.size).toBe(320)
})

test('a folder has one witness', () => {
  const key = createPrivateKey({ key: pkcs8(notes.witnesses[0]!.seed_hex), format: 'der', type: 'pkcs8' })
  expect(() => new WitnessBook(join(folder, 'w'), [], witnessSigner('w', key, Date.now))).toThrow('WITNESS_RUNNING')
})

test('the twelve requests of the vectors, over HTTP', async () => {
  const [w1] = notes.witnesses
  const key = createPrivateKey({ key: pkcs8(w1!.seed_hex), format: 'der', type: 'pkcs8' })
  const signer = witnessSigner(w1!.name, key, () => w1!.timestamp * 1000)
  const book = new WitnessBook(join(folder, 'vectors'), [parseVkey(nodeCrypto.sha256, notes.log.vkey)!], signer)
  const server = witnessServer(book).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  try {
    for (const { step, request_body: body, expect_status: status, expect_body: text } of script.requests) {
      const answer = await fetch(`${base}/add-checkpoint`, { method: 'POST', body })
      expect([step, answer.status]).toEqual([step, status])
      if (status === 409) expect(answer.headers.get('content-type')).toBe('text/x.tlog.size')
      if (text !== '') expect(await answer.text()).toBe(text)
    }
    const hash = '/' + (await import('node:crypto')).createHash('sha256').update(notes.origin).digest('hex')
    const kept = await (await fetch(`${base}${hash}/checkpoint`)).text()
    const { cosigned_note: note } = notes.checkpoints.find(({ size }) => size === 70000)!
    expect(kept).toBe(note.replace(/— witness\.example\.net.*\n/, ''))
    expect((await fetch(`${base}/${'0'.repeat(64)}/checkpoint`)).status).toBe(404)
  } finally {
    server.close()
    book.close()
  }
})

test('a reader whose policy wants the witness takes no checkpoint without it', async () => {
  const unseen = await verifyLog({ source: plain.files, policy: policyOf(notes.policy) })
  expect(unseen.faults.map(({ code }) => code)).toEqual(['CHECKPOINT_UNSIGNED'])
})

const pkcs8 = (seed: string) =>
  Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'hex')])
