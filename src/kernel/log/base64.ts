const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const URL = `${STANDARD.slice(0, 62)}-_`

const valuesOf = (alphabet: string): ReadonlyMap<string, number> => new Map([...alphabet].map((char, i) => [char, i]))
const standardValues = valuesOf(STANDARD)
const urlValues = valuesOf(URL)

/** Standard base64 with padding (RFC 4648 section 4): hashes, keys and signatures. */
export function toBase64(bytes: Uint8Array): string {
  const text = encode(bytes, STANDARD)
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

/** base64url without padding (RFC 4648 section 5): salts, disclosures and their digests. */
export const toBase64Url = (bytes: Uint8Array): string => encode(bytes, URL)

/**
 * Reads standard base64, and only its one form: full padding, no spaces, no bits left over. One signature then has one
 * spelling.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  return decode(text.replace(/=+$/, ''), standardValues, text.length)
}

/** Reads unpadded base64url in its one form. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  return /^[A-Za-z0-9_-]*$/.test(text) ? decode(text, urlValues) : undefined
}

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const chars = Math.min(4, bytes.length - i + 1)
    for (let c = 0; c < chars; c += 1) text += alphabet[(word >> (18 - 6 * c)) & 63]!
  }
  return text
}

function decode(
  text: string,
  values: ReadonlyMap<string, number>,
  padded?: number,
): Uint8Array<ArrayBuffer> | undefined {
  const rest = text.length % 4
  if (rest === 1 || (padded !== undefined && padded - text.length !== (4 - rest) % 4)) return undefined
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let word = 0
  let bits = 0
  let at = 0
  for (const char of text) {
    word = ((word << 6) | values.get(char)!) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (word >> bits) & 0xff
    at += 1
  }
  return (word & ((1 << bits) - 1)) === 0 ? bytes : undefined
}
