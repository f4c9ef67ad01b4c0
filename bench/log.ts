/**
 * The public log: leaves integrated a second, each batch on the disk before it counts, against the plain SHA-256 of the
 * same leaves in one loop; the same with 1,024 clients that each wait for their entry; and a whole log read again.
 */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { toCheckpoint } from '#kernel/log/checkpoint.ts'
import { toNote } from '#kernel/log/note.ts'
import { parsePolicy, type Policy } from '#kernel/log/policy.ts'
import { TileBuilder } from '#kernel/log/tile-builder.ts'
import { toVkey } from '#kernel/log/vkey.ts'
import { directoryStorage } from '#server/log/directory-storage.ts'
import { nodeCrypto, perfectRoot } from '#server/log/node-crypto.ts'
import { logSigner } from '#server/log/signer.ts'
import { CHECKPOINT } from '#server/log/storage.ts'
import { verifyLog } from '#server/log/verify/verify-log.ts'
import type { Bench } from './support/figure.ts'

const LEAVES = Number(process.env['BENCH_LEAVES'] ?? 1_000_000)
const BATCH = 65_536
const CLIENTS = 1_024
const ROUNDS = 40
const BYTES = 200

const bench: Bench = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'khata-bench-log-'))
  try {
    const leaves = Array.from({ length: LEAVES }, (_, i) => leafOf(i))
    const plain = plainly(leaves)
    const { value, log } = await integrate(join(folder, 'log'), leaves)
    const floor = Math.max(plain, plainly(leaves))
    const durable = await waiting(join(folder, 'waiting'))
    const verified = await verify(join(folder, 'log'), log)
    return {
      name: 'log',
      value,
      unit: 'leaves/s integrated with fsync',
      floor,
      ratio: value / floor,
      leaves: LEAVES,
      batch: BATCH,
      bytes: BYTES,
      durableWith1024Clients: durable,
      verifiedPerSecond: verified,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export default bench

function leafOf(i: number): Buffer {
  const leaf = Buffer.alloc(BYTES, 120)
  leaf.write(String(i))
  return leaf
}

/** The floor: each leaf hashed once, nothing kept. */
function plainly(leaves: readonly Buffer[]): number {
  const start = performance.now()
  for (const leaf of leaves) nodeCrypto.sha256(leaf)
  return (leaves.length * 1000) / (performance.now() - start)
}

const open = (folder: string) => {
  const storage = directoryStorage(folder)
  const signer = logSigner('bench.example/log', generateKeyPairSync('ed25519').privateKey)
  const builder = new TileBuilder(nodeCrypto.sha256, perfectRoot)
  const add = async (leaves: readonly Uint8Array[]) => {
    await storage.write(builder.add(leaves))
    const text = toCheckpoint({ origin: signer.key.name, size: builder.size, root: builder.root() })
    await storage.publish(CHECKPOINT, Buffer.from(toNote(text, [signer.line(text)])))
  }
  return { add, policy: parsePolicy(nodeCrypto.sha256, `log ${toVkey(signer.key)}\nquorum none\n`) as Policy }
}

async function integrate(folder: string, leaves: readonly Buffer[]): Promise<{ value: number; log: Policy }> {
  const log = open(folder)
  const start = performance.now()
  for (let from = 0; from < leaves.length; from += BATCH) await log.add(leaves.slice(from, from + BATCH))
  return { value: (leaves.length * 1000) / (performance.now() - start), log: log.policy }
}

/** Clients that each hand in one entry, wait until a signed checkpoint covers it, and hand in the next. */
async function waiting(folder: string): Promise<number> {
  const log = open(folder)
  let queue: { leaf: Buffer; done: () => void }[] = []
  let isOver = false
  let made = 0
  const client = async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      made += 1
      const leaf = leafOf(made)
      await new Promise<void>((done) => queue.push({ leaf, done }))
    }
  }
  const sequencer = async () => {
    while (!isOver) {
      const batch = queue
      queue = []
      if (batch.length > 0) await log.add(batch.map(({ leaf }) => leaf))
      for (const { done } of batch) done()
      await new Promise((next) => setImmediate(next))
    }
  }
  const running = sequencer()
  const start = performance.now()
  await Promise.all(Array.from({ length: CLIENTS }, client))
  const seconds = (performance.now() - start) / 1000
  isOver = true
  await running
  return (CLIENTS * ROUNDS) / seconds
}

async function verify(source: string, policy: Policy): Promise<number> {
  const start = performance.now()
  const { faults, hashed } = await verifyLog({ source, policy })
  if (faults.length > 0) throw new Error(JSON.stringify(faults[0]))
  return (hashed * 1000) / (performance.now() - start)
}
