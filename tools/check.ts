/** npm run check: everything that must hold before a commit. `npm run check -- NAME…` runs only those. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { findDeadLinks } from './dead-links.ts'
import { findLongFiles } from './long-files.ts'

/** What a check found; no text means that all is well, `skipped` that its subject does not exist yet. */
type Outcome = { ok: boolean; text: string; skipped?: boolean }
type Check = { name: string; run(): Promise<Outcome> }

const cache = 'node_modules/.cache'
const require = createRequire(import.meta.url)

/** The file behind a program of node_modules/.bin, run by this Node rather than by a shell. */
function programFile(pack: string, bin = pack): string {
  const manifestFile = join('node_modules', pack, 'package.json')
  const manifest = require(join(process.cwd(), manifestFile)) as { bin: string | Record<string, string> }
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin]
  if (!file) throw new Error(`${pack} has no program ${bin}`)
  return join(dirname(manifestFile), file)
}

function node(args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: '1' },
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stderr.on('data', (part: Buffer) => parts.push(part))
    child.once('error', (error) => resolve({ ok: false, text: error.message }))
    child.once('close', (code) => resolve({ ok: code === 0, text: Buffer.concat(parts).toString().trim() }))
  })
}

const tool = (name: string, [pack, bin]: [string, string?], ...args: string[]): Check => ({
  name,
  run: async () => node([programFile(pack, bin), ...args]),
})

const listed = (name: string, find: () => string[]): Check => ({
  name,
  run: async () => {
    const found = find()
    return { ok: found.length === 0, text: found.join('\n') }
  },
})

const absent = (file: string): Outcome => ({ ok: true, text: `${file} does not exist yet`, skipped: true })

async function checkWeb(): Promise<Outcome> {
  if (!existsSync('src/web/tsconfig.json')) return absent('src/web/tsconfig.json')
  const synced = await node([programFile('@sveltejs/kit', 'svelte-kit'), 'sync'])
  if (!synced.ok) return synced
  return node([
    programFile('svelte-check'),
    '--tsconfig',
    'src/web/tsconfig.json',
    '--output',
    'machine',
    '--fail-on-warnings',
  ])
}

async function checkGenerated(): Promise<Outcome> {
  const command = 'src/cli/khata.ts'
  return existsSync(command) ? node([command, 'generate', '--check']) : absent(command)
}

/** Longest first: two of them run at a time, and the short ones fill the gaps. */
const checks: Check[] = [
  { name: 'svelte', run: checkWeb },
  tool('types', ['typescript', 'tsc'], '--pretty', 'false', '-p', 'tsconfig.json'),
  tool(
    'format',
    ['prettier'],
    '--check',
    '--log-level',
    'warn',
    '--cache',
    '--cache-location',
    `${cache}/prettier-check`,
    '.',
  ),
  tool('pure', ['typescript', 'tsc'], '--pretty', 'false', '-p', 'tsconfig.pure.json'),
  tool('imports', ['dependency-cruiser'], 'src', 'test', 'tools', 'bench', '--config', '.dependency-cruiser.cjs'),
  { name: 'generated', run: checkGenerated },
  tool('lint', ['oxlint'], '--deny-warnings'),
  listed('length', findLongFiles),
  listed('links', findDeadLinks),
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name))
if (unknown.length) {
  console.error(`no check named ${unknown.join(', ')}; there are: ${checks.map((check) => check.name).join(', ')}`)
  process.exit(2)
}

mkdirSync(cache, { recursive: true })
const queue = checks.filter((check) => !wanted.length || wanted.includes(check.name))
let failures = 0

async function work(): Promise<void> {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const began = performance.now()
    const { ok, text, skipped } = await check
      .run()
      .catch((error: unknown) => ({ ok: false, text: String(error) }) as Outcome)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const verdict = skipped ? `OK (${text})` : ok ? 'OK' : 'FAILED'
    console.log(`${check.name.padEnd(10)} ${verdict} ${seconds} s`)
    if (ok) continue
    failures += 1
    console.log(text.replace(/^/gm, '  '))
  }
}

await Promise.all([work(), work()])
process.exitCode = failures ? 1 : 0
