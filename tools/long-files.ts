/** A file past 400 lines is two concepts. */
import { readFileSync } from 'node:fs'
import { filesUnder } from './tracked-files.ts'

const most = 400

/** Source files that are too long; tests, data and generated files may be longer. */
export function findLongFiles(): string[] {
  return ['src', 'tools', 'bench']
    .flatMap(filesUnder)
    .filter((file) => /\.(ts|mjs|svelte)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > most)
    .map(({ file, lines }) => `${file}: ${lines} lines, at most ${most}`)
}
