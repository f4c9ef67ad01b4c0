import { readFile } from 'node:fs/promises'

/** No note, receipt or policy is longer; what is piped in without an end is not waited for. */
const MOST_BYTES = 64 * 1024 * 1024

/** A file's bytes, `-` being standard input, which is waited for as long as it is open. */
export async function readBytes(path: string): Promise<Buffer> {
  if (path !== '-') return readFile(path)
  const parts: Buffer[] = []
  let length = 0
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    parts.push(part)
    length += part.length
    if (length > MOST_BYTES) throw new Error('CLI_INPUT_TOO_LONG: standard input')
  }
  return Buffer.concat(parts)
}

/** Says why something is not to be trusted; the command then ends with 1. */
export function reject(why: string): void {
  process.stderr.write(`${why}\n`)
  process.exitCode = 1
}
