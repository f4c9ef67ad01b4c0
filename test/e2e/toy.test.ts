import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const definition = `import { head } from '#kernel/define/who.ts'
import { defineRegister } from '#kernel/define/register.ts'
import { ref } from '#kernel/field/ref.ts'
import { text } from '#kernel/field/text.ts'

export const toyVisit = defineRegister({
  id: 'toy-visit',
  version: 1,
  catalogue: ['R1'],
  key: ['visit'],
  fields: { visit: ref('record', { self: true }), guest: text({ max: 60 }) },
  access: { write: [head], correct: [head] },
  read: ['head', 'officer'],
  list: ['guest'],
})
`

const words = {
  title: 'Toy visits',
  'fields.visit': 'Visit',
  'fields.guest': 'Who came',
  'states.entered': 'Written',
  'states.cancelled': 'Cancelled',
  'steps.enter': 'Write the visit',
  'steps.correct': 'Correct',
  'steps.cancel': 'Cancel',
  'done.enter': 'Wrote the visit',
  'done.correct': 'Corrected',
  'done.cancel': 'Cancelled',
}

let home: string

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'khata-toy-'))
  for (const part of [
    'src',
    'tools',
    'test/support',
    'package.json',
    'package-lock.json',
    'vite.config.ts',
    'tsconfig.json',
  ])
    cpSync(part, join(home, part), { recursive: true })
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'))
  const folder = join(home, 'src/systems/toy-visit')
  await mkdir(folder)
  writeFileSync(join(folder, 'toy-visit.ts'), definition)
  const labels = Object.entries(words).map(([path, en]) => [path, { bn: en, hi: en, en }])
  writeFileSync(join(folder, 'toy-visit.labels.json'), JSON.stringify(Object.fromEntries(labels)))
  change(
    'src/systems/index.ts',
    (list) =>
      `import { toyVisit } from './toy-visit/toy-visit.ts'\n${list.replace(/Definition\[\] = \[/, '$&toyVisit, ')}`,
  )
  change('src/packs/bd-primary/pack.json', (pack) => pack.replace('"systems": [', '"systems": ["toy-visit", '))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const change = (path: string, how: (text: string) => string) =>
  writeFileSync(join(home, path), how(readFileSync(join(home, path), 'utf8')))

test('a definition, its words and a line in the list make a form, a list, a page to print and an API', async () => {
  const { NODE_ENV: _node, VITEST: _vitest, ...env } = process.env
  const run = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: home, env })
  await run('src/cli/khata.ts', 'build')
  const { stdout } = await run('test/support/e2e-toy.ts')
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toEqual({
    records: [expect.objectContaining({ guest: 'Abdul the weaver' })],
    errors: [],
  })
}, 300_000)
