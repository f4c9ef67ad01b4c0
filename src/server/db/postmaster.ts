/** What a data directory says about the server that runs, or ran, in it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The parts of postmaster.pid the launcher needs; `state` is PostgreSQL's own word. */
export type Postmaster = { pid: number; port: number; state: 'starting' | 'ready' | 'stopping' | 'standby' | '' }

const pidFile = (data: string): string => join(data, 'postmaster.pid')

/** Reads postmaster.pid; undefined when there is none or it is half written. */
export function findPostmaster(data: string): Postmaster | undefined {
  try {
    const lines = readFileSync(pidFile(data), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return undefined
    return { pid, port: Number(lines[3] ?? 0), state: (lines[7] ?? '').trim() as Postmaster['state'] }
  } catch {
    return undefined
  }
}

/**
 * The server already running in this directory, waiting while it starts or stops. PostgreSQL takes a zombie, or another
 * program that got the old pid, for a living server; a pid file naming one is made to name us instead. PostgreSQL never
 * counts its parent as the living server, and the file still tells it which shared memory to find unused: removing the
 * file would let a new server run beside orphaned backends of the old one.
 */
export async function awaitRunning(data: string, patienceMs: number): Promise<Postmaster | undefined> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(50)) {
    const seen = findPostmaster(data)
    if (!seen) return undefined
    if (!isServer(seen.pid)) {
      if (exists(seen.pid)) disown(data, seen.pid)
      return undefined
    }
    if (seen.state === 'ready' && (await reachable(seen.port))) return seen
  }
  return undefined
}

/** Whether the process exists and is not a zombie waiting for its parent. */
export function isAlive(pid: number): boolean {
  if (!exists(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return false
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function disown(data: string, pid: number): void {
  const [first, ...rest] = readFileSync(pidFile(data), 'utf8').split('\n')
  if (Number(first) === pid) writeFileSync(pidFile(data), [process.pid, ...rest].join('\n'))
}

/** A pid is reused after a reboot: on Linux the name of the process settles whether it is still PostgreSQL. */
function isServer(pid: number): boolean {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
  } catch {
    return false
  }
}

function reachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
