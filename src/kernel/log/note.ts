import { fromBase64, toBase64 } from './base64.ts'
import { concat, fromUtf8, isSame, utf8 } from './bytes.ts'
import { cosignedMessage, mlDsaMessage, readTimestamped } from './cosignature.ts'
import { COSIGNATURE, ED25519, ML_DSA_44, type Crypto } from './crypto.ts'
import { isKeyName, type Key } from './vkey.ts'

/** One line under a note. `time` is what a witness claims in seconds, once its signature is found good. */
export type NoteSignature = { name: string; id: Uint8Array; signature: Uint8Array; line: string }

/** A text with signatures (c2sp.org/signed-note). `text` ends in its last line feed. */
export type Note = { text: string; signatures: readonly NoteSignature[] }

/** A signature that a key we trust has made; `time` in seconds where it says one. */
export type Signed = { key: Key; line: string; time?: number }

/** Notes longer than this, or with more signatures, are nobody's honest work. */
const MOST_CHARS = 1_000_000
const MOST_SIGNATURES = 100

/** Splits a note, or says nothing where it is not one: bytes that are not UTF-8, control characters, no last LF. */
export function parseNote(raw: string | Uint8Array): Note | undefined {
  const whole = typeof raw === 'string' ? raw : fromUtf8(raw)
  if (whole === undefined || whole.length > MOST_CHARS || /\p{Surrogate}/u.test(whole)) return undefined
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole) || !whole.endsWith('\n')) return undefined
  const split = whole.lastIndexOf('\n\n')
  if (split < 0) return undefined
  const lines = whole.slice(split + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) return undefined
  const signatures = lines.map(parseLine)
  if (signatures.some((signature) => signature === undefined)) return undefined
  return { text: whole.slice(0, split + 1), signatures: signatures as NoteSignature[] }
}

function parseLine(line: string): NoteSignature | undefined {
  const [, name = '', code = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? []
  const bytes = fromBase64(code)
  if (!isKeyName(name) || !bytes || bytes.length < 5) return undefined
  return { name, id: bytes.slice(0, 4), signature: bytes.slice(4), line: `${line}\n` }
}

/** A signature line as it stands under a note, line feed included. */
export const noteLine = (key: Pick<Key, 'name' | 'id'>, signature: Uint8Array): string =>
  `— ${key.name} ${toBase64(concat(key.id, signature))}\n`

/** Puts a note together from its text and its lines. */
export const toNote = (text: string, lines: readonly string[]): string => `${text}\n${lines.join('')}`

/**
 * The good signatures of known keys. Unknown ones are passed over; one bad signature of a known key spoils the whole
 * note, because somebody has meddled with it; none at all is no note to go by.
 */
export function openNote(crypto: Crypto, note: Note, keys: readonly Key[]): readonly Signed[] | undefined {
  const message = utf8(note.text)
  const found = new Map<Key, Signed>()
  for (const { name, id, signature, line } of note.signatures) {
    const key = keys.find((known) => known.name === name && isSame(known.id, id))
    if (!key || !canVerify(crypto, key)) continue
    const good = verify(crypto, key, note.text, message, signature)
    if (!good) return undefined
    if (!found.has(key)) found.set(key, { key, line, ...good })
  }
  return found.size > 0 ? [...found.values()] : undefined
}

const canVerify = (crypto: Crypto, key: Key): boolean => key.type !== ML_DSA_44 || crypto.mlDsa44 !== undefined

function verify(
  crypto: Crypto,
  key: Key,
  text: string,
  message: Uint8Array,
  signature: Uint8Array,
): { time?: number } | undefined {
  if (key.type === ED25519)
    return signature.length === 64 && crypto.ed25519(key.publicKey, message, signature) ? {} : undefined
  const stamped = readTimestamped(signature)
  if (!stamped) return undefined
  const { time, bytes } = stamped
  if (key.type === COSIGNATURE) {
    const isGood = bytes.length === 64 && crypto.ed25519(key.publicKey, cosignedMessage(time, text), bytes)
    return isGood ? { time } : undefined
  }
  const signed = mlDsaMessage(key.name, time, text)
  if (!signed || bytes.length !== 2420) return undefined
  return crypto.mlDsa44?.(key.publicKey, signed, bytes) ? { time } : undefined
}
