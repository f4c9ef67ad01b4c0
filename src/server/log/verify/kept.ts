import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TILE } from '#kernel/log/tile-path.ts'

/**
 * What a verifier keeps for the next time: the last good checkpoint, which its owner trusts more than anything that is
 * served later, and the root of each bundle already hashed, so that a broken-off run goes on where it stopped.
 */
export type Kept = { checkpoint?: string; hashes: Uint8Array }

const HASHES = 'bundles'
const CHECKPOINT = 'checkpoint'

export async function readKept(folder: string | undefined): Promise<Kept> {
  if (folder === undefined) return { hashes: new Uint8Array() }
  const [hashes, checkpoint] = await Promise.all([
    readFile(join(folder, HASHES)).catch(() => Buffer.alloc(0)),
    readFile(join(folder, CHECKPOINT), 'utf8').catch(() => undefined),
  ])
  return { hashes: hashes.subarray(0, hashes.length - (hashes.length % 32)), ...(checkpoint && { checkpoint }) }
}

export async function writeKept(folder: string | undefined, kept: Kept): Promise<void> {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await put(join(folder, HASHES), kept.hashes)
  if (kept.checkpoint !== undefined) await put(join(folder, CHECKPOINT), Buffer.from(kept.checkpoint))
}

async function put(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, bytes, { flush: true })
  await rename(`${path}.new`, path)
}

/** Entries that the kept hashes stand for. */
export const keptSize = (kept: Kept): number => (kept.hashes.length / 32) * TILE
