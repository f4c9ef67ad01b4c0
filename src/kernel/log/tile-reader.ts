import type { Sha256 } from './crypto.ts'
import type { Subtree } from './merkle.ts'
import { hashesAt, TILE, tilePath } from './tile-path.ts'
import { perfectRoot, type ReadFile } from './tile-builder.ts'

/**
 * Complete subtrees out of the tiles of a log of `size` entries: what proofs are made of. A partial tile that is gone
 * has become a full one, whose beginning is the same.
 */
export function tileSubtrees(sha256: Sha256, size: number, read: ReadFile): Subtree {
  const kept = new Map<string, Promise<Uint8Array>>()
  const tile = (level: number, index: number): Promise<Uint8Array> => {
    const width = Math.min(TILE, hashesAt(level, size) - index * TILE)
    const path = tilePath({ level, index, width })
    const known = kept.get(path)
    if (known) return known
    const reading = (async () => {
      const bytes =
        (await read(path)) ?? (width < TILE ? await read(tilePath({ level, index, width: TILE })) : undefined)
      if (!bytes || bytes.length < width * 32) throw new Error(`LOG_FILE_MISSING: ${path}`)
      return bytes.subarray(0, width * 32)
    })()
    kept.set(path, reading)
    return reading
  }
  return async (level, index) => {
    const row = Math.floor(level / 8)
    const count = 2 ** (level % 8)
    const first = index * count
    const hashes = await tile(row, Math.floor(first / TILE))
    return perfectRoot(sha256, hashes, first % TILE, count)
  }
}
