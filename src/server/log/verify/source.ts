import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ReadFile } from '#kernel/log/tile-builder.ts'
import { readS3, s3Storage } from '../s3-storage.ts'

const TRIES = 4
const PATIENCE_MS = 30_000

/** Reads a log from where anyone has it: a folder, an address, or a bucket. */
export function openSource(source: string): ReadFile {
  if (source.startsWith('s3://')) return fromBucket(source)
  return /^https?:\/\//.test(source) ? fromAddress(source.replace(/\/+$/, '')) : fromFolder(source)
}

function fromBucket(url: string): ReadFile {
  const storage = s3Storage(readS3(url, process.env))
  storage.catch(() => undefined)
  return async (path) => (await storage).read(path)
}

const fromFolder =
  (folder: string): ReadFile =>
  (path) =>
    readFile(join(folder, path)).catch((error: { code?: string }) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
      throw error
    })

const fromAddress =
  (prefix: string): ReadFile =>
  async (path) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await fetch(`${prefix}/${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
        (error: unknown) => error as Error,
      )
      if (answer instanceof Response && answer.ok) return new Uint8Array(await answer.arrayBuffer())
      if (answer instanceof Response && answer.status === 404) return undefined
      if (tries === TRIES)
        throw new Error(
          `LOG_SOURCE_AWAY: ${prefix}/${path}: ${answer instanceof Error ? answer.message : answer.status}`,
        )
      await sleep(300 * 2 ** tries)
    }
  }
