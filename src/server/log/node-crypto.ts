import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto'
import type { Crypto } from '#kernel/log/crypto.ts'

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')
const SPKI_ML_DSA_44 = Buffer.from('30820532300b0609608648016503040311038205210000', 'hex').subarray(0, 22)

/** The server's cryptography: OpenSSL, through Node. */
export const nodeCrypto: Crypto = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  ed25519: (publicKey, message, signature) => isGood(SPKI_ED25519, publicKey, message, signature),
  mlDsa44: (publicKey, message, signature) => isGood(SPKI_ML_DSA_44, publicKey, message, signature),
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
