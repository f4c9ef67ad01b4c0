import type { Definition } from '#kernel/define/definition.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import { fromRows } from '../db/doc.ts'
import { within, type Client, type Pool, type Reach } from '../db/pool.ts'

/** Which pages of an office's register are wanted; without days all of them. */
export type Wanted = {
  office: string
  definition: Definition
  from: string | undefined
  to: string | undefined
  state: string | undefined
}

const AT_ONCE = 500

/** The day of a page that names none: what was written before it was cancelled, else the day on which it was opened. */
const DAY_OF_ENTRIES = `(select coalesce(max(body->>'on')::date, min(received)::date) from entry
  where entry.office = record.office and entry.system = record.system and entry.stream = record.stream)`

/**
 * A whole register in the order of its days, and within a day as it was written: some hundred pages at a time, each
 * read in a transaction of its own, so that a long download holds nothing. Cancelled pages come with what they said.
 */
export async function* readRegister(pool: Pool, reach: Reach, wanted: Wanted): AsyncGenerator<Folded[]> {
  const { office, definition, from, to, state } = wanted
  const streams = await within(pool, reach, async (client) => {
    const { rows } = await client.query(
      `select stream from (
         select stream, state, coalesce((doc->'heads'->0->>'seq')::bigint, seq) as first,
           coalesce(on_day, case when on_day is null then ${DAY_OF_ENTRIES} end) as day
         from record where office = $1 and system = $2
       ) as page
       where ($3::date is null or day >= $3) and ($4::date is null or day <= $4) and ($5::text is null or state = $5)
       order by day, first, stream`,
      [office, definition.id, from ?? null, to ?? null, state ?? null],
    )
    return rows.map((row) => row.stream as string)
  })
  for (let at = 0; at < streams.length; at += AT_ONCE) {
    const some = streams.slice(at, at + AT_ONCE)
    yield await within(pool, reach, async (client) => {
      const { rows } = await client.query(
        'select doc from record where office = $1 and system = $2 and stream = any($3) order by array_position($3, stream)',
        [office, definition.id, some],
      )
      return withLast(client, fromRows(rows))
    })
  }
}

/** A cancelled page has no body any more; what it said stands in its entries. */
async function withLast(client: Client, records: Folded[]): Promise<Folded[]> {
  const gone = records.filter((record) => record.heads.length === 0)
  if (gone.length === 0) return records
  const { rows } = await client.query(
    `select distinct on (stream) stream, body || coalesce(assigned, '{}') as said from entry
     where office = $1 and system = $2 and stream = any($3) and body <> '{}' order by stream, seq desc`,
    [gone[0]!.office, gone[0]!.system, gone.map((record) => record.stream)],
  )
  const said = new Map(rows.map((row) => [row.stream as string, row.said as Body]))
  return records.map((record) =>
    record.heads.length > 0 ? record : { ...record, body: said.get(record.stream) ?? {} },
  )
}
