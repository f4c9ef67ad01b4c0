import { MOST_BYTES } from './bundle.ts'
import { concat } from './bytes.ts'
import type { Sha256 } from './crypto.ts'
import { emptyRoot } from './merkle.ts'
import { hashesAt, TILE, tilePath } from './tile-path.ts'

const HASH = 32

/** The root over `count` neighbouring hashes of a tile, a power of two; a host may have a quick one. */
export type PerfectRoot = (hashes: Uint8Array, from: number, count: number) => Uint8Array

/** Reads a file of a log by its path below the prefix; undefined where there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>

/**
 * The right edge of a log: what is needed to add entries and to know the root, and nothing else. `add` gives the files
 * that a log of the new size has and the old one had not; what it once gave never changes.
 */
export class TileBuilder {
  size = 0
  private readonly sha256: Sha256
  /** The unfinished tile of each level, and of the entries. */
  private readonly edge: { hashes: Uint8Array; width: number }[] = []
  private bundle: Uint8Array[] = []
  private readonly node = new Uint8Array(1 + 2 * HASH).fill(1, 0, 1)

  private readonly perfect: PerfectRoot

  constructor(sha256: Sha256, perfect: PerfectRoot = (...tile) => perfectRoot(sha256, ...tile)) {
    this.sha256 = sha256
    this.perfect = perfect
  }

  /** Takes up a log where it was left. The root must be compared by the caller: files may have been meddled with. */
  static async open(sha256: Sha256, size: number, read: ReadFile, perfect?: PerfectRoot): Promise<TileBuilder> {
    const builder = new TileBuilder(sha256, perfect)
    builder.size = size
    for (let level = 0; hashesAt(level, size) > 0; level += 1) {
      const hashes = hashesAt(level, size)
      const width = hashes % TILE
      const tile = builder.tileAt(level)
      if (width === 0) continue
      tile.hashes.set(await builder.readPart(read, level, Math.floor(hashes / TILE), width, width * HASH))
      tile.width = width
    }
    const width = size % TILE
    if (width > 0) builder.bundle = [await builder.readPart(read, 'entries', Math.floor(size / TILE), width)]
    return builder
  }

  private async readPart(
    read: ReadFile,
    level: number | 'entries',
    index: number,
    width: number,
    bytes?: number,
  ): Promise<Uint8Array> {
    const path = tilePath({ level, index, width })
    const part = (await read(path)) ?? (await read(tilePath({ level, index, width: TILE })))
    if (!part || (bytes !== undefined && part.length < bytes)) throw new Error(`LOG_FILE_MISSING: ${path}`)
    return bytes === undefined ? cutBundle(part, width, path) : part.subarray(0, bytes)
  }

  /** Adds entries in order; the files that are new, full tiles and the partial ones at the end. */
  add(entries: readonly Uint8Array[]): Map<string, Uint8Array> {
    const files = new Map<string, Uint8Array>()
    const touched = new Set<number>()
    for (const entry of entries) {
      if (entry.length > MOST_BYTES) throw new RangeError(`LOG_ENTRY_TOO_LONG: ${entry.length}`)
      const framed = new Uint8Array(2 + entry.length)
      framed.set(entry, 2)
      // The byte before the entry becomes the leaf's prefix for as long as it is hashed.
      const hash = this.sha256(framed.subarray(1))
      framed[0] = entry.length >> 8
      framed[1] = entry.length & 255
      this.bundle.push(framed)
      this.size += 1
      if (this.size % TILE === 0) {
        files.set(tilePath({ level: 'entries', index: this.size / TILE - 1, width: TILE }), concat(...this.bundle))
        this.bundle = []
      }
      this.push(0, hash, files, touched)
    }
    if (this.bundle.length > 0 && entries.length > 0) {
      const part = concat(...this.bundle)
      this.bundle = [part]
      files.set(tilePath({ level: 'entries', index: Math.floor(this.size / TILE), width: this.size % TILE }), part)
    }
    for (const level of touched) {
      const { hashes, width } = this.edge[level]!
      const index = Math.floor(hashesAt(level, this.size) / TILE)
      if (width > 0) files.set(tilePath({ level, index, width }), hashes.slice(0, width * HASH))
    }
    return files
  }

  /** The root over everything added: unfinished tiles from the bottom up, the lower ones being the right-hand end. */
  root(): Uint8Array {
    let root: Uint8Array | undefined
    for (const { hashes, width } of this.edge) {
      let end = width
      while (end > 0) {
        const part = lowestPower(end)
        const hash = this.perfect(hashes, end - part, part)
        root = root ? this.pair(hash, root) : hash
        end -= part
      }
    }
    return root ?? emptyRoot(this.sha256)
  }

  private push(level: number, hash: Uint8Array, files: Map<string, Uint8Array>, touched: Set<number>): void {
    const tile = this.tileAt(level)
    tile.hashes.set(hash, tile.width * HASH)
    tile.width += 1
    touched.add(level)
    if (tile.width < TILE) return
    const index = hashesAt(level, this.size) / TILE - 1
    const full = tile.hashes.slice()
    files.set(tilePath({ level, index, width: TILE }), full)
    tile.width = 0
    this.push(level + 1, this.perfect(full, 0, TILE), files, touched)
  }

  private tileAt(level: number): { hashes: Uint8Array; width: number } {
    while (this.edge.length <= level) this.edge.push({ hashes: new Uint8Array(TILE * HASH), width: 0 })
    return this.edge[level]!
  }

  private pair(left: Uint8Array, right: Uint8Array): Uint8Array {
    this.node.set(left, 1)
    this.node.set(right, 1 + HASH)
    return this.sha256(this.node)
  }
}

/** The root over a power of two of neighbouring hashes, as they lie in a tile. */
export function perfectRoot(sha256: Sha256, hashes: Uint8Array, from: number, count: number): Uint8Array {
  // A copy in any case: `slice` of some hosts' byte arrays gives a window into what the caller keeps.
  const work = new Uint8Array(hashes.subarray(from * HASH, (from + count) * HASH))
  const node = new Uint8Array(1 + 2 * HASH).fill(1, 0, 1)
  for (let width = count; width > 1; width /= 2)
    for (let i = 0; i < width / 2; i += 1) {
      node.set(work.subarray(2 * i * HASH, (2 * i + 2) * HASH), 1)
      work.set(sha256(node), i * HASH)
    }
  return work.subarray(0, HASH)
}

const lowestPower = (n: number): number => n & -n

/** The first entries of a bundle that may have grown since. */
function cutBundle(bundle: Uint8Array, count: number, path: string): Uint8Array {
  let at = 0
  for (let i = 0; i < count; i += 1) {
    if (at + 2 > bundle.length) throw new Error(`LOG_FILE_MISSING: ${path}`)
    at += 2 + bundle[at]! * 256 + bundle[at + 1]!
  }
  if (at > bundle.length) throw new Error(`LOG_FILE_MISSING: ${path}`)
  return bundle.subarray(0, at)
}
