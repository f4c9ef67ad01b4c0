import { createPublicKey, sign, type KeyObject } from 'node:crypto'
import { concat, utf8 } from '#kernel/log/bytes.ts'
import { cosignedMessage, toU64 } from '#kernel/log/cosignature.ts'
import { COSIGNATURE, ED25519 } from '#kernel/log/crypto.ts'
import { noteLine } from '#kernel/log/note.ts'
import { makeKey, type Key } from '#kernel/log/vkey.ts'
import { nodeCrypto } from './node-crypto.ts'

/**
 * A key that signs notes under a name: the log's own, or a witness's with the time in seconds. `previous` are the public
 * halves of keys that this one took the place of: what they signed is still ours.
 */
export type Signer = { key: Key; line: (text: string) => string; previous: readonly Key[] }

/** Signs checkpoints as the log of that origin. */
export function logSigner(origin: string, privateKey: KeyObject, before: readonly Uint8Array[] = []): Signer {
  const keyOf = (bytes: Uint8Array) => makeKey(nodeCrypto.sha256, origin, ED25519, bytes)
  const key = keyOf(publicBytes(privateKey))
  return {
    previous: before.map(keyOf),
    key,
    line: (text) => noteLine(key, sign(null, utf8(text), privateKey)),
  }
}

/** Cosigns checkpoints as the witness of that name. */
export function witnessSigner(name: string, privateKey: KeyObject, now: () => number): Signer {
  const key = makeKey(nodeCrypto.sha256, name, COSIGNATURE, publicBytes(privateKey))
  const line = (text: string) => {
    const time = Math.floor(now() / 1000)
    return noteLine(key, concat(toU64(time), sign(null, cosignedMessage(time, text), privateKey)))
  }
  return { key, line, previous: [] }
}

/** The 32 bytes of an Ed25519 key that everybody may know. */
export const publicBytes = (privateKey: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32))
