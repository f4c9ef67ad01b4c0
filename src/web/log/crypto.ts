import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Crypto } from '#kernel/log/crypto.ts'

/** The browser's cryptography: a kept and audited library, so that the page needs no server to believe. */
export const webCrypto: Crypto = {
  sha256,
  ed25519: (publicKey, message, signature) => {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false })
    } catch {
      return false
    }
  },
}
