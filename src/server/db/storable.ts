/**
 * JSON that the database takes, of whatever somebody sent: a zero byte and half a character are valid in JSON but not
 * in a column, and what was refused because of them is kept all the same, with U+FFFD in their place.
 */
export function storable(value: unknown): string {
  const text = JSON.stringify(value)
  return /\\u(0000|d[89a-f])/i.test(text) ? JSON.stringify(cleaned(value)) : text
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return fit(value)
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [fit(key), cleaned(part)]))
}

/** Text that a column takes. */
export const fit = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, '\ufffd')
