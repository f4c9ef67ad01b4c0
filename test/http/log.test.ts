import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromBundle } from '#kernel/log/bundle.ts'
import { parseLeaf } from '#kernel/log/leaf.ts'
import { verifyLog } from '#server/log/verify/verify-log.ts'
import { buildApp } from '#server/http/app.ts'
import { startApp, type TestApp } from '#test/support/app.ts'
import { startLog, type TestLog } from '#test/support/log.ts'

let world: TestApp
let log: TestLog
let app: Awaited<ReturnType<typeof buildApp>>

beforeAll(async () => {
  world = await startApp()
  log = await startLog(world.pool, () => world.clock.now)
  app = await buildApp({ ...world.deps, log })
})
afterAll(async () => {
  await app.close()
  log.remove()
  await world.stop()
})

const get = (url: string, headers = {}) => app.inject({ url, headers })

/** Leaves straight into the queue, as appends leave them. */
const leave = (count: number, from = 1) =>
  world.sql(
    `insert into log_pending (office, seq, leaf) select $1, n, convert_to('leaf ' || n, 'UTF8') from generate_series($2::int, $3::int) n`,
    [world.offices.school, from, from + count - 1],
  )

test('the empty log is signed and served', async () => {
  await log.sequencer.drain()
  const { statusCode, headers, body } = await get('/log/checkpoint')
  expect(statusCode).toBe(200)
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'public, max-age=2',
    'access-control-allow-origin': '*',
  })
  expect(body).toMatch(/^log\.test\.example\/registers\n0\n47DEQpj8HBSa\+\/TImW\+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— /)
  expect(await log.faults()).toEqual([])
})

test('whoever asks is told whether a log is kept', async () => {
  expect((await world.anyone.get('/log')).body).toEqual({ kept: false })
  expect((await get('/api/v1/log')).json()).toMatchObject({ kept: true, vkey: log.vkey, incidents: [], stuck: false })
})

test('tiles and bundles are immutable, others are not found', async () => {
  await leave(300)
  await log.sequencer.drain()
  world.clock.go(5_000)
  expect((await get('/log/checkpoint')).body).toContain('\n300\n')
  const tile = await get('/log/tile/0/000')
  expect(tile.rawPayload).toHaveLength(8192)
  expect(tile.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  const bundle = await get('/log/tile/entries/001.p/44', { 'accept-encoding': 'br, gzip' })
  expect(bundle.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' })
  const entries = fromBundle(gunzipSync(bundle.rawPayload))!
  expect(entries.map(String).slice(0, 2)).toEqual(['leaf 257', 'leaf 258'])
  expect((await get('/log/tile/entries/001.p/44')).headers['content-encoding']).toBeUndefined()
  for (const path of ['0/0', '0/002', '0/001', '0/001.p/45', '64/000', '0/001.p/044', '2/000', '0/..%2f..%2fkeys', 'x'])
    expect([path, (await get(`/log/tile/${path}`)).statusCode]).toEqual([path, 404])
  expect(await log.faults()).toEqual([])
})

test('one more checkpoint: the partial tiles stay until the full one is there', async () => {
  await leave(10, 301)
  await log.sequencer.drain()
  await leave(202, 311)
  await log.sequencer.drain()
  world.clock.go(5_000)
  expect((await get('/log/checkpoint')).body).toContain('\n512\n')
  expect((await get('/log/tile/0/001')).statusCode).toBe(200)
  expect((await get('/log/tile/0/001.p/54')).statusCode).toBe(404)
  expect(await log.faults()).toEqual([])
})

test('an entry and its leaf come in one transaction, chained by office and named by what replaces it', async () => {
  const head = await world.signIn('head')
  const [made] = await head.send(head.entry('holiday', 'enter', { on: '2026-07-20', kind: 'closed', cause: 'flood' }))
  expect(made.status, JSON.stringify(made)).toBe('accepted')
  const rows = await world.sql('select leaf from log_pending order by seq')
  const leaves = rows.map((row) => parseLeaf(row['leaf'] as Buffer)!)
  expect(leaves[0]).toMatchObject({ stream: world.offices.school, seq: made.seq, prev: null, op: 'add', ref: null })
  const entries = await world.sql('select octet_length(salt) as bytes from entry where office = $1', [
    world.offices.school,
  ])
  expect(entries[0]!['bytes']).toBe(leaves[0]!._sd.length * 16)
})

test('the log is read by its address, as we serve it and as a plain web server does', async () => {
  const served = await app.listen({ port: 0, host: '127.0.0.1' })
  const plain = createServer((request, response) => {
    readFile(join(log.files, request.url!)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end('<html>not here</html>'),
    )
  }).listen(0, '127.0.0.1')
  await once(plain, 'listening')
  const { port } = plain.address() as AddressInfo
  log.published.forget()
  for (const source of [`${served}/log`, `${served}/log/`, `http://127.0.0.1:${port}`])
    expect(await verifyLog({ source, policy: log.policy })).toMatchObject({ faults: [], checkpoint: { size: 512 } })
  plain.close()
})

test('a reader who wants no compression gets none, and the head of a file is asked for without it', async () => {
  const { headers } = await get('/log/tile/entries/000', { 'accept-encoding': 'identity, gzip;q=0' })
  expect(headers['content-encoding']).toBeUndefined()
  const head = await app.inject({ method: 'HEAD', url: '/log/tile/0/000' })
  expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', '8192'])
  expect((await app.inject({ method: 'POST', url: '/log/checkpoint' })).statusCode).toBe(404)
})

test('what differs in the files is found by its name', async () => {
  const path = join(log.files, 'tile/entries/000')
  const whole = readFileSync(path)
  writeFileSync(path, whole.with(103, whole[103]! ^ 1))
  const { faults } = await log.verify()
  expect(faults[0]).toMatchObject({ code: 'ENTRY_CHANGED', at: 'tile/entries/000' })
  writeFileSync(path, whole)
  const tile = join(log.files, 'tile/1/000.p/2')
  const hashes = readFileSync(tile)
  writeFileSync(tile, hashes.with(0, hashes[0]! ^ 1))
  expect(await log.faults()).toEqual(['TILE_CHANGED'])
  writeFileSync(tile, hashes)
  mkdirSync(join(log.data, 'kept'))
  expect(await log.faults(join(log.data, 'kept'))).toEqual([])
})
