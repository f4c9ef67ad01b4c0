import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCheckpoint, type Checkpoint } from '#kernel/log/checkpoint.ts'
import { fromDecimal } from '#kernel/log/decimal.ts'
import { parseNote } from '#kernel/log/note.ts'
import { TILE } from '#kernel/log/tile-path.ts'

/**
 * What a verifier keeps for the next time: the last good checkpoint, which its owner trusts more than anything that is
 * served later, and the root of each bundle already hashed, so that a broken-off run goes on where it stopped.
 */
export type Kept = { checkpoint?: Checkpoint; hashes: Uint8Array }

const HASHES = 'bundles'
const CHECKPOINT = 'checkpoint'
const ROWS = 'rows'

/** Reads what was kept. A checkpoint that cannot be read must never pass for none: then nothing would be compared. */
export async function readKept(folder: string | undefined): Promise<Kept> {
  if (folder === undefined) return { hashes: new Uint8Array() }
  const [hashes, text] = await Promise.all([find(join(folder, HASHES)), find(join(folder, CHECKPOINT))])
  const note = text && parseNote(text)
  const checkpoint = note && parseCheckpoint(note.text)
  if (text && !checkpoint) throw new Error(`KEPT_BROKEN: ${join(folder, CHECKPOINT)} is no checkpoint`)
  const known = hashes ?? Buffer.alloc(0)
  return { hashes: known.subarray(0, known.length - (known.length % 32)), ...(checkpoint && { checkpoint }) }
}

/** Keeps the hashes, and with a `checkpoint` that one in place of the last. */
export async function writeKept(
  folder: string | undefined,
  { hashes, checkpoint }: { hashes: Uint8Array; checkpoint?: string },
): Promise<void> {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await put(join(folder, HASHES), hashes)
  if (checkpoint !== undefined) await put(join(folder, CHECKPOINT), Buffer.from(checkpoint))
}

/** How many leaves a broken-off run has found in agreement with their rows. */
export async function readKeptRows(folder: string | undefined): Promise<number> {
  const text = folder === undefined ? undefined : await find(join(folder, ROWS))
  return fromDecimal(text?.toString() ?? '') ?? 0
}

/** Keeps how far the rows agree; 0 once all of them were compared. */
export async function writeKeptRows(folder: string | undefined, upTo: number): Promise<void> {
  if (folder === undefined) return
  if (upTo === 0) return rm(join(folder, ROWS), { force: true })
  await mkdir(folder, { recursive: true })
  await put(join(folder, ROWS), Buffer.from(String(upTo)))
}

function find(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

/** One after the other: whoever saves twice at once would take the half-written file away from herself. */
let before: Promise<unknown> = Promise.resolve()

function put(path: string, bytes: Uint8Array): Promise<void> {
  const putting = before.then(async () => {
    await writeFile(`${path}.new`, bytes, { flush: true })
    await rename(`${path}.new`, path)
  })
  before = putting.catch(() => undefined)
  return putting
}

/** Entries that the kept hashes stand for. */
export const keptSize = (kept: Kept): number => (kept.hashes.length / 32) * TILE
