import { hash } from 'node:crypto'
import { disclosuresOf } from '#kernel/log/commit.ts'
import { disclosureJson } from '#kernel/log/disclosure.ts'
import { leafTime, parseLeaf, type Leaf } from '#kernel/log/leaf.ts'
import type { ReadFile } from '#kernel/log/tile-builder.ts'
import { everywhere, within, type Pool } from '../../db/pool.ts'
import { ENTRY_COLUMNS, entryOf, type StoredEntry } from '../stored-entry.ts'
import { followLeaves, placeKey, readLeaves, type Chains, type Placed } from './chains.ts'
import { readKeptRows, writeKeptRows } from './kept.ts'

/** A row of the database that is not what the log says of it. */
export type RowFault = {
  code: 'ROW_MISSING' | 'ROW_CHANGED' | 'ROW_UNLOGGED' | 'ROW_INDEX_WRONG'
  office: string
  seq: number
  index?: number
  entry?: string
  /** The page it stands on. */
  system?: string
  page?: string
  /** What of it differs: the names of its values, never the values. */
  fields?: readonly string[]
}

type Row = StoredEntry & { erased: string[]; idx: number | null }

const CHUNK = 2_048
const AT_ONCE = 4
const SAVE_EVERY_MS = 5_000

/** What came of it: rows compared now, leaves that a broken-off run had compared before, and what differs. */
export type RowsVerdict = { rows: number; known: number; faults: readonly (RowFault | Chains['faults'][number])[] }

export type RowsOptions = {
  progress?: (done: number, size: number) => void
  /** Folder in which a run notes how far it came, so that one that was broken off goes on from there. */
  keep?: string
  saveEveryMs?: number
  /** Leaves compared with one statement. */
  chunk?: number
}

/** Compares every row of the ledger with its leaf, and looks for rows that have none. */
export async function verifyRows(
  pool: Pool,
  read: ReadFile,
  size: number,
  { progress = () => undefined, keep, saveEveryMs = SAVE_EVERY_MS, chunk: most = CHUNK }: RowsOptions = {},
): Promise<RowsVerdict> {
  const chains = await followLeaves(read, size)
  const from = Math.min(await readKeptRows(keep), size)
  const faults: RowFault[] = []
  let rows = 0
  let chunk: Placed[] = []
  let savedAt = Date.now()
  const running = new Set<Promise<void>>()
  // Ends of the chunks that are done, by where they begin; those before `whole` are done without a gap.
  const done = new Map<number, number>()
  let [whole, begun] = [from, from]
  const save = async (): Promise<void> => {
    for (let end = done.get(whole); end !== undefined; end = done.get(whole)) whole = end
    progress(whole, size)
    if (faults.length > 0 || Date.now() - savedAt < saveEveryMs) return
    savedAt = Date.now()
    await writeKeptRows(keep, whole)
  }
  const flush = async (end: number): Promise<void> => {
    const [placed, start] = [chunk, begun]
    chunk = []
    begun = end
    const task = compare(pool, chains, placed)
      .then((found) => {
        faults.push(...found.faults)
        rows += found.rows
        done.set(start, end)
        return save()
      })
      .finally(() => running.delete(task))
    running.add(task)
    if (running.size >= AT_ONCE) await Promise.race(running)
  }
  for await (const leaves of readLeaves(read, from, size)) {
    for (const { index, bytes } of leaves) {
      const leaf = parseLeaf(bytes)
      if (leaf) chunk.push({ index, leaf })
    }
    if (chunk.length >= most) await flush(leaves.at(-1)!.index + 1)
  }
  await flush(size)
  await Promise.all(running)
  faults.push(...(await unlogged(pool, chains, size)))
  await writeKeptRows(keep, 0)
  return { rows, known: from, faults: [...chains.faults, ...faults] }
}

async function compare(
  pool: Pool,
  chains: Chains,
  placed: readonly Placed[],
): Promise<{ rows: number; faults: RowFault[] }> {
  const found = await within(pool, everywhere, (client) =>
    client.query(
      `select ${ENTRY_COLUMNS}, i.idx, array(select unnest(x.fields) from erasure x where x.office = e.office and x.entry = e.id) as erased
       from unnest($1::uuid[], $2::bigint[]) as w (office, seq) join entry e on e.office = w.office and e.seq = w.seq
         left join log_index i on i.office = e.office and i.seq = e.seq`,
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
      return rows.map((row): RowFault => ({ code: 'ROW_UNLOGGED', ...where, ...nameOf(row) }))
    if (rows.length === 0) return [{ code: 'ROW_MISSING', ...where } satisfies RowFault]
    return rows.flatMap((row): RowFault[] => {
      const fields = differences(leaf, row, chains.erased.get(placeKey(leaf.stream, leaf.seq)) ?? new Set())
      const wrong: RowFault[] = row.idx === index ? [] : [{ code: 'ROW_INDEX_WRONG', ...where, ...nameOf(row) }]
      return fields.length === 0 ? wrong : [...wrong, { code: 'ROW_CHANGED', ...where, ...nameOf(row), fields }]
    })
  })
  return { rows: found.rows.length, faults }
}

const nameOf = (row: Row): Pick<RowFault, 'entry' | 'system' | 'page'> => ({
  entry: row['id'] as string,
  system: row['system'] as string,
  page: row['stream'] as string,
})

/** Names of a row's values that its leaf does not hold, or that are gone without an erase leaf. */
function differences(leaf: Leaf, { erased, idx: _, ...row }: Row, gone: ReadonlySet<string>): string[] {
  const entry = entryOf(row)
  const names: string[] = []
  if (leafTime(entry.received) !== leaf.t_rec) names.push('received')
  if (leafTime(entry.clock.at) !== leaf.t_dev) names.push('clock')
  const left = new Set(leaf._sd)
  const strange = disclosuresOf(entry, row.salt, erased).filter((disclosure) => {
    const text = Buffer.from(disclosureJson(disclosure)).toString('base64url')
    return !left.delete(hash('sha256', text, 'base64url'))
  })
  names.push(...strange.map(({ name }) => name))
  for (const digest of gone) left.delete(digest)
  // Each value that was changed leaves one digest without its own; what is left beyond those has gone altogether.
  if (left.size > strange.length) names.push('a value that is gone')
  return names
}

/** Rows past the end of their office's leaves that are neither on their way into the log nor came into it meanwhile. */
async function unlogged(pool: Pool, chains: Chains, size: number): Promise<RowFault[]> {
  const ends = [...chains.ends]
  const { rows } = await within(pool, everywhere, (client) =>
    client.query(
      `select e.office, e.seq, e.id as entry, e.system, e.stream as page from entry e
       left join unnest($1::uuid[], $2::bigint[]) as w (office, seq) on w.office = e.office
       where e.seq > coalesce(w.seq, 0)
         and not exists (select from log_index i where i.office = e.office and i.seq = e.seq and i.idx >= $3 and i.idx < (select s.size from log_state s))
         and not exists (select from log_pending p where p.office = e.office and p.seq = e.seq)
       order by e.office, e.seq limit 1000`,
      [ends.map(([office]) => office), ends.map(([, end]) => end.seq), size],
    ),
  )
  return rows.map((row) => ({ code: 'ROW_UNLOGGED', ...(row as Omit<RowFault, 'code'>) }))
}
