/** A whole log on the disk, with a witness: whatever byte of it is turned, somebody who reads it all is told. */
import { generateKeyPairSync } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { toCheckpoint } from '#kernel/log/checkpoint.ts'
import { inclusionProof } from '#kernel/log/merkle.ts'
import { toNote } from '#kernel/log/note.ts'
import { TileBuilder } from '#kernel/log/tile-builder.ts'
import { tileSubtrees } from '#kernel/log/tile-reader.ts'
import { parseTlogProof, toTlogProof, verifyTlogProof } from '#kernel/log/tlog-proof.ts'
import { toVkey } from '#kernel/log/vkey.ts'
import { policyOf } from '#test/support/log.ts'
import { directoryStorage } from '../directory-storage.ts'
import { nodeCrypto } from '../node-crypto.ts'
import { logSigner, witnessSigner } from '../signer.ts'
import { openSource } from './source.ts'
import { verifyLog } from './verify-log.ts'

const root = mkdtempSync(join(tmpdir(), 'khata-verify-'))
afterAll(() => rmSync(root, { recursive: true }))
const log = logSigner('log.example/registers', generateKeyPairSync('ed25519').privateKey)
const witness = witnessSigner('w.example', generateKeyPairSync('ed25519').privateKey, () => 1_767_225_600_000)
const policy = policyOf(`log ${toVkey(log.key)}\nwitness W ${toVkey(witness.key)}\nquorum W\n`)
const entry = (i: number) => Buffer.from(`{"leaf":${i}}`)

const build = async (name: string, size: number, first = 0): Promise<string> => {
  const folder = join(root, name)
  const storage = directoryStorage(folder)
  const builder = new TileBuilder(nodeCrypto.sha256)
  await storage.write(builder.add(Array.from({ length: size }, (_, i) => entry(first + i))))
  const text = toCheckpoint({ origin: log.key.name, size, root: builder.root() })
  await storage.publish('checkpoint', Buffer.from(toNote(text, [log.line(text), witness.line(text)])))
  return folder
}
const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .sort()
const faultsOf = async (source: string) => (await verifyLog({ source, policy })).faults.map(({ code }) => code)

/** What can be done to a file. */
const changes: Record<string, (bytes: Buffer, at: number, mask: number) => Buffer | undefined> = {
  flip: (bytes, at, mask) => bytes.fill(bytes[at % bytes.length]! ^ mask, at % bytes.length, (at % bytes.length) + 1),
  cut: (bytes, at) => bytes.subarray(0, at % bytes.length),
  lengthen: (bytes, _, mask) => Buffer.concat([bytes, Buffer.of(mask)]),
  remove: () => undefined,
}

test.each([1, 2, 255, 256, 257, 600])(
  'a log of %i: any file with any byte turned, cut off or added fails',
  async (size) => {
    const folder = await build(`log-${size}`, size)
    expect(await faultsOf(folder)).toEqual([])
    const files = filesOf(folder)
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.constantFrom(...Object.keys(changes)),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (path, change, at, mask) => {
          const whole = readFileSync(path)
          const changed = changes[change]!(Buffer.from(whole), at, mask)
          if (changed) writeFileSync(path, changed)
          else rmSync(path)
          try {
            expect(await faultsOf(folder)).not.toEqual([])
          } finally {
            writeFileSync(path, whole)
          }
        },
      ),
      { numRuns: 60 },
    )
    expect(await faultsOf(folder)).toEqual([])
  },
)

test('any byte of a receipt that is turned fails, and so does any byte of its entry', async () => {
  const folder = await build('receipts', 300)
  const read = openSource(folder)
  const checkpoint = readFileSync(join(folder, 'checkpoint'), 'utf8')
  const subtrees = tileSubtrees(nodeCrypto.sha256, 300, read)
  await fc.assert(
    fc.asyncProperty(fc.nat(299), fc.nat(), fc.integer({ min: 1, max: 255 }), async (index, at, mask) => {
      const hashes = await inclusionProof(nodeCrypto.sha256, subtrees, index, 300)
      const text = Buffer.from(toTlogProof({ index, hashes, checkpoint }))
      const check = (proof: Buffer, bytes: Buffer) =>
        verifyTlogProof(nodeCrypto, policy, bytes, parseTlogProof(proof)).ok
      expect(check(text, entry(index))).toBe(true)
      expect(check(changes['flip']!(Buffer.from(text), at, mask)!, entry(index))).toBe(false)
      expect(check(text, changes['flip']!(entry(index), at, mask)!)).toBe(false)
      expect(check(text, entry((index + 1) % 300))).toBe(false)
    }),
    { numRuns: 200 },
  )
})

test('a long log by several threads, with tiles of three levels', async () => {
  const folder = await build('long', 70_000)
  const seen: number[] = []
  const progress = (done: number, size: number) => void seen.push(done / size)
  expect(await verifyLog({ source: folder, policy, threads: 2, progress })).toMatchObject({
    faults: [],
    hashed: 70_000,
  })
  expect(seen.at(-1)).toBe(1)
  for (const [path, code] of [
    ['tile/entries/200', 'ENTRY_CHANGED'],
    ['tile/1/000', 'TILE_CHANGED'],
    ['tile/2/000.p/1', 'TILE_CHANGED'],
  ] as const) {
    const whole = readFileSync(join(folder, path))
    writeFileSync(join(folder, path), whole.with(9, whole[9]! ^ 1))
    expect((await verifyLog({ source: folder, policy, threads: 2 })).faults[0]).toMatchObject({ code })
    writeFileSync(join(folder, path), whole)
  }
})

test('a run that was broken off goes on where it stopped, and blames nobody for what it had kept', async () => {
  const folder = join(root, 'long')
  const keep = join(root, 'kept')
  const breakOff = () => {
    let ranges = 0
    return verifyLog({
      source: folder,
      policy,
      keep,
      threads: 1,
      saveEveryMs: 0,
      progress: () => {
        ranges += 1
        if (ranges === 3) throw new Error('broken off')
      },
    })
  }
  await expect(breakOff()).rejects.toThrow('broken off')
  const second = await verifyLog({ source: folder, policy, keep })
  expect(second).toMatchObject({ faults: [], known: 2 * 64 * 256, hashed: 70_000 - 2 * 64 * 256 })
  // The next run reads everything again: what was good yesterday may have been changed since.
  expect(await verifyLog({ source: folder, policy, keep })).toMatchObject({ faults: [], known: 0, hashed: 70_000 })
  rmSync(keep, { recursive: true })
  await expect(breakOff()).rejects.toThrow('broken off')
  const other = await build('other', 66_000, 1)
  expect(await verifyLog({ source: other, policy, keep })).toMatchObject({ faults: [], hashed: 66_000 })
  expect((await verifyLog({ source: folder, policy, keep })).faults).toMatchObject([{ code: 'LOG_REWRITTEN' }])
})

test('a mirror that lags behind the partial tiles is read by the full ones', async () => {
  const [small, large] = [await build('small', 300), await build('grown', 512)]
  const mirror = join(root, 'mirror')
  cpSync(large, mirror, { recursive: true })
  cpSync(join(small, 'checkpoint'), join(mirror, 'checkpoint'))
  cpSync(join(small, 'tile/1/000.p'), join(mirror, 'tile/1/000.p'), { recursive: true })
  expect(await faultsOf(mirror)).toEqual([])
})
