/** Trees, paths and bundles at the edges where index arithmetic goes wrong: 1, 256, 65,536 and past 2^31. */
import { expect, test } from 'vitest'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { fromBundle, toBundle } from './bundle.ts'
import { toHex, utf8 } from './bytes.ts'
import { consistencyProof, inclusionProof, leafHash, nodeHash, rangeHash, rootOf, type Subtree } from './merkle.ts'
import { TileBuilder } from './tile-builder.ts'
import { hashesAt, parseTilePath, TILE, tilePath } from './tile-path.ts'
import { tileSubtrees } from './tile-reader.ts'
import { isConsistent, isIncluded } from './verify-proof.ts'

const { sha256 } = nodeCrypto
const SIZES = [0, 1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792, 65_793]

/** One log that is built in steps, so that every size has had its own partial tiles. */
const files = new Map<string, Uint8Array>()
const roots = new Map<number, Uint8Array>()
const builder = new TileBuilder(sha256)
for (const size of SIZES) {
  const entries = Array.from({ length: size - builder.size }, (_, i) => utf8(`e${builder.size + i}`))
  for (const [path, bytes] of builder.add(entries)) files.set(path, bytes)
  roots.set(size, builder.root())
}
const read = async (path: string) => files.get(path)
const leaves = Array.from({ length: SIZES.at(-1)! }, (_, i) => leafHash(sha256, utf8(`e${i}`)))

test('tiles of every size are those the specification counts, and no other', () => {
  for (const size of SIZES)
    for (let level = 0; hashesAt(level, size) > 0; level += 1) {
      const [hashes, width] = [hashesAt(level, size), hashesAt(level, size) % TILE]
      for (let index = 0; index < Math.floor(hashes / TILE); index += 1)
        expect(files.get(tilePath({ level, index, width: TILE }))).toHaveLength(8_192)
      if (width > 0)
        expect(files.get(tilePath({ level, index: Math.floor(hashes / TILE), width }))).toHaveLength(width * 32)
    }
  expect([...files.keys()].filter((path) => path.startsWith('tile/2/'))).toEqual(['tile/2/000.p/1'])
  expect(files.has('tile/1/000.p/1') && files.has('tile/1/000') && files.has('tile/1/001.p/1')).toBe(true)
})

test('every index at an edge is proven in every size, by a proof of just the right length', async () => {
  for (const size of SIZES) {
    const root = roots.get(size)!
    expect(toHex(root)).toBe(toHex(rootOf(sha256, leaves.slice(0, size))))
    const subtrees = tileSubtrees(sha256, size, read)
    for (const index of SIZES.flatMap((at) => [at - 1, at]).filter((at) => at >= 0 && at < size)) {
      const proof = await inclusionProof(sha256, subtrees, index, size)
      const fits = (hashes: readonly Uint8Array[], at = index, of = size, to = root) =>
        isIncluded(sha256, leaves[index]!, at, of, hashes, to)
      expect(fits(proof)).toBe(true)
      expect(fits([...proof, leaves[0]!]) || fits([leaves[0]!, ...proof])).toBe(false)
      for (let i = 0; i < proof.length; i += 1) expect(fits(proof.toSpliced(i, 1))).toBe(false)
      expect(fits(proof, size) || fits(proof, -1) || fits(proof, index + 0.5) || fits(proof, NaN)).toBe(false)
      if (size > 1) expect(fits(proof, index ^ 1 && (index ^ 1) < size ? index ^ 1 : index + size)).toBe(false)
      expect(fits(proof, index, size, leaves[0]!.with(0, 1))).toBe(false)
    }
    await expect(inclusionProof(sha256, subtrees, size, size)).rejects.toThrow('LOG_INDEX_OUTSIDE')
  }
})

test('every pair of sizes is consistent, and with nothing else', async () => {
  for (const size of SIZES)
    for (const old of SIZES.filter((n) => n <= size)) {
      const [from, to] = [roots.get(old)!, roots.get(size)!]
      const proof = await consistencyProof(sha256, tileSubtrees(sha256, size, read), old, size)
      const fits = (hashes: readonly Uint8Array[], was = from, is = to) =>
        isConsistent(sha256, old, size, was, is, hashes)
      expect(fits(proof)).toBe(true)
      expect(fits([...proof, leaves[0]!])).toBe(false)
      for (let i = 0; i < proof.length; i += 1) expect(fits(proof.toSpliced(i, 1))).toBe(false)
      if (old > 0) expect(fits(proof, from.with(31, from[31]! ^ 1))).toBe(false)
      if (old > 0) expect(fits(proof, from, to.with(31, to[31]! ^ 1))).toBe(false)
      if (old < size) expect(isConsistent(sha256, size, old, to, from, proof)).toBe(false)
    }
})

test('a log of more than 2^31 entries: division, no shifts', async () => {
  // Every leaf is the same, so that a subtree of a level has one hash wherever it stands.
  const levels = [leafHash(sha256, utf8('same'))]
  for (let level = 1; level < 50; level += 1) levels.push(nodeHash(sha256, levels[level - 1]!, levels[level - 1]!))
  const same: Subtree = async (level) => levels[level]!
  for (const size of [2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 + 255, 2 ** 40 + 3, 2 ** 48 + 1]) {
    const root = await rangeHash(sha256, same, 0, size)
    for (const index of [0, 2 ** 30, size - 2, size - 1]) {
      const proof = await inclusionProof(sha256, same, index, size)
      expect(isIncluded(sha256, levels[0]!, index, size, proof, root)).toBe(true)
      expect(isIncluded(sha256, levels[0]!, index, size * 4, proof, root)).toBe(false)
    }
    for (const old of [1, 2 ** 30, 2 ** 31 - 1, size - 1]) {
      const proof = await consistencyProof(sha256, same, old, size)
      const before = await rangeHash(sha256, same, 0, old)
      expect(isConsistent(sha256, old, size, before, root, proof)).toBe(true)
    }
  }
})

test('the path of a tile of every width, and of the first and last index of each length', () => {
  for (let width = 1; width <= TILE; width += 1)
    for (const level of [0, 63, 'entries'] as const) {
      const path = tilePath({ level, index: 7, width })
      expect(path).toBe(`tile/${level}/007${width < TILE ? `.p/${width}` : ''}`)
      expect(parseTilePath(path)).toEqual({ level, index: 7, width })
    }
  for (const [index, path] of [
    [0, '000'],
    [999, '999'],
    [1_000, 'x001/000'],
    [999_999, 'x999/999'],
    [1_000_000, 'x001/x000/000'],
    [1_234_067, 'x001/x234/067'],
    [Number.MAX_SAFE_INTEGER, 'x009/x007/x199/x254/x740/991'],
  ] as const) {
    expect(tilePath({ level: 'entries', index, width: TILE })).toBe(`tile/entries/${path}`)
    expect(parseTilePath(`tile/0/${path}.p/255`)).toEqual({ level: 0, index, width: 255 })
  }
})

test.each([
  '',
  'tile',
  'tile/0',
  'tile/0/',
  '/tile/0/000',
  'tile/0/000/',
  'tile//000',
  'tile/-1/000',
  'tile/+1/000',
  'tile/0/-01',
  'tile/100/000',
  'tile/0/000.p',
  'tile/0/000.p/',
  'tile/0/000.p/-1',
  'tile/0/000.p/1000',
  'tile/0/000.P/1',
  'tile/0/000.p/1/2',
  'tile/0/000.p/1.p/2',
  'tile/0/X001/000',
  'tile/0/001/002',
  'tile/0/x001',
  'tile/entries/00',
  'tile/entries/000.p/00',
  'tile/entrie/000',
  'tile/Entries/000',
  'tile/data/000',
  'tile/0/০০১',
  'tile/0/000 ',
  'tile/0/000\n',
  'tile/0/%30%30%30',
  'tile/0/x009/x007/x199/x254/x740/992',
  'checkpoint',
])('%j is no path', (path) => expect(parseTilePath(path)).toBeUndefined())

test('bundles: the shortest and the longest entry, and every place to cut one', () => {
  const entries = [new Uint8Array(), new Uint8Array(65_535).fill(7), utf8('x'), Uint8Array.of(0, 255, 10, 13)]
  const bundle = toBundle(entries)
  expect(fromBundle(bundle)).toEqual(entries)
  expect([...toBundle([utf8('a'), utf8('bc')])]).toEqual([0, 1, 97, 0, 2, 98, 99])
  for (const cut of [1, 3, 65_538, bundle.length - 1]) expect(fromBundle(bundle.subarray(0, cut))).toBeUndefined()
  expect(fromBundle(new Uint8Array())).toEqual([])
  expect(() => toBundle([new Uint8Array(65_536)])).toThrow('LOG_ENTRY_TOO_LONG')
})
