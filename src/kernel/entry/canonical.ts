/**
 * The one text of a value (RFC 8785, JCS) with every string in NFC, so that the same fact hashes the same on a phone
 * and on the server. Entries hold no floats, no undefined and no functions; a lone surrogate throws a RangeError.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw new RangeError('ENTRY_MALFORMED: only whole numbers have a place in an entry')
    return String(value === 0 ? 0 : value)
  }
  if (value === null || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object') throw new RangeError(`ENTRY_MALFORMED: ${typeof value}`)
  const object = value as Record<string, unknown>
  const keys = Object.keys(object)
  if (PLAIN.test(keys.join(''))) return plainObject(object, keys)
  const parts = keys
    .filter((key) => object[key] !== undefined)
    .map((key): [string, unknown] => [key.normalize('NFC'), object[key]])
  // Sorting by UTF-16 code units is what RFC 8785 section 3.2.3 asks, and what comparing strings does.
  parts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  if (parts.some(([key], i) => key === parts[i - 1]?.[0])) throw new RangeError('ENTRY_MALFORMED: one key twice')
  return `{${parts.map(([key, part]) => `${quote(key)}:${canonical(part)}`).join(',')}}`
}

/** An object whose keys are their own canonical form: a class sheet names forty pupils by identifier. */
function plainObject(object: Record<string, unknown>, keys: string[]): string {
  let text = ''
  for (const key of keys.sort()) {
    const part = object[key]
    if (part !== undefined) text += `${text === '' ? '' : ','}"${key}":${canonical(part)}`
  }
  return `{${text}}`
}

/** Most strings are plain ASCII and stand as they are; an append writes hundreds. */
const PLAIN = /^[\u0020\u0021\u0023-\u005b\u005d-\u007e]*$/

function quote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`
  if (/\p{Surrogate}/u.test(text)) throw new RangeError('TEXT_MALFORMED')
  return JSON.stringify(text.normalize('NFC'))
}
