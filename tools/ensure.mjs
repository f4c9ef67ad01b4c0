/**
 * Makes one command enough on a fresh clone: installs what package-lock.json pins, and a browser when tests ask.
 * Plain JavaScript that runs on Node 20, because it runs before Node 24 is installed. Prints to stderr only.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { browserHelp, findBrowser } from './browser-path.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const marker = join(root, 'node_modules/.khata-lock')
const say = (line) => process.stderr.write(`${line}\n`)

/** Runs a command with everything it prints sent to stderr, and says whether it succeeded. */
function run(command, args, env = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  return done.status === 0
}

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
const installedHash = () => (existsSync(marker) ? readFileSync(marker, 'utf8') : '')

function mark() {
  mkdirSync(dirname(marker), { recursive: true })
  writeFileSync(marker, lockHash())
}

function ensurePackages() {
  if (installedHash() === lockHash()) return
  say('Installing the packages of package-lock.json (once)…')
  if (!run('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'])) {
    say('npm ci failed. The first run needs a reachable npm registry; its own message is above.')
    process.exit(1)
  }
  mark()
}

function ensureBrowser() {
  if (findBrowser()) return
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (canInstall) {
    say('Installing Chromium for the browser tests (once)…')
    const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
    if (run('apt-get', ['update', '-qq'], quiet)) run('apt-get', ['install', '-y', '-qq', 'chromium'], quiet)
  }
  // The browser tests fail with the same words: a missing browser never turns into a skipped test.
  if (!findBrowser()) say(browserHelp)
}

if (process.argv.includes('--mark')) mark()
else ensurePackages()
if (process.argv.includes('--browser')) ensureBrowser()
