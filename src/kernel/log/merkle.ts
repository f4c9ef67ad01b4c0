import { concat } from './bytes.ts'
import type { Sha256 } from './crypto.ts'

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** RFC 6962 section 2.1: the first byte keeps a leaf from passing for a node. */
export const leafHash = (sha256: Sha256, entry: Uint8Array): Uint8Array => sha256(concat(LEAF, entry))

export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concat(NODE, left, right))

/** The root of a log in which nothing stands. */
export const emptyRoot = (sha256: Sha256): Uint8Array => sha256(new Uint8Array())

/** The root over leaf hashes, straight from the definition: what everything quicker is tested against. */
export function rootOf(sha256: Sha256, leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot(sha256)
  if (leaves.length === 1) return leaves[0]!
  const split = splitOf(leaves.length)
  return nodeHash(sha256, rootOf(sha256, leaves.slice(0, split)), rootOf(sha256, leaves.slice(split)))
}

/** The largest power of two smaller than n; by division, for sizes past 2^31. */
export function splitOf(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}

/** The hash of a complete subtree: 2^level leaves from index · 2^level on. */
export type Subtree = (level: number, index: number) => Promise<Uint8Array>

/** The root over leaves `start` to `end`, where `start` is a multiple of the power of two that covers the range. */
export async function rangeHash(sha256: Sha256, read: Subtree, start: number, end: number): Promise<Uint8Array> {
  const size = end - start
  if (size === 0) return emptyRoot(sha256)
  const level = Math.floor(Math.log2(size))
  if (2 ** level === size) return read(level, start / size)
  const split = start + splitOf(size)
  return nodeHash(sha256, await rangeHash(sha256, read, start, split), await rangeHash(sha256, read, split, end))
}

/** RFC 6962 section 2.1.1: the sibling of the leaf first, the child of the root last. */
export async function inclusionProof(
  sha256: Sha256,
  read: Subtree,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  if (index < 0 || index >= size) throw new RangeError(`LOG_INDEX_OUTSIDE: ${index} of ${size}`)
  const ranges: [number, number][] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const split = start + splitOf(end - start)
    if (index < split) {
      ranges.unshift([split, end])
      end = split
    } else {
      ranges.unshift([start, split])
      start = split
    }
  }
  return Promise.all(ranges.map(([from, to]) => rangeHash(sha256, read, from, to)))
}

/** RFC 6962 section 2.1.2: that the first `old` of `size` leaves are those of the older tree. */
export async function consistencyProof(
  sha256: Sha256,
  read: Subtree,
  old: number,
  size: number,
): Promise<Uint8Array[]> {
  if (old < 0 || old > size) throw new RangeError(`LOG_SIZE_OUTSIDE: ${old} of ${size}`)
  if (old === 0 || old === size) return []
  const ranges: [number, number][] = []
  let [start, end] = [0, size]
  let isWhole = true
  while (end !== old) {
    const split = start + splitOf(end - start)
    if (old <= split) {
      ranges.unshift([split, end])
      end = split
    } else {
      ranges.unshift([start, split])
      start = split
      isWhole = false
    }
  }
  if (!isWhole) ranges.unshift([start, end])
  return Promise.all(ranges.map(([from, to]) => rangeHash(sha256, read, from, to)))
}
