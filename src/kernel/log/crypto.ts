/** Cryptography is handed in: Node's own on the server, a kept library in the browser. Nothing here is home-made. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Signature algorithms of C2SP by their type byte. */
export const ED25519 = 0x01
export const COSIGNATURE = 0x04
export const ML_DSA_44 = 0x06

export type Crypto = {
  sha256: Sha256
  /** RFC 8032 over the whole message. */
  ed25519: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
  /** FIPS 204 with an empty context; where a host has none, keys of that kind are unknown to it. */
  mlDsa44?: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
}

/** Signs with a key that its owner holds. */
export type Sign = (message: Uint8Array) => Uint8Array
