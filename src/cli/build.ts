import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { spawn } from 'node:child_process'

const ROOT = join(import.meta.dirname, '../..')
const MARK = join(ROOT, 'dist/web/.sources')
const SOURCES = ['src/web', 'src/kernel', 'src/systems', 'vite.config.ts', 'package-lock.json']

/** Builds the web app unless the build that stands was made from the very same sources. */
export async function run(args: string[] = []): Promise<void> {
  const mark = await sourcesMark()
  const isFresh = existsSync(MARK) && (await readFile(MARK, 'utf8')) === mark
  if (isFresh && !args.includes('--force')) return
  process.stderr.write('building the web app…\n')
  await runVite(mark.slice(0, 12))
  await mkdir(join(ROOT, 'dist/web'), { recursive: true })
  await writeFile(MARK, mark)
}

async function sourcesMark(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of await filesOf(join(ROOT, source)))
      hash.update(`${file.slice(ROOT.length)}\n`).update(await readFile(file))
  }
  return hash.digest('hex')
}

async function filesOf(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true, recursive: true })
    return entries
      .filter((e) => e.isFile() && !e.name.includes('.test.'))
      .map((e) => join(e.parentPath, e.name))
      .sort()
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOTDIR') return [path]
    throw error
  }
}

function runVite(version: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
      { cwd: ROOT, stdio: ['ignore', 2, 2], env: { ...process.env, KHATA_VERSION: version } },
    )
    child.once('exit', (code) =>
      code === 0 ? done() : fail(new Error(`BUILD_FAILED: vite ended with ${String(code)}`)),
    )
  })
}
