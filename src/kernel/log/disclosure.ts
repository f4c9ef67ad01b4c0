import { canonical } from '../entry/canonical.ts'
import { fromBase64Url, toBase64Url } from './base64.ts'
import { fromUtf8, utf8 } from './bytes.ts'
import type { Sha256 } from './crypto.ts'

/** Bytes of salt in front of each private value: too many to try, so that two possible values cannot be told apart. */
export const SALT_BYTES = 16

/** One private value with its salt, as RFC 9901 discloses it; whoever is handed the text can check it against a leaf. */
export type Disclosure = { salt: string; name: string; value: unknown }

/** The text before it is encoded: one text for one value, in NFC and without floats. */
export const disclosureJson = ({ salt, name, value }: Disclosure): string => canonical([salt, name, value])

/** base64url(JSON [salt, name, value]). */
export const toDisclosure = (disclosure: Disclosure): string => toBase64Url(utf8(disclosureJson(disclosure)))

/** What stands in a leaf for a disclosure: base64url(SHA-256(its ASCII text)). */
export const digestOf = (sha256: Sha256, disclosure: string): string => toBase64Url(sha256(utf8(disclosure)))

/** Reads a disclosure that somebody was handed. */
export function parseDisclosure(text: string): Disclosure | undefined {
  const json = fromUtf8(fromBase64Url(text) ?? new Uint8Array())
  try {
    const parts: unknown = JSON.parse(json ?? '')
    if (!Array.isArray(parts) || parts.length !== 3) return undefined
    const [salt, name, value] = parts as unknown[]
    return typeof salt === 'string' && typeof name === 'string' ? { salt, name, value } : undefined
  } catch {
    return undefined
  }
}
