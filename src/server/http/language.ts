import type { IncomingHttpHeaders } from 'node:http'
import type { Script } from '#kernel/field/name.ts'

/** The first of our languages that a request names: the app's own choice, else what the browser is set to. */
export function languageIn(headers: IncomingHttpHeaders): Script | undefined {
  const text = String(headers['x-khata-lang'] ?? headers['accept-language'] ?? '')
  return /\b(bn|hi|en)\b/.exec(text)?.[1] as Script | undefined
}
