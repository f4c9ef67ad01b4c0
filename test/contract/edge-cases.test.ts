/** The seventy-five edge cases of the fact book (§6) are tests that carry their number; this reads them and counts. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { filesUnder } from '../../tools/tracked-files.ts'

const groups = ['A', 'B', 'C', 'D', 'E'] as const
const numbers = groups.flatMap((group) => Array.from({ length: 15 }, (_, i) => `${group}${i + 1}`))

/** The numbers that names of tests begin with, and where. */
function standing(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const file of ['src', 'test'].flatMap(filesUnder).filter((path) => path.endsWith('.test.ts')))
    for (const [, number] of readFileSync(file, 'utf8').matchAll(/^\s*(?:test|it)\(\s*['"`]([A-E]\d{1,2}) /gm))
      found.set(number!, [...(found.get(number!) ?? []), file])
  return found
}

test('each of the seventy-five edge cases is a test that carries its number', () => {
  const found = standing()
  const missing = numbers.filter((number) => !found.has(number))
  expect(missing).toEqual([])
  expect([...found.keys()].filter((number) => !numbers.includes(number))).toEqual([])
})
