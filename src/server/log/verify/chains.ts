import { hash } from 'node:crypto'
import { fromBundle } from '#kernel/log/bundle.ts'
import { parseLeaf, type Leaf } from '#kernel/log/leaf.ts'
import type { ReadFile } from '#kernel/log/tile-builder.ts'
import { TILE } from '#kernel/log/tile-path.ts'
import { readPart } from './check-bundles.ts'

/** A leaf with its place in the log. */
export type Placed = { index: number; leaf: Leaf }

/** What does not fit in the leaves themselves, whatever the database says. */
export type ChainFault = {
  code: 'LEAF_MALFORMED' | 'SEQ_GAP' | 'SEQ_TWICE' | 'CHAIN_BROKEN' | 'ERASE_UNKNOWN' | 'COUNT_WRONG'
  index: number
  stream?: string
  seq?: number
}

/** Where an office's row of leaves ends: its number and digest, entries since the last count, and the day of that. */
export type End = { seq: number; digest: string; entries: number; day?: string | undefined }

/** Bundles that are fetched ahead of the one being read. */
const AHEAD = 8

/** Reads the leaves of a log in order, bundle by bundle. */
export async function* readLeaves(
  read: ReadFile,
  from: number,
  size: number,
): AsyncGenerator<{ index: number; bytes: Uint8Array }[]> {
  const end = Math.ceil(size / TILE)
  const coming: Promise<Uint8Array[]>[] = []
  let next = Math.floor(from / TILE)
  for (let bundle = next; bundle < end; bundle += 1) {
    for (; next < Math.min(end, bundle + AHEAD); next += 1) {
      const reading = readBundle(read, next, Math.min(TILE, size - next * TILE))
      // Whoever waits for it is told; one that nobody waits for any more must not end the process.
      reading.catch(() => undefined)
      coming.push(reading)
    }
    const first = Math.max(0, from - bundle * TILE)
    const entries = await coming.shift()!
    yield entries.slice(first).map((bytes, i) => ({ index: bundle * TILE + first + i, bytes }))
  }
}

async function readBundle(read: ReadFile, index: number, width: number): Promise<Uint8Array[]> {
  const entries = fromBundle((await readPart(read, 'entries', index, width))?.bytes ?? new Uint8Array())
  if (!entries || entries.length < width) throw new Error(`LOG_FILE_MISSING: bundle ${index}`)
  return entries.slice(0, width)
}

/** Follows the rows of all offices through a whole log; whoever has read it needs no database for that. */
export async function followLeaves(
  read: ReadFile,
  size: number,
  progress: (done: number, size: number) => void = () => undefined,
): Promise<Chains> {
  const chains = new Chains()
  for await (const leaves of readLeaves(read, 0, size)) {
    for (const { index, bytes } of leaves) chains.take(index, bytes)
    progress(leaves.at(-1)!.index + 1, size)
  }
  return chains
}

/**
 * Follows the row of every office: numbers without a gap, each leaf naming the digest of the one before it. Whoever
 * leaves an entry out of the log has to leave out all that the office wrote after it.
 */
export class Chains {
  readonly faults: ChainFault[] = []
  /** Digests that an erase leaf has named, by office and number of the entry. */
  readonly erased = new Map<string, ReadonlySet<string>>()
  readonly ends: Map<string, End>
  /** Leaves that are a school register's; a log of none is somebody else's. */
  ours = 0

  /** `ends` is what was kept of the leaves before. */
  constructor(ends: Iterable<readonly [string, End]> = []) {
    this.ends = new Map(ends)
  }

  take(index: number, bytes: Uint8Array): Leaf | undefined {
    const leaf = parseLeaf(bytes)
    if (!leaf) {
      this.faults.push({ code: 'LEAF_MALFORMED', index })
      return undefined
    }
    this.ours += 1
    const { stream, seq } = leaf
    const last = this.ends.get(stream)
    const expected = (last?.seq ?? 0) + 1
    const where = { index, stream, seq }
    if (seq > expected) this.faults.push({ code: 'SEQ_GAP', ...where })
    else if (seq < expected) this.faults.push({ code: 'SEQ_TWICE', ...where })
    else if (leaf.prev !== (last?.digest ?? null)) this.faults.push({ code: 'CHAIN_BROKEN', ...where })
    const entries = (last?.entries ?? 0) + (leaf.op === 'erase' || leaf.op === 'count' ? 0 : 1)
    if (leaf.op === 'count' && leaf.entries !== entries) this.faults.push({ code: 'COUNT_WRONG', ...where })
    this.ends.set(stream, {
      seq: Math.max(seq, expected - 1),
      digest: hash('sha256', bytes, 'base64url'),
      entries: leaf.op === 'count' ? 0 : entries,
      day: leaf.op === 'count' ? leaf.day : last?.day,
    })
    if (leaf.op === 'erase') this.erase(leaf, index)
    return leaf
  }

  private erase(leaf: Leaf, index: number): void {
    const { stream, seq, ref, erased } = leaf
    if (ref === null || ref >= seq || !erased) this.faults.push({ code: 'ERASE_UNKNOWN', index, stream, seq })
    else {
      const key = placeKey(stream, ref)
      this.erased.set(key, new Set([...(this.erased.get(key) ?? []), ...erased]))
    }
  }
}

export const placeKey = (stream: string, seq: number): string => `${stream} ${seq}`
