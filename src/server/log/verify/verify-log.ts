import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { fromUtf8, isSame } from '#kernel/log/bytes.ts'
import { parseCheckpoint, type Checkpoint } from '#kernel/log/checkpoint.ts'
import { rangeHash } from '#kernel/log/merkle.ts'
import { openNote, parseNote, type Signed } from '#kernel/log/note.ts'
import type { Policy } from '#kernel/log/policy.ts'
import type { ReadFile } from '#kernel/log/tile-builder.ts'
import { tileSubtrees } from '#kernel/log/tile-reader.ts'
import { hashesAt, TILE, tilePath } from '#kernel/log/tile-path.ts'
import { nodeCrypto, perfectRoot } from '../node-crypto.ts'
import { CHECKPOINT } from '../storage.ts'
import { checkBundle, checkBundles, readPart, type Fault } from './check-bundles.ts'
import { keptSize, readKept, writeKept, type Kept } from './kept.ts'
import { openSource } from './source.ts'

const { sha256 } = nodeCrypto
const HASH = 32
/** Bundles a thread is given at a time. */
const RANGE = 64
const SAVE_EVERY_MS = 5_000

export type VerifyOptions = {
  source: string
  policy: Policy
  /** Folder of what was verified before. */
  keep?: string
  threads?: number
  progress?: (done: number, size: number) => void
  saveEveryMs?: number
}

export type Verdict = {
  checkpoint?: Checkpoint
  note?: string
  cosigned: readonly Signed[]
  /** Entries hashed this time and taken over from before. */
  hashed: number
  known: number
  faults: readonly Fault[]
}

/** Reads a whole log again and compares every byte of it with its checkpoint, and that with the one kept from before. */
export async function verifyLog(options: VerifyOptions): Promise<Verdict> {
  const read = openSource(options.source)
  const opened = openCheckpoint(await read(CHECKPOINT), options.policy)
  if ('fault' in opened) return { cosigned: [], hashed: 0, known: 0, faults: [opened.fault] }
  const kept = await readKept(options.keep)
  const verdict = await compareAll(options, opened, kept)
  // What a run that was broken off has left may be of a log that has been put right since: only a whole reading blames.
  if (verdict.faults.length === 0 || verdict.known === 0) return verdict
  return compareAll(options, opened, { ...kept, hashes: new Uint8Array() })
}

async function compareAll(
  options: VerifyOptions,
  { checkpoint, note, cosigned }: Opened,
  kept: Kept,
): Promise<Verdict> {
  const read = openSource(options.source)
  const full = Math.floor(checkpoint.size / TILE)
  const known = Math.min(keptSize(kept) / TILE, full)
  const hashes = new Uint8Array(full * HASH)
  hashes.set(kept.hashes.subarray(0, known * HASH))
  const faults: Fault[] = []

  const save = (upTo: number, done?: string): Promise<void> =>
    writeKept(options.keep, {
      hashes: hashes.subarray(0, upTo * HASH),
      ...(done !== undefined && { checkpoint: done }),
    })
  await hashAll(options, known, full, hashes, faults, save)
  const rest = checkpoint.size % TILE
  let edge: Uint8Array = new Uint8Array()
  if (rest > 0) {
    const last = await checkBundle(read, full, rest)
    faults.push(...last.faults)
    edge = last.hashes.subarray(0, rest * HASH)
  }
  faults.push(...(await checkUpper(read, checkpoint.size, hashes, faults.length > 0)))
  const subtree = subtreeOf(hashes, edge)
  if (faults.length === 0 && !isSame(await rangeHash(sha256, subtree, 0, checkpoint.size), checkpoint.root))
    faults.push({ code: 'ROOT_CHANGED', at: CHECKPOINT })
  faults.push(...(await compareKept(kept, checkpoint, read)))
  // The next run reads everything again; only one that was broken off goes on where it stopped.
  if (faults.length === 0) await save(0, note)
  return {
    checkpoint,
    note,
    cosigned,
    hashed: checkpoint.size - known * TILE,
    known: known * TILE,
    faults,
  }
}

type Opened = { checkpoint: Checkpoint; note: string; cosigned: readonly Signed[] }

/** Opens a checkpoint against a policy. */
export function openCheckpoint(bytes: Uint8Array | undefined, policy: Policy): Opened | { fault: Fault } {
  const text = bytes && fromUtf8(bytes)
  const note = text === undefined ? undefined : parseNote(text)
  const checkpoint = note && parseCheckpoint(note.text)
  if (!bytes) return { fault: { code: 'FILE_MISSING', at: CHECKPOINT } }
  if (text === undefined || !checkpoint) return { fault: { code: 'CHECKPOINT_MALFORMED', at: CHECKPOINT } }
  const logs = policy.logs.map(({ key }) => key).filter((key) => key.name === checkpoint.origin)
  const signed = openNote(nodeCrypto, note, [...logs, ...policy.witnesses.map(({ key }) => key)])
  if (!signed?.some(({ key }) => logs.includes(key))) return { fault: { code: 'CHECKPOINT_UNSIGNED', at: CHECKPOINT } }
  const cosigned = signed.filter(({ key }) => !logs.includes(key))
  if (!policy.isQuorum(cosigned.map(({ key }) => key))) return { fault: { code: 'QUORUM_MISSING', at: CHECKPOINT } }
  return { checkpoint, note: text, cosigned }
}

/** Hashes the bundles that are not known yet, in threads where there is enough to do. */
async function hashAll(
  options: VerifyOptions,
  known: number,
  full: number,
  hashes: Uint8Array,
  faults: Fault[],
  save: (upTo: number) => Promise<void>,
): Promise<void> {
  const ranges: { from: number; to: number }[] = []
  for (let from = known; from < full; from += RANGE) ranges.push({ from, to: Math.min(full, from + RANGE) })
  const size = ranges.length
  let isBroken = false
  let savedAt = Date.now()
  const doneRanges = new Set<number>()
  const take = async (range: { from: number; to: number }, checked: { hashes: Uint8Array; faults: Fault[] }) => {
    hashes.set(checked.hashes, range.from * HASH)
    faults.push(...checked.faults)
    if (checked.faults.length > 0) isBroken = true
    doneRanges.add((range.from - known) / RANGE)
    options.progress?.(doneRanges.size, size)
    if (isBroken || options.keep === undefined || Date.now() - savedAt < (options.saveEveryMs ?? SAVE_EVERY_MS)) return
    savedAt = Date.now()
    let whole = 0
    while (doneRanges.has(whole)) whole += 1
    await save(Math.min(full, known + whole * RANGE))
  }
  const threads = Math.min(options.threads ?? availableParallelism(), Math.ceil(ranges.length / 4))
  if (threads <= 1) {
    const read = openSource(options.source)
    for (const range of ranges) await take(range, await checkBundles(read, range.from, range.to))
    return
  }
  await Promise.all(Array.from({ length: threads }, () => inThread(options.source, ranges, take)))
}

function inThread(
  source: string,
  ranges: { from: number; to: number }[],
  take: (range: { from: number; to: number }, checked: { hashes: Uint8Array; faults: Fault[] }) => Promise<void>,
): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { source } })
  return new Promise<void>((done, fail) => {
    // Two ranges are under way, so that a thread never waits for us.
    let open = 0
    const next = () => {
      const range = ranges.shift()
      if (range) {
        open += 1
        worker.postMessage(range)
      } else if (open === 0) done()
    }
    worker.on('error', fail)
    worker.on('message', (said: { from: number; to: number; hashes: Uint8Array; faults: Fault[]; failed?: string }) => {
      if (said.failed !== undefined) return fail(new Error(said.failed))
      open -= 1
      take(said, said).then(next, fail)
    })
    next()
    next()
  }).finally(() => worker.terminate())
}

/** The tiles from level 1 up must be what lies below them. */
async function checkUpper(read: ReadFile, size: number, bundles: Uint8Array, isBroken: boolean): Promise<Fault[]> {
  if (isBroken) return []
  const faults: Fault[] = []
  let below = bundles
  for (let level = 1; hashesAt(level, size) > 0; level += 1) {
    const count = hashesAt(level, size)
    const roots = new Uint8Array(Math.floor(count / TILE) * HASH)
    for (let index = 0; index * TILE < count; index += 1) {
      const width = Math.min(TILE, count - index * TILE)
      const expected = below.subarray(index * TILE * HASH, (index * TILE + width) * HASH)
      const tile = await readPart(read, level, index, width)
      const at = tilePath({ level, index, width })
      if (!tile) faults.push({ code: 'FILE_MISSING', at })
      else if (!isSame(tile.isExact ? tile.bytes : tile.bytes.subarray(0, width * HASH), expected))
        faults.push({ code: 'TILE_CHANGED', at })
      if (width === TILE) roots.set(perfectRoot(below, index * TILE, TILE), index * HASH)
    }
    below = roots
  }
  return faults
}

/** Complete subtrees from the hashes of bundles and the leaves at the end; lower ones are never asked for elsewhere. */
function subtreeOf(bundles: Uint8Array, edge: Uint8Array) {
  return async (level: number, index: number): Promise<Uint8Array> => {
    if (level >= 8) return perfectRoot(bundles, index * 2 ** (level - 8), 2 ** (level - 8))
    const first = index * 2 ** level - (bundles.length / HASH) * TILE
    return perfectRoot(edge, first, 2 ** level)
  }
}

/** What was kept from before must be the beginning of what is served now. */
async function compareKept(kept: Kept, now: Checkpoint, read: ReadFile): Promise<Fault[]> {
  const before = kept.checkpoint
  if (!before) return []
  if (before.origin !== now.origin) return [{ code: 'LOG_RENAMED', at: CHECKPOINT }]
  if (before.size > now.size) return [{ code: 'LOG_SHRUNK', at: CHECKPOINT, index: before.size }]
  const root = await rangeHash(sha256, tileSubtrees(sha256, now.size, read), 0, before.size).catch(() => undefined)
  return root && isSame(root, before.root) ? [] : [{ code: 'LOG_REWRITTEN', at: CHECKPOINT, index: before.size }]
}
