import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto'
import type { Crypto } from '#kernel/log/crypto.ts'
import type { PerfectRoot } from '#kernel/log/tile-builder.ts'

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')
const SPKI_ML_DSA_44 = Buffer.from('30820532300b0609608648016503040311038205210000', 'hex').subarray(0, 22)

/** The server's cryptography: OpenSSL, through Node. */
export const nodeCrypto: Crypto = {
  // By way of a string: making its buffer costs Node more than the hashing itself.
  sha256: (bytes) => Buffer.from(hash('sha256', bytes, 'binary'), 'binary'),
  ed25519: (publicKey, message, signature) => isGood(SPKI_ED25519, publicKey, message, signature),
  mlDsa44: (publicKey, message, signature) => isGood(SPKI_ML_DSA_44, publicKey, message, signature),
}

const TILE_BYTES = 8_192
const tile = Buffer.alloc(TILE_BYTES)
const node = Buffer.alloc(65, 1)

/** The kernel's `perfectRoot`, three times as quick: one piece of memory, and no buffer for each hash. */
export const perfectRoot: PerfectRoot = (hashes, from, count) => {
  const work = count * 32 <= TILE_BYTES ? tile : Buffer.alloc(count * 32)
  work.set(hashes.subarray(from * 32, (from + count) * 32))
  for (let width = count; width > 1; width /= 2)
    for (let i = 0; i < width / 2; i += 1) {
      work.copy(node, 1, 64 * i, 64 * i + 64)
      work.write(hash('sha256', node, 'binary'), 32 * i, 32, 'binary')
    }
  return new Uint8Array(work.subarray(0, 32))
}

function isGood(prefix: Buffer, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  let key: KeyObject
  try {
    key = createPublicKey({ key: Buffer.concat([prefix, publicKey]), format: 'der', type: 'spki' })
  } catch {
    return false
  }
  return verify(null, message, key, signature)
}
