import { isConsistent } from '#kernel/log/verify-proof.ts'
import { parseCheckpoint } from '#kernel/log/checkpoint.ts'
import { consistencyProof } from '#kernel/log/merkle.ts'
import { parseNote } from '#kernel/log/note.ts'
import type { Policy } from '#kernel/log/policy.ts'
import { tileSubtrees } from '#kernel/log/tile-reader.ts'
import { TILE } from '#kernel/log/tile-path.ts'
import { CHECKPOINT } from './storage.ts'
import { nodeCrypto } from './node-crypto.ts'
import { Chains, readLeaves, type ChainFault, type End } from './verify/chains.ts'
import { checkBundle, type Fault } from './verify/check-bundles.ts'
import { openSource } from './verify/source.ts'
import { openCheckpoint } from './verify/verify-log.ts'

/** What a monitor remembers between looks. */
export type Watched = { note: string; ends: readonly (readonly [string, End])[]; seenAt: number }

export type Alarm = { code: (Fault | ChainFault)['code'] | 'LOG_STANDS_STILL' | 'COUNT_MISSING'; text: string }

export type Look = { watched: Watched | undefined; alarms: readonly Alarm[]; size: number; taken: number }

const HOUR_MS = 3_600_000
/** A day's count may come in the night after; a second day without one is a silence. */
const COUNT_PATIENCE_MS = 60 * HOUR_MS

/**
 * Looks at a log once: its checkpoint must contain the one seen last, new entries must hash to the new tiles, and every
 * office's row must go on without a gap. What was seen good is kept; what raises an alarm is not.
 */
export async function watchLog(
  source: string,
  policy: Policy,
  before: Watched | undefined,
  now: number,
  stillMs = 24 * HOUR_MS,
): Promise<Look> {
  const read = openSource(source)
  const opened = openCheckpoint(await read(CHECKPOINT), policy)
  const nothing = { watched: before, size: 0, taken: 0 }
  if ('fault' in opened) return { ...nothing, alarms: [alarmOf(opened.fault)] }
  const { checkpoint, note } = opened
  const old = before && parseCheckpoint(parseNote(before.note)!.text)
  const size = checkpoint.size
  if (old && old.size > size)
    return { ...nothing, size, alarms: [alarmOf({ code: 'LOG_SHRUNK', at: `${old.size} → ${size}` })] }
  const from = old?.size ?? 0
  const subtrees = tileSubtrees(nodeCrypto.sha256, size, read)
  if (old) {
    const proof = await consistencyProof(nodeCrypto.sha256, subtrees, from, size)
    if (!isConsistent(nodeCrypto.sha256, from, size, old.root, checkpoint.root, proof))
      return { ...nothing, size, alarms: [alarmOf({ code: 'LOG_REWRITTEN', at: `${from} → ${size}` })] }
  }
  const alarms: Alarm[] = []
  for (let bundle = Math.floor(from / TILE); bundle * TILE < size && alarms.length === 0; bundle += 1) {
    const { faults } = await checkBundle(read, bundle, Math.min(TILE, size - bundle * TILE))
    alarms.push(...faults.map(alarmOf))
  }
  const chains = new Chains(before?.ends)
  if (alarms.length === 0)
    for await (const leaves of readLeaves(read, from, size))
      for (const { index, bytes } of leaves) chains.take(index, bytes)
  alarms.push(...chains.faults.map((fault) => ({ code: fault.code, text: `${fault.code} ${JSON.stringify(fault)}` })))
  const isBad = alarms.length > 0
  if (before && size === from && now - before.seenAt > stillMs)
    alarms.push({ code: 'LOG_STANDS_STILL', text: `no new entry since ${new Date(before.seenAt).toISOString()}` })
  for (const [stream, { day }] of chains.ends)
    if (day !== undefined && now - Date.parse(day) > COUNT_PATIENCE_MS)
      alarms.push({ code: 'COUNT_MISSING', text: `office ${stream} has not been counted since ${day}` })
  const watched: Watched = { note, ends: [...chains.ends], seenAt: before && size === from ? before.seenAt : now }
  return { watched: isBad ? before : watched, alarms, size, taken: size - from }
}

const alarmOf = ({ code, at, index }: Fault): Alarm => ({
  code,
  text: `${code} ${at}${index === undefined ? '' : ` entry ${index}`}`,
})
