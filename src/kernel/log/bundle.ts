import { concat } from './bytes.ts'

/** The longest entry that two bytes of length can announce. */
export const MOST_BYTES = 65_535

/** Entries one after the other, each behind its length in two bytes. */
export const toBundle = (entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  concat(
    ...entries.flatMap((entry) => {
      if (entry.length > MOST_BYTES) throw new RangeError(`LOG_ENTRY_TOO_LONG: ${entry.length}`)
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]
    }),
  )

/** The entries of a bundle, or undefined where it is cut short. */
export function fromBundle(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bundle.length) {
    if (at + 2 > bundle.length) return undefined
    const end = at + 2 + bundle[at]! * 256 + bundle[at + 1]!
    if (end > bundle.length) return undefined
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return entries
}
