/** Care of the log's key, as docs/operate/log-keys.md tells an operator to do it. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseVkey } from '#kernel/log/vkey.ts'
import { keyFolder } from '#server/keys.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { rotateLogKey } from '#server/log/rotate-key.ts'
import { openSource } from '#server/log/verify/source.ts'
import { verifyLog } from '#server/log/verify/verify-log.ts'
import { verifyRows } from '#server/log/verify/verify-rows.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { policyOf, startLog, type TestLog } from '#test/support/log.ts'

let world: TestApp
let log: TestLog
let head: Client
const kept = mkdtempSync(join(tmpdir(), 'khata-kept-'))
let day = 9

beforeAll(async () => {
  world = await startApp()
  log = await startLog(world.pool, () => world.clock.now)
  head = await world.signIn('head')
  await write()
})
afterAll(async () => {
  rmSync(kept, { recursive: true })
  log.remove()
  await world.stop()
})

const write = async () => {
  day += 1
  await head.send(head.entry('holiday', 'enter', { on: `2026-08-${day}`, kind: 'closed', cause: 'flood' }))
  await log.sequencer.drain()
}

const restart = () => startLog(world.pool, () => world.clock.now, { data: log.data })

const faults = async () => {
  const { checkpoint, faults: files } = await log.verify(kept)
  const { faults: rows } = await verifyRows(world.pool, openSource(log.files), checkpoint!.size)
  return [...files, ...rows]
}

test('the key lies beside the database, for its owner alone', async () => {
  const path = join(keyFolder(log.data), 'log.pem')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const [, secret] = readFileSync(path, 'utf8').split('\n')
  const everything = await world.sql(`select query_to_xml('select * from log_state', true, true, '')::text as text`)
  expect(everything[0]!['text']).not.toContain(secret)
  expect(await faults()).toEqual([])
})

test('a rotated key signs the same log: old checkpoints are in it, and readers of the old key are told', async () => {
  const before = log.vkey
  rotateLogKey(keyFolder(log.data))
  log = await restart()
  expect(log.vkey).not.toBe(before)
  await log.sequencer.drain()
  expect((await log.verify(kept)).checkpoint!.size).toBe(1)
  await write()
  expect(await faults()).toEqual([])
  const old = await verifyLog({ source: log.files, policy: policyOf(`log ${before}\nquorum none\n`) })
  expect(old.faults.map(({ code }) => code)).toEqual(['CHECKPOINT_UNSIGNED'])
})

test('a lost key is an incident until the operator says which one it was', async () => {
  const lost = parseVkey(nodeCrypto.sha256, log.vkey)!
  rmSync(join(keyFolder(log.data), 'log.pem'))
  log = await restart()
  await expect(log.sequencer.drain()).rejects.toMatchObject({ code: 'LOG_KEY_CHANGED' })
  rotateLogKey(keyFolder(log.data), lost.publicKey)
  log = await restart()
  await write()
  expect((await log.verify()).checkpoint!.size).toBe(3)
  expect(await faults()).toEqual([])
})
