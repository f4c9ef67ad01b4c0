import { createReadStream, fstatSync } from 'node:fs'
import { toBase64 } from '#kernel/log/base64.ts'
import { toHex } from '#kernel/log/bytes.ts'
import { parseCheckpoint } from '#kernel/log/checkpoint.ts'
import { parseNote } from '#kernel/log/note.ts'
import { flagOf, flagsOf } from '../flags.ts'
import { ENCODINGS, Reading, type Encoding } from './reading.ts'
import { readBytes, reject } from './stdin.ts'

export const help = `
khata log root --entries F [--as hex|base64|text|bundle] [< EXPECTED]
  The RFC 6962 root over entries: printed as base64 and, on a second line, as hexadecimal. F holds one entry a line, or
  a bundle (c2sp.org/tlog-tiles), and may be - for standard input. An empty file is the empty log; an empty line is an
  empty entry. Without --as, lines are hexadecimal where all of them are, otherwise base64 where all of them are,
  otherwise text; what is no text is a bundle.
  Where standard input holds a root (base64 or hexadecimal) or a checkpoint, it is compared: exit 0 where it is the
  same root (and size), 1 where not. Without --as it may fit any of these ways to read F.`

/** A pipe into which nothing has come for so long was left open by whoever started us, and says nothing. */
const PATIENCE_MS = 10_000

type Root = { size: number; root: Uint8Array }

export async function run(args: string[]): Promise<void> {
  const path = flagOf(args, 'entries')
  const [as] = flagsOf(args, 'as')
  if (as !== undefined && !ENCODINGS.includes(as as Encoding)) throw new Error(`CLI_FLAG_WRONG: --as ${as}`)
  const encodings = as === undefined ? ENCODINGS : [as as Encoding]
  const readings = encodings.map((encoding) => new Reading(encoding, as === undefined))
  const input = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1024 * 1024 })
  for await (const part of input as AsyncIterable<Buffer>) for (const reading of readings) reading.push(part)
  const roots = readings.flatMap((reading) => reading.end() ?? [])
  const faults = readings.map(({ encoding, fault }) => `${encoding}: ${fault}`)
  if (!roots[0]) return reject(`LOG_ENTRIES_MALFORMED: ${faults.join('; ')}`)
  const expected = path === '-' ? '' : await piped()
  const found = expected === '' ? roots[0] : roots.find((root) => isThis(expected, root))
  const { root } = found ?? roots[0]
  process.stdout.write(`${toBase64(root)}\n${toHex(root)}\n`)
  if (!found) reject('LOG_ROOT_OTHER')
}

/** What was piped in, if anything. */
async function piped(): Promise<string> {
  if (!isFed()) return ''
  const patience = setTimeout(() => {
    process.stderr.write('nothing came on standard input: the root was not compared\n')
    process.stdin.destroy()
  }, PATIENCE_MS)
  process.stdin.once('data', () => clearTimeout(patience))
  try {
    return (await readBytes('-')).toString().trim()
  } catch (error) {
    // What `destroy` leaves behind.
    if ((error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE') return ''
    throw error
  } finally {
    clearTimeout(patience)
  }
}

function isFed(): boolean {
  try {
    const kind = fstatSync(0)
    return kind.isFile() || kind.isFIFO() || kind.isSocket()
  } catch {
    return false
  }
}

function isThis(expected: string, { size, root }: Root): boolean {
  if (expected === toBase64(root) || expected.toLowerCase() === toHex(root)) return true
  const note = parseNote(`${expected}\n`)
  const checkpoint = parseCheckpoint(note?.text ?? `${expected}\n`)
  return checkpoint?.size === size && toHex(checkpoint.root) === toHex(root)
}
