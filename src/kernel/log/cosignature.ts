import { concat, utf8 } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'

/** Eight bytes, big end first. */
export function toU64(n: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(n))
  return bytes
}

/** What a witness signs (c2sp.org/tlog-cosignature): that at this second it knew of no longer log than this one. */
export const cosignedMessage = (time: number, body: string): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${body}`)

/** Splits a time in front of a signature. Times past 2^53 are refused: nobody's clock says so. */
export function readTimestamped(payload: Uint8Array): { time: number; bytes: Uint8Array } | undefined {
  if (payload.length < 9) return undefined
  const time = Number(new DataView(payload.buffer, payload.byteOffset, 8).getBigUint64(0))
  return Number.isSafeInteger(time) ? { time, bytes: payload.slice(8) } : undefined
}

/** What a witness signs with ML-DSA-44: the whole tree of a checkpoint, bound to its own name. */
export function mlDsaMessage(name: string, time: number, body: string): Uint8Array | undefined {
  const checkpoint = parseCheckpoint(body)
  if (!checkpoint) return undefined
  const [cosigner, origin] = [utf8(name), utf8(checkpoint.origin)]
  if (cosigner.length > 255 || origin.length > 255) return undefined
  return concat(
    utf8('subtree/v1\n\0'),
    Uint8Array.of(cosigner.length),
    cosigner,
    toU64(time),
    Uint8Array.of(origin.length),
    origin,
    toU64(0),
    toU64(checkpoint.size),
    checkpoint.root,
  )
}
