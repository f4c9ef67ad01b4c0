import { fromBundle } from '#kernel/log/bundle.ts'
import { disclosuresOf } from '#kernel/log/commit.ts'
import { disclosureJson } from '#kernel/log/disclosure.ts'
import { inclusionProof } from '#kernel/log/merkle.ts'
import { toExtra } from '#kernel/log/receipt.ts'
import { tileSubtrees } from '#kernel/log/tile-reader.ts'
import { TILE } from '#kernel/log/tile-path.ts'
import { toTlogProof } from '#kernel/log/tlog-proof.ts'
import type { Client } from '../db/pool.ts'
import type { Log } from './log.ts'
import { nodeCrypto } from './node-crypto.ts'
import { ENTRY_COLUMNS, entryOf, type StoredEntry } from './stored-entry.ts'
import { readPart } from './verify/check-bundles.ts'

/** An entry's receipt as the public log gives it now; `waiting` until the published checkpoint covers it. */
export type Receipt =
  { status: 'waiting' } | { status: 'logged'; index: number; size: number; receipt: string; short: string }

/**
 * The receipt of an entry that the transaction may read: with all its values opened, and a short one for a QR code that
 * opens none of them.
 */
export async function receiptOf(client: Client, log: Log, office: string, entry: string): Promise<Receipt | undefined> {
  const { rows } = await client.query(
    `select ${ENTRY_COLUMNS}, i.idx, array(select unnest(x.fields) from erasure x where x.office = e.office and x.entry = e.id) as erased
     from entry e left join log_index i on i.office = e.office and i.seq = e.seq where e.office = $1 and e.id = $2`,
    [office, entry],
  )
  const row = rows[0] as (StoredEntry & { idx: number | null; erased: string[] }) | undefined
  if (!row) return undefined
  const checkpoint = await log.published.find()
  const { idx: index } = row
  if (index === null || !checkpoint || index >= checkpoint.size) return { status: 'waiting' }
  const { size, note } = checkpoint
  const subtrees = tileSubtrees(nodeCrypto.sha256, size, log.storage.read)
  const [hashes, leaf] = await Promise.all([
    inclusionProof(nodeCrypto.sha256, subtrees, index, size),
    readLeaf(log, index, size),
  ])
  const disclosures = disclosuresOf(entryOf(row), row.salt, row.erased).map((one) =>
    Buffer.from(disclosureJson(one)).toString('base64url'),
  )
  const proof = (opened: readonly string[]) =>
    toTlogProof({ index, hashes, checkpoint: note, extra: toExtra(leaf, opened) })
  return { status: 'logged', index, size, receipt: proof(disclosures), short: proof([]) }
}

async function readLeaf(log: Log, index: number, size: number): Promise<string> {
  const bundle = Math.floor(index / TILE)
  const width = Math.min(TILE, size - bundle * TILE)
  const entries = fromBundle((await readPart(log.storage.read, 'entries', bundle, width))?.bytes ?? new Uint8Array())
  const leaf = entries?.[index % TILE]
  if (!leaf) throw new Error(`LOG_FILE_MISSING: bundle ${bundle}`)
  return Buffer.from(leaf).toString()
}
