import { hash } from 'node:crypto'
import { LEAF_VERSION, leafText, leafTime } from '#kernel/log/leaf.ts'
import { everywhere, within, type Client, type Pool } from '../db/pool.ts'

/** Offices whose leaves are written in one transaction: none of them is kept from writing for long. */
const OFFICES = 200

const DAY_MS = 86_400_000

/**
 * Closes a day: a leaf for each office that keeps a ledger, also for those that wrote nothing, saying how many entries
 * it has made since its last such leaf. An entry that was accepted and is not in the log is then missed by number, and
 * an office that is missing altogether is missed as well. Doing it twice changes nothing.
 */
export async function countDay(pool: Pool, day: string, now: number): Promise<number> {
  let counted = 0
  for (let after: string | undefined = ''; after !== undefined;) {
    const from: string = after
    const done = await within(pool, everywhere, (client) => countSome(client, day, from, now))
    counted += done.counted
    after = done.last
  }
  return counted
}

/** The day that ended last, by UTC: leaves and their days are for readers of every time zone. */
export const lastDay = (now: number): string => new Date(now - DAY_MS).toISOString().slice(0, 10)

async function countSome(
  client: Client,
  day: string,
  after: string,
  now: number,
): Promise<{ counted: number; last: string | undefined }> {
  await client.query('set local role khata_log')
  const { rows: offices } = await client.query(
    `select h.office, h.seq, h.leaf from office_head h where h.seq > 0 and h.leaf is not null and h.office::text > $1
       and not exists (select from log_count c where c.office = h.office and c.day >= $2)
     order by h.office::text limit $3 for update`,
    [after, day, OFFICES],
  )
  if (offices.length === 0) return { counted: 0, last: undefined }
  const ids = offices.map((row) => row.office as string)
  const { rows: sums } = await client.query(
    `select e.office, count(*)::int as entries from entry e
     where e.office = any($1::uuid[]) and e.seq > coalesce((select max(c.seq) from log_count c where c.office = e.office), 0) group by e.office`,
    [ids],
  )
  const entries = new Map(sums.map((row) => [row.office as string, row.entries as number]))
  const leaves = offices.map(({ office, seq, leaf }) => ({
    office: office as string,
    seq: (seq as number) + 1,
    text: leafText({
      v: LEAF_VERSION,
      stream: office as string,
      seq: (seq as number) + 1,
      prev: (leaf as Buffer).toString('base64url'),
      op: 'count',
      ref: null,
      t_dev: leafTime(now),
      t_rec: leafTime(now),
      _sd: [],
      _sd_alg: 'sha-256',
      day,
      entries: entries.get(office as string) ?? 0,
    }),
  }))
  const columns = [ids, leaves.map(({ seq }) => seq), leaves.map(({ text }) => Buffer.from(text))]
  await client.query(
    'insert into log_pending (office, seq, leaf) select r.office, r.seq, r.leaf from unnest($1::uuid[], $2::bigint[], $3::bytea[]) as r (office, seq, leaf)',
    columns,
  )
  await client.query(
    'update office_head h set seq = r.seq, leaf = r.leaf from unnest($1::uuid[], $2::bigint[], $3::bytea[]) as r (office, seq, leaf) where h.office = r.office',
    [columns[0], columns[1], leaves.map(({ text }) => hash('sha256', text, 'buffer'))],
  )
  await client.query(
    'insert into log_count (office, day, seq, entries) select r.office, $4::date, r.seq, r.entries from unnest($1::uuid[], $2::bigint[], $3::int[]) as r (office, seq, entries)',
    [ids, columns[1], ids.map((id) => entries.get(id) ?? 0), day],
  )
  return { counted: offices.length, last: ids.at(-1) }
}
