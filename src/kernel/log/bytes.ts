/** Encoders every host of ours has, and which the plain language's own types do not list. */
const host = globalThis as unknown as {
  TextEncoder: new () => { encode: (text: string) => Uint8Array<ArrayBuffer> }
  TextDecoder: new (label: string, options: object) => { decode: (bytes: Uint8Array) => string }
}
const encoder = new host.TextEncoder()
const decoder = new host.TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The bytes of a text that hashes and signatures are made over. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

/** The text of bytes, or undefined where they are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Parts one after the other, as signed messages and tiles are put together. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Whether two hashes are the same bytes. */
export const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

/** Lower-case hexadecimal, as key IDs are written. */
export const toHex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

/** Reads lower-case hexadecimal of whole bytes. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return undefined
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
