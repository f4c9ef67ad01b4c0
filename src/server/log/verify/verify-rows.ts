import { hash } from 'node:crypto'
import { disclosuresOf } from '#kernel/log/commit.ts'
import { disclosureJson } from '#kernel/log/disclosure.ts'
import { leafTime, type Leaf } from '#kernel/log/leaf.ts'
import type { ReadFile } from '#kernel/log/tile-builder.ts'
import { everywhere, within, type Pool } from '../../db/pool.ts'
import { ENTRY_COLUMNS, entryOf, type StoredEntry } from '../stored-entry.ts'
import { Chains, placeKey, readLeaves, type Placed } from './chains.ts'

/** A row of the database that is not what the log says of it. */
export type RowFault = {
  code: 'ROW_MISSING' | 'ROW_CHANGED' | 'ROW_UNLOGGED'
  office: string
  seq: number
  index?: number
  entry?: string
  /** What of it differs: the names of its values, never the values. */
  fields?: readonly string[]
}

type Row = StoredEntry & { erased: string[] }

const CHUNK = 2_048
const AT_ONCE = 4

export type RowsVerdict = { rows: number; faults: readonly (RowFault | Chains['faults'][number])[] }

/** Compares every row of the ledger with its leaf, and looks for rows that have none. */
export async function verifyRows(
  pool: Pool,
  read: ReadFile,
  size: number,
  progress: (done: number, size: number) => void = () => undefined,
): Promise<RowsVerdict> {
  const chains = new Chains()
  for await (const leaves of readLeaves(read, 0, size)) for (const { index, bytes } of leaves) chains.take(index, bytes)
  const faults: RowFault[] = []
  let rows = 0
  let done = 0
  let chunk: Placed[] = []
  const running = new Set<Promise<void>>()
  const flush = async () => {
    const placed = chunk
    chunk = []
    const task = compare(pool, chains, placed)
      .then((found) => {
        faults.push(...found.faults)
        rows += found.rows
        done += placed.length
        progress(done, size)
      })
      .finally(() => running.delete(task))
    running.add(task)
    if (running.size >= AT_ONCE) await Promise.race(running)
  }
  const again = new Chains()
  for await (const leaves of readLeaves(read, 0, size)) {
    for (const { index, bytes } of leaves) {
      const leaf = again.take(index, bytes)
      if (leaf) chunk.push({ index, leaf })
    }
    if (chunk.length >= CHUNK) await flush()
  }
  if (chunk.length > 0) await flush()
  await Promise.all(running)
  faults.push(...(await unlogged(pool, chains, size)))
  return { rows, faults: [...chains.faults, ...faults] }
}

async function compare(
  pool: Pool,
  chains: Chains,
  placed: readonly Placed[],
): Promise<{ rows: number; faults: RowFault[] }> {
  const found = await within(pool, everywhere, (client) =>
    client.query(
      `select ${ENTRY_COLUMNS}, array(select unnest(x.fields) from erasure x where x.office = e.office and x.entry = e.id) as erased
       from unnest($1::uuid[], $2::bigint[]) as w (office, seq) join entry e on e.office = w.office and e.seq = w.seq`,
      [placed.map(({ leaf }) => leaf.stream), placed.map(({ leaf }) => leaf.seq)],
    ),
  )
  const byPlace = new Map<string, Row[]>()
  for (const row of found.rows as Row[]) {
    const key = placeKey(row['office'] as string, row['seq'] as number)
    byPlace.set(key, [...(byPlace.get(key) ?? []), row])
  }
  const faults = placed.flatMap(({ index, leaf }) => {
    const rows = byPlace.get(placeKey(leaf.stream, leaf.seq)) ?? []
    const where = { office: leaf.stream, seq: leaf.seq, index }
    if (leaf.op === 'erase' || leaf.op === 'count')
      return rows.map((row): RowFault => ({ code: 'ROW_UNLOGGED', ...where, entry: row['id'] as string }))
    if (rows.length === 0) return [{ code: 'ROW_MISSING', ...where } satisfies RowFault]
    return rows.flatMap((row): RowFault[] => {
      const fields = differences(leaf, row, chains.erased.get(placeKey(leaf.stream, leaf.seq)) ?? new Set())
      return fields.length === 0 ? [] : [{ code: 'ROW_CHANGED', ...where, entry: row['id'] as string, fields }]
    })
  })
  return { rows: found.rows.length, faults }
}

/** Names of a row's values that its leaf does not hold, or that are gone without an erase leaf. */
function differences(leaf: Leaf, { erased, ...row }: Row, gone: ReadonlySet<string>): string[] {
  const entry = entryOf(row)
  const names: string[] = []
  if (leafTime(entry.received) !== leaf.t_rec) names.push('received')
  if (leafTime(entry.clock.at) !== leaf.t_dev) names.push('clock')
  const left = new Set(leaf._sd)
  for (const disclosure of disclosuresOf(entry, row.salt, erased)) {
    const text = Buffer.from(disclosureJson(disclosure)).toString('base64url')
    if (!left.delete(hash('sha256', text, 'base64url'))) names.push(disclosure.name)
  }
  for (const digest of left) if (!gone.has(digest)) names.push('missing')
  return [...new Set(names)]
}

/** Rows past the end of their office's leaves that are neither on their way into the log nor came into it meanwhile. */
async function unlogged(pool: Pool, chains: Chains, size: number): Promise<RowFault[]> {
  const ends = [...chains.ends]
  const { rows } = await within(pool, everywhere, (client) =>
    client.query(
      `select e.office, e.seq, e.id as entry from entry e
       left join unnest($1::uuid[], $2::bigint[]) as w (office, seq) on w.office = e.office
       where e.seq > coalesce(w.seq, 0)
         and not exists (select from log_index i where i.office = e.office and i.seq = e.seq and i.idx >= $3 and i.idx < (select s.size from log_state s))
         and not exists (select from log_pending p where p.office = e.office and p.seq = e.seq)
       order by e.office, e.seq limit 1000`,
      [ends.map(([office]) => office), ends.map(([, end]) => end.seq), size],
    ),
  )
  return rows.map((row) => ({ code: 'ROW_UNLOGGED', ...(row as { office: string; seq: number; entry: string }) }))
}
