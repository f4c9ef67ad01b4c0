import { fstatSync } from 'node:fs'
import { fromBase64, toBase64 } from '#kernel/log/base64.ts'
import { fromHex, fromUtf8, toHex, utf8 } from '#kernel/log/bytes.ts'
import { MOST_BYTES } from '#kernel/log/bundle.ts'
import { parseCheckpoint } from '#kernel/log/checkpoint.ts'
import { leafHash, rootOf } from '#kernel/log/merkle.ts'
import { parseNote } from '#kernel/log/note.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { flagOf, flagsOf } from '../flags.ts'
import { readBytes, reject } from './stdin.ts'

export const help = `
khata log root --entries F [--as hex|base64|text] [< EXPECTED]
  The RFC 6962 root over entries, one a line: printed as base64 and, on a second line, as hexadecimal. F may be - for
  standard input. An empty file is the empty log; an empty line is an empty entry. Without --as, lines are hexadecimal
  where all of them are, otherwise base64 where all of them are, otherwise text.
  Where standard input holds a root (base64 or hexadecimal) or a checkpoint, it is compared: exit 0 where it is the
  same root (and size), 1 where not.`

type Encoding = 'hex' | 'base64' | 'text'

const READERS: Readonly<Record<Encoding, (line: string) => Uint8Array | undefined>> = {
  hex: fromHex,
  base64: fromBase64,
  text: utf8,
}

export async function run(args: string[]): Promise<void> {
  const path = flagOf(args, 'entries')
  const text = fromUtf8(readBytes(path))
  if (text === undefined) return reject('LOG_ENTRIES_MALFORMED: not UTF-8')
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const wanted = flagsOf(args, 'as')[0] ?? guess(lines)
  if (!Object.hasOwn(READERS, wanted)) throw new Error(`CLI_FLAG_WRONG: --as ${wanted}`)
  const entries = lines.map(READERS[wanted as Encoding])
  const bad = entries.findIndex((entry) => entry === undefined || entry.length > MOST_BYTES)
  if (bad >= 0) return reject(`LOG_ENTRIES_MALFORMED: line ${bad + 1}`)
  const root = rootOf(
    nodeCrypto.sha256,
    entries.map((entry) => leafHash(nodeCrypto.sha256, entry!)),
  )
  process.stdout.write(`${toBase64(root)}\n${toHex(root)}\n`)
  const expected = path === '-' ? '' : await piped()
  if (expected !== '' && !isThis(expected, entries.length, root)) reject('LOG_ROOT_OTHER')
}

function guess(lines: readonly string[]): Encoding {
  if (lines.every((line) => fromHex(line))) return 'hex'
  return lines.every((line) => fromBase64(line)) ? 'base64' : 'text'
}

/** What was piped in, if anything: a pipe that somebody merely left open says nothing. */
async function piped(): Promise<string> {
  const kind = fstatSync(0)
  if (!kind.isFile() && !kind.isFIFO() && !kind.isSocket()) return ''
  if (kind.isFile()) return readBytes('-').toString().trim()
  let text = ''
  const patience = setTimeout(() => process.stdin.destroy(), 300)
  try {
    for await (const part of process.stdin) {
      clearTimeout(patience)
      text += String(part)
    }
  } catch {
    return text.trim()
  } finally {
    clearTimeout(patience)
  }
  return text.trim()
}

function isThis(expected: string, size: number, root: Uint8Array): boolean {
  if (expected === toBase64(root) || expected === toHex(root)) return true
  const note = parseNote(`${expected}\n`)
  const checkpoint = parseCheckpoint(note?.text ?? `${expected}\n`)
  return checkpoint?.size === size && toHex(checkpoint.root) === toHex(root)
}
