import { hash } from 'node:crypto'
import type { ReadFile } from '#kernel/log/tile-builder.ts'
import { TILE, tilePath } from '#kernel/log/tile-path.ts'
import { perfectRoot } from '../node-crypto.ts'

/** Something that does not fit: which file, what, and where it can be said, which entry. */
export type Fault = { code: FaultCode; at: string; index?: number }

export type FaultCode =
  | 'FILE_MISSING'
  | 'BUNDLE_MALFORMED'
  | 'ENTRY_CHANGED'
  | 'TILE_CHANGED'
  | 'ROOT_CHANGED'
  | 'CHECKPOINT_MALFORMED'
  | 'CHECKPOINT_UNSIGNED'
  | 'QUORUM_MISSING'
  | 'LOG_SHRUNK'
  | 'LOG_REWRITTEN'
  | 'LOG_RENAMED'

export type Checked = { hashes: Uint8Array; faults: Fault[] }

const HASH = 32
const AT_ONCE = 8
const MOST_FAULTS = 100

/**
 * Hashes the entries of full bundles and compares them with the tiles above them. Gives the root of each bundle, which
 * is one hash of level 1; the work of a thread.
 */
export async function checkBundles(read: ReadFile, from: number, to: number): Promise<Checked> {
  const hashes = new Uint8Array((to - from) * HASH)
  const faults: Fault[] = []
  let next = from
  const work = async () => {
    while (next < to && faults.length < MOST_FAULTS) {
      const index = next
      next += 1
      const one = await checkBundle(read, index, TILE)
      hashes.set(perfectRoot(one.hashes, 0, TILE), (index - from) * HASH)
      faults.push(...one.faults)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { hashes, faults }
}

/** The leaf hashes of one bundle, full or partial, as its entries give them. */
export async function checkBundle(read: ReadFile, index: number, width: number): Promise<Checked> {
  const faults: Fault[] = []
  const hashes = Buffer.alloc(TILE * HASH)
  const [bundle, tile] = await Promise.all([readPart(read, 'entries', index, width), readPart(read, 0, index, width)])
  const path = tilePath({ level: 'entries', index, width })
  if (!bundle || !tile || tile.bytes.length < width * HASH) {
    const missing = bundle ? tilePath({ level: 0, index, width }) : path
    return { hashes, faults: [{ code: 'FILE_MISSING', at: missing }] }
  }
  // A copy: the byte before each entry becomes the prefix of a leaf while it is hashed.
  const bytes = Buffer.from(bundle.bytes)
  let at = 0
  for (let i = 0; i < width; i += 1) {
    const end = at + 2 + (bytes[at]! << 8) + bytes[at + 1]!
    if (at + 2 > bytes.length || end > bytes.length)
      return { hashes, faults: [...faults, { code: 'BUNDLE_MALFORMED', at: path, index: index * TILE + i }] }
    bytes[at + 1] = 0
    hashes.write(hash('sha256', bytes.subarray(at + 1, end), 'binary'), i * HASH, HASH, 'binary')
    at = end
  }
  if (hashes.compare(tile.bytes, 0, width * HASH, 0, width * HASH) !== 0)
    for (let i = 0; i < width; i += 1)
      if (hashes.compare(tile.bytes, i * HASH, (i + 1) * HASH, i * HASH, (i + 1) * HASH) !== 0)
        faults.push({ code: 'ENTRY_CHANGED', at: path, index: index * TILE + i })
  if (bundle.isExact && at !== bytes.length) faults.push({ code: 'BUNDLE_MALFORMED', at: path })
  if (tile.isExact && tile.bytes.length !== width * HASH)
    faults.push({ code: 'TILE_CHANGED', at: tilePath({ level: 0, index, width }) })
  return { hashes, faults }
}

/** A partial file, or the full one it has become; a partial one must end where it says. */
export async function readPart(
  read: ReadFile,
  level: number | 'entries',
  index: number,
  width: number,
): Promise<{ bytes: Uint8Array; isExact: boolean } | undefined> {
  const own = await read(tilePath({ level, index, width }))
  if (own) return { bytes: own, isExact: true }
  const full = width < TILE ? await read(tilePath({ level, index, width: TILE })) : undefined
  return full && { bytes: full, isExact: false }
}
