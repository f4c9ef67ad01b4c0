import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import merkle from '#test/vectors/tlog-merkle.json' with { type: 'json' }
import tiles from '#test/vectors/tlog-tiles.json' with { type: 'json' }
import { fromBundle } from './bundle.ts'
import { toHex, utf8 } from './bytes.ts'
import { consistencyProof, inclusionProof, leafHash, rootOf } from './merkle.ts'
import { TileBuilder } from './tile-builder.ts'
import { parseTilePath } from './tile-path.ts'
import { tileSubtrees } from './tile-reader.ts'
import { isConsistent, isIncluded } from './verify-proof.ts'

const { sha256 } = nodeCrypto
const entry = (i: number) => utf8(`leaf-${i}`)
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => entry(from + i))

test('files and roots of every size of the vectors', () => {
  for (const { size, tiles: listed, bundles } of tiles.trees) {
    const builder = new TileBuilder(sha256)
    const files = builder.add(range(0, size))
    expect(toHex(builder.root())).toBe(merkle.trees.find((tree) => tree.size === size)!.root_hex)
    for (const { path, sha256: hash, bytes } of [...listed, ...bundles])
      expect([path, files.get(path)?.length, toHex(sha256(files.get(path)!))]).toEqual([path, bytes, hash])
    for (const path of files.keys()) expect(parseTilePath(path)).toBeDefined()
    const all = Math.ceil(size / 256) * 2 + Math.ceil(Math.floor(size / 256) / 256) + (size >= 65_536 ? 1 : 0)
    expect(files.size).toBe(all)
  }
})

test('any row of appends, taken up anew at any point, is the same log; any two sizes of it are proven', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ count: fc.integer({ min: 0, max: 700 }), isReopened: fc.boolean() }), { maxLength: 8 }),
      fc.nat(),
      fc.nat(),
      async (steps, a, b) => {
        const files = new Map<string, Uint8Array>()
        const read = async (path: string) => files.get(path)
        const roots: { size: number; root: Uint8Array }[] = []
        let builder = new TileBuilder(sha256)
        for (const { count, isReopened } of steps) {
          if (isReopened) builder = await TileBuilder.open(sha256, builder.size, read)
          const size = builder.size
          for (const [path, bytes] of builder.add(range(size, size + count))) {
            expect(files.get(path) ?? bytes).toEqual(bytes)
            files.set(path, bytes)
          }
          roots.push({ size: builder.size, root: builder.root() })
        }
        const { size, root } = roots.at(-1) ?? { size: 0, root: builder.root() }
        const leaves = range(0, size).map((bytes) => leafHash(sha256, bytes))
        expect(toHex(root)).toBe(toHex(rootOf(sha256, leaves)))
        if (size === 0) return
        const subtrees = tileSubtrees(sha256, size, read)
        const index = a % size
        const proof = await inclusionProof(sha256, subtrees, index, size)
        expect(isIncluded(sha256, leaves[index]!, index, size, proof, root)).toBe(true)
        if (size > 1) expect(isIncluded(sha256, leaves[index]!, (index + 1) % size, size, proof, root)).toBe(false)
        const old = roots[b % roots.length]!
        const steps2 = await consistencyProof(sha256, subtrees, old.size, size)
        expect(isConsistent(sha256, old.size, size, old.root, root, steps2)).toBe(true)
        if (old.size > 0) {
          const forged = old.root.with(b % 32, old.root[b % 32]! ^ (1 << (a % 8)))
          expect(isConsistent(sha256, old.size, size, forged, root, steps2)).toBe(false)
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('any flipped byte of an entry gives another root', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (size, at, mask) => {
      const entries = range(0, size)
      const changed = entries.with(at % size, entries[at % size]!.with(at % 6, entries[at % size]![at % 6]! ^ mask))
      const [one, other] = [entries, changed].map((list) => {
        const builder = new TileBuilder(sha256)
        builder.add(list)
        return toHex(builder.root())
      })
      expect(one).not.toBe(other)
    }),
    { numRuns: 60 },
  )
})

test('a bundle holds what was added, and a tile that is cut short is not taken up', async () => {
  const builder = new TileBuilder(sha256)
  const files = builder.add(range(0, 300))
  expect(fromBundle(files.get('tile/entries/001.p/44')!)).toEqual(range(256, 300))
  const short = async (path: string) => files.get(path)?.subarray(1)
  await expect(TileBuilder.open(sha256, 300, short)).rejects.toThrow('LOG_FILE_MISSING')
  const grown = builder.add(range(300, 512))
  const later = async (path: string) => grown.get(path)
  const back = await TileBuilder.open(
    sha256,
    300,
    async (path) => (await later(path)) ?? files.get(path.replace(/^(tile\/1.*)/, '$1')),
  )
  expect(back.add(range(300, 512)).get('tile/entries/001')).toEqual(grown.get('tile/entries/001'))
  expect(() => builder.add([new Uint8Array(65_536)])).toThrow('LOG_ENTRY_TOO_LONG')
})
