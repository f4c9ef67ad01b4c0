import { fromBase64, toBase64 } from './base64.ts'
import { concat, fromHex, isSame, toHex, utf8 } from './bytes.ts'
import { COSIGNATURE, ED25519, ML_DSA_44, type Sha256 } from './crypto.ts'

/** A key that somebody trusts: who, which algorithm, and the public bytes. The ID is a short name for it. */
export type Key = { name: string; type: number; publicKey: Uint8Array; id: Uint8Array }

const LENGTHS: Readonly<Record<number, number>> = { [ED25519]: 32, [COSIGNATURE]: 32, [ML_DSA_44]: 1312 }

/** c2sp.org/signed-note: a name is not empty and holds neither a space nor a plus. */
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}+\p{Cc}]+$/u.test(name)

/** SHA-256(name ‖ LF ‖ type ‖ public key), first four bytes. */
export const keyId = (sha256: Sha256, name: string, type: number, publicKey: Uint8Array): Uint8Array =>
  sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4)

export function makeKey(sha256: Sha256, name: string, type: number, publicKey: Uint8Array): Key {
  if (!isKeyName(name)) throw new RangeError(`LOG_KEY_NAME: ${name}`)
  return { name, type, publicKey, id: keyId(sha256, name, type, publicKey) }
}

/** `name+hex key ID+base64(type ‖ public key)`: what is printed, mailed and pinned. */
export const toVkey = (key: Key): string =>
  `${key.name}+${toHex(key.id)}+${toBase64(concat(Uint8Array.of(key.type), key.publicKey))}`

/** Reads a vkey of a kind we know; a key ID that does not follow from the key is refused. */
export function parseVkey(sha256: Sha256, text: string): Key | undefined {
  const [, name = '', hex = '', code = ''] = /^([^+]+)\+([^+]+)\+(.+)$/s.exec(text) ?? []
  const [id, bytes] = [fromHex(hex), fromBase64(code)]
  if (!isKeyName(name) || id?.length !== 4 || !bytes || LENGTHS[bytes[0]!] !== bytes.length - 1) return undefined
  const key = makeKey(sha256, name, bytes[0]!, bytes.slice(1))
  return isSame(key.id, id) ? key : undefined
}
