import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { judgeCheckpoint, parseAddCheckpoint } from '#kernel/log/add-checkpoint.ts'
import { parseCheckpoint, type Checkpoint } from '#kernel/log/checkpoint.ts'
import { openNote, parseNote, toNote } from '#kernel/log/note.ts'
import type { Key } from '#kernel/log/vkey.ts'
import { nodeCrypto } from './node-crypto.ts'
import type { Signer } from './signer.ts'

/** What a witness says to a request. */
export type WitnessAnswer = { status: number; type: string; text: string }

/**
 * The memory of a witness: for each log the last checkpoint it cosigned, one file each under the hash of the log's
 * origin, as the protocol serves it. Reading, judging and storing happen in one breath, and the new checkpoint is on the
 * disk before anybody hears of it. A second process on the same folder is refused.
 */
export class WitnessBook {
  private readonly folder: string
  private readonly logs: readonly Key[]
  private readonly signer: Signer
  private readonly lock: string

  constructor(folder: string, logs: readonly Key[], signer: Signer) {
    this.folder = folder
    this.logs = logs
    this.signer = signer
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.lock = join(folder, 'lock')
    takeLock(this.lock)
  }

  /** `add-checkpoint`. */
  add(body: Uint8Array): WitnessAnswer {
    const verdict = judgeCheckpoint(
      nodeCrypto,
      parseAddCheckpoint(body),
      (origin) => {
        const keys = this.logs.filter((key) => key.name === origin)
        return keys.length > 0 ? keys : undefined
      },
      (origin) => this.seen(origin),
    )
    if (verdict.status === 409) return { status: 409, type: 'text/x.tlog.size', text: `${verdict.size}\n` }
    if (verdict.status !== 200) return plain(verdict.status, REASONS[verdict.status])
    const line = this.signer.line(verdict.text)
    this.store(verdict.checkpoint.origin, toNote(verdict.text, [...verdict.logLines, line]))
    return plain(200, line)
  }

  /** The last checkpoint of the log whose origin has this hash. */
  find(hash: string): string | undefined {
    if (!/^[0-9a-f]{64}$/.test(hash)) return undefined
    try {
      return readFileSync(join(this.folder, hash, 'checkpoint'), 'utf8')
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return undefined
      throw error
    }
  }

  close(): void {
    rmSync(this.lock, { force: true })
  }

  private seen(origin: string): Checkpoint | undefined {
    const text = this.find(originHash(origin))
    if (text === undefined) return undefined
    const note = parseNote(text)
    const checkpoint = note && parseCheckpoint(note.text)
    // A memory that cannot be read, or that we did not write ourselves, must never pass for an empty one.
    if (!checkpoint || checkpoint.origin !== origin || !openNote(nodeCrypto, note, [this.signer.key]))
      throw new Error(`WITNESS_STATE_BROKEN: ${originHash(origin)}`)
    return checkpoint
  }

  private store(origin: string, note: string): void {
    const folder = join(this.folder, originHash(origin))
    mkdirSync(folder, { recursive: true })
    const aside = join(folder, 'checkpoint.new')
    const file = openSync(aside, 'w', 0o600)
    try {
      writeSync(file, note)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(aside, join(folder, 'checkpoint'))
    for (const path of [folder, this.folder]) syncFolder(path)
  }
}

export const originHash = (origin: string): string => createHash('sha256').update(origin).digest('hex')

const REASONS = {
  400: 'the request is malformed, or its old size is greater than the new one\n',
  403: 'no good signature of the log\n',
  404: 'this witness does not know the log\n',
  422: 'the new checkpoint does not contain the old one\n',
} as const

const plain = (status: number, text: string): WitnessAnswer => ({ status, type: 'text/plain; charset=utf-8', text })

function syncFolder(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

/** A lock left by a process that is gone is taken over. */
function takeLock(path: string): void {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      const file = openSync(path, 'wx', 0o600)
      writeSync(file, String(process.pid))
      closeSync(file)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error
      const pid = Number(readFileSync(path, 'utf8'))
      if (isRunning(pid))
        throw new Error(`WITNESS_RUNNING: process ${pid} already uses this state folder`, { cause: error })
      rmSync(path, { force: true })
    }
  }
  throw new Error('WITNESS_RUNNING: another process took the state folder just now')
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch {
    return false
  }
}
