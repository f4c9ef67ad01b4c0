import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromBase64, toBase64 } from '#kernel/log/base64.ts'
import { getKey } from '../keys.ts'
import { publicBytes } from './signer.ts'

const fileOf = (folder: string): string => join(folder, 'log.previous')

/** Public halves of the keys that signed this log before, eldest first. */
export function previousKeys(folder: string): Uint8Array[] {
  if (!existsSync(fileOf(folder))) return []
  const lines = readFileSync(fileOf(folder), 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => {
    const bytes = fromBase64(line)
    if (bytes?.length !== 32) throw new Error(`KEY_MALFORMED: ${fileOf(folder)}`)
    return bytes
  })
}

/**
 * Puts a new key in the place of the log's own, whose public half is kept first. Where the old one is lost, its public
 * half is handed in. Gives the public halves of both; done while no server runs.
 */
export function rotateLogKey(folder: string, lost?: Uint8Array): { before: Uint8Array; now: Uint8Array } {
  const before = lost ?? publicBytes(getKey(folder, 'log'))
  const lines = [...previousKeys(folder), before].map((bytes) => `${toBase64(bytes)}\n`)
  writeFileSync(fileOf(folder), lines.join(''), { mode: 0o600, flush: true })
  if (!lost) rmSync(join(folder, 'log.pem'))
  return { before, now: publicBytes(getKey(folder, 'log')) }
}
