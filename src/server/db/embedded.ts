/** The database a single machine needs nobody to install: real PostgreSQL, started by us, on the loopback only. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, chooseAccount } from './embedded-account.ts'
import { getBinaries, program } from './embedded-binaries.ts'
import { EmbeddedError } from './embedded-error.ts'
import { awaitRunning, findPostmaster, isAlive } from './postmaster.ts'

const user = 'app'
const database = 'postgres'
const passwordFile = 'khata-password'

/** Crash recovery of a large database takes its time; a hang must still end. */
const patienceMs = 120_000

/** Full durability: what was acknowledged survives a power cut. Everything else suits one machine of two cores. */
const defaultSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_compression: 'on',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  log_min_messages: 'warning',
}

export type EmbeddedOptions = {
  /** PostgreSQL settings that override the defaults, e.g. `{ fsync: 'off' }` for a test run. */
  settings?: Record<string, string>
  /** The port to listen on, where it must be the same as before; else a free one. */
  port?: number
  /** Leave the server running when this process ends. Its log is `postgres.log` in the home either way. */
  detached?: boolean
}

export type Embedded = {
  /** Connection string of the superuser `app`. */
  url: string
  pid: number
  /** True when a server was already running in this home and this process joined it. */
  attached: boolean
  /** Stops the server after it has written everything down; whoever else is attached loses it too. */
  stop(): Promise<void>
}

/** Starts PostgreSQL in `home`, creating the cluster the first time and joining a server that already runs there. */
export async function startEmbedded(home: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const place = openHome(resolve(home))
  const bin = getBinaries(place.home, place.account)
  if (!existsSync(place.data)) createCluster(place, bin)

  for (const end = Date.now() + patienceMs; ; await sleep(200)) {
    const running = await awaitRunning(place.data, end - Date.now())
    if (running) return serving(place, running.pid, running.port, true)
    const port = options.port ?? (await freePort())
    try {
      return serving(place, await launch(place, bin, port, options), port, false)
    } catch (error) {
      // Another process started at the same moment, or backends of a killed server are still leaving.
      const passing = error instanceof EmbeddedError && error.code === 'DB_EMBEDDED_LOCKED'
      if (!passing || Date.now() > end) throw error
    }
  }
}

type Place = { home: string; data: string; account: Account }

/** The home must let the dropped account pass through to the data; the data itself stays closed to everyone else. */
function openHome(home: string): Place {
  const account = chooseAccount()
  mkdirSync(home, { recursive: true, mode: account.uid === undefined ? 0o700 : 0o711 })
  if (account.uid !== undefined) chmodSync(home, 0o711)
  return { home, data: join(home, 'pgdata'), account }
}

/** Made aside and renamed last: an interrupted initdb is never taken for a cluster, and of two starters one wins. */
function createCluster(place: Place, bin: string): void {
  const { account, home } = place
  const partial = join(home, `.pgdata-${process.pid}`)
  const password = join(home, `.password-${process.pid}`)
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { mode: 0o700 })
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (account.uid !== undefined && account.gid !== undefined) {
    for (const path of [partial, password]) chownSync(path, account.uid, account.gid)
  }
  try {
    initdb(place, bin, partial, password)
    renameSync(password, join(partial, passwordFile))
    renameSync(partial, place.data)
  } catch (error) {
    if (!existsSync(place.data)) throw error
  } finally {
    for (const path of [partial, password]) rmSync(path, { recursive: true, force: true })
  }
}

function initdb(place: Place, bin: string, data: string, password: string): void {
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
  const made = spawnSync(
    program(bin, 'initdb'),
    ['-D', data, '-U', user, '-A', 'scram-sha-256', `--pwfile=${password}`, ...locale, '--no-instructions'],
    { ...place.account, cwd: '/', encoding: 'utf8' },
  )
  if (made.status === 0) return
  const said = (made.error?.message ?? made.stderr).trim()
  const hint = /denied/i.test(said)
    ? ` (user ${place.account.uid} cannot reach ${place.home}; choose another folder)`
    : ''
  throw new EmbeddedError('DB_EMBEDDED_INIT_FAILED', `initdb: ${said}${hint}`)
}

async function launch(place: Place, bin: string, port: number, options: EmbeddedOptions): Promise<number> {
  const settings = Object.entries({ ...defaultSettings, ...options.settings })
  const args = ['-D', place.data, '-p', String(port), ...settings.flatMap(([key, value]) => ['-c', `${key}=${value}`])]
  const log = join(place.home, 'postgres.log')
  const logged = existsSync(log) ? statSync(log).size : 0
  const logFile = openSync(log, 'a', 0o600)
  const said = (): string => readFileSync(log).subarray(logged).toString().slice(-2000).trim()
  const child = spawn(program(bin, 'postgres'), args, {
    ...place.account,
    cwd: '/',
    stdio: ['ignore', logFile, logFile],
    // Its own process group: Ctrl-C in a terminal reaches us, and we stop it in order.
    detached: true,
  })
  closeSync(logFile)
  child.unref()
  if (!options.detached) stopWithUs(child)
  await ready(place, child, said)
  return child.pid ?? 0
}

async function ready(place: Place, child: ChildProcess, said: () => string): Promise<void> {
  let failure: Error | undefined
  child.once('error', (error) => (failure = error))
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(10)) {
    const seen = findPostmaster(place.data)
    if (seen?.pid === child.pid && seen?.state === 'ready') return
    if (failure || child.exitCode !== null || child.signalCode !== null) throw whyEnded(failure?.message ?? said())
  }
  child.kill('SIGINT')
  throw new EmbeddedError('DB_EMBEDDED_TIMEOUT', 'PostgreSQL was not ready in time')
}

function whyEnded(said: string): EmbeddedError {
  if (/lock file "postmaster.pid" already exists|pre-existing shared memory block/.test(said))
    return new EmbeddedError('DB_EMBEDDED_LOCKED', 'another server is still using this data folder')
  return new EmbeddedError('DB_EMBEDDED_START_FAILED', `PostgreSQL ended at start: ${said}`)
}

/** The server ends with this process on an ordinary exit; after a SIGKILL it stays and the next start joins it. */
function stopWithUs(child: ChildProcess): void {
  const stop = (): void => void child.kill('SIGINT')
  process.once('exit', stop)
  child.once('exit', () => process.off('exit', stop))
}

function serving(place: Place, pid: number, port: number, attached: boolean): Embedded {
  const url = `postgres://${user}:${readFileSync(join(place.data, passwordFile), 'utf8')}@127.0.0.1:${port}/${database}`
  return { url, pid, attached, stop: () => stopServer(pid) }
}

async function stopServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  for (const end = Date.now() + 60_000; isAlive(pid) && Date.now() < end;) await sleep(10)
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
