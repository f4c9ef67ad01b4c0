import { isSame } from './bytes.ts'
import type { Sha256 } from './crypto.ts'
import { nodeHash } from './merkle.ts'

const half = (n: number): number => Math.floor(n / 2)
const isOdd = (n: number): boolean => n % 2 === 1

/** RFC 9162 section 2.1.3.2: whether a leaf stands at `index` of the tree of `size` leaves with this root. */
export function isIncluded(
  sha256: Sha256,
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size) return false
  let [fn, sn] = [index, size - 1]
  let hash = leaf
  for (const part of proof) {
    if (sn === 0 || part.length !== 32) return false
    if (isOdd(fn) || fn === sn) {
      hash = nodeHash(sha256, part, hash)
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      hash = nodeHash(sha256, hash, part)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && isSame(hash, root)
}

/** RFC 9162 section 2.1.4.2: whether the older tree is the beginning of the newer one. */
export function isConsistent(
  sha256: Sha256,
  old: number,
  size: number,
  oldRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!isSize(old) || !isSize(size) || old > size || proof.some((part) => part.length !== 32)) return false
  if (old === size) return proof.length === 0 && isSame(oldRoot, root)
  if (old === 0) return proof.length === 0
  if (proof.length === 0) return false
  const path = Number.isInteger(Math.log2(old)) ? [oldRoot, ...proof] : proof
  let [fn, sn] = [old - 1, size - 1]
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)]
  let [first, second] = [path[0]!, path[0]!]
  for (const part of path.slice(1)) {
    if (sn === 0) return false
    if (isOdd(fn) || fn === sn) {
      first = nodeHash(sha256, part, first)
      second = nodeHash(sha256, part, second)
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      second = nodeHash(sha256, second, part)
    }
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && isSame(first, oldRoot) && isSame(second, root)
}

const isSize = (n: number): boolean => Number.isSafeInteger(n) && n >= 0
