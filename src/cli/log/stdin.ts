import { readFileSync } from 'node:fs'

/** A file's bytes, `-` being standard input. */
export const readBytes = (path: string): Buffer => readFileSync(path === '-' ? 0 : path)

/** Says why something is not to be trusted; the command then ends with 1. */
export function reject(why: string): void {
  process.stderr.write(`${why}\n`)
  process.exitCode = 1
}
