/** What a new register and a new procedure cost: their own files and a line in the list; all else follows. */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const TOYS = 'test/support/toy'
const LIST = 'src/systems/index.ts'

let home: string

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'khata-toy-'))
  for (const part of [
    'src',
    'tools',
    'test/support',
    'test/contract',
    'package.json',
    'package-lock.json',
    'vite.config.ts',
    'vitest.config.ts',
    'tsconfig.json',
  ])
    cpSync(part, join(home, part), { recursive: true })
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'))
  for (const [id, name] of [
    ['toy-visit', 'toyVisit'],
    ['toy-key', 'toyKey'],
  ] as const) {
    cpSync(join(TOYS, id), join(home, 'src/systems', id), { recursive: true })
    const list = readFileSync(join(home, LIST), 'utf8')
    writeFileSync(
      join(home, LIST),
      `import { ${name} } from './${id}/${id}.ts'\n${list.replace(/(: readonly Definition\[\] = \[)/, `$1${name}, `)}`,
    )
  }
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const run = (...args: string[]) => {
  const { NODE_ENV: _node, VITEST: _vitest, ...env } = process.env
  return promisify(execFile)(process.execPath, args, { cwd: home, env })
}

/** Files of the sources that the copy has and we have not, or has otherwise. */
const touched = (): string[] =>
  readdirSync(join(home, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => join('src', path))
    .filter((path) => statSync(join(home, path)).isFile())
    .filter((path) => {
      const ours = statSync(path, { throwIfNoEntry: false })
      return !ours || !readFileSync(path).equals(readFileSync(join(home, path)))
    })
    .sort()

test('a register costs three files, a procedure four, and each its line in the list', () => {
  const own = (id: string, endings: string[]) => endings.map((ending) => `src/systems/${id}/${id}${ending}`)
  expect(touched()).toEqual([
    LIST,
    ...own('toy-key', ['.labels.json', '.rules.ts', '.test.ts', '.ts']),
    ...own('toy-visit', ['.labels.json', '.test.ts', '.ts']),
  ])
})

test('they keep the contract, and their own tests run', async () => {
  await run(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project=unit',
    '--reporter=json',
    '--outputFile=told.json',
    'src/systems/toy',
    'test/contract/definitions.test.ts',
    '-t',
    'toy|key|visit|head|house',
  )
  const told = JSON.parse(readFileSync(join(home, 'told.json'), 'utf8')) as {
    numFailedTests: number
    numPassedTests: number
  }
  expect(told.numFailedTests).toBe(0)
  expect(told.numPassedTests).toBeGreaterThan(20)
}, 120_000)

test('each has form, list, print and API, works without network, and is read by those who may', async () => {
  await run('src/cli/khata.ts', 'build')
  const { stdout } = await run('test/support/e2e-toy.ts')
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toEqual({
    visits: [expect.objectContaining({ guest: 'Abdul the weaver' })],
    visitsForTeacher: [],
    keys: [['lent', expect.objectContaining({ purpose: 'Sunday sowing', hours: 3 })]],
    errors: [],
  })
}, 300_000)
