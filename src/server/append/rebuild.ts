import { canonical } from '#kernel/entry/canonical.ts'
import type { Accepted } from '#kernel/entry/envelope.ts'
import { fold } from '#kernel/entry/fold.ts'
import type { Problem } from '#kernel/error.ts'
import { fromDoc, toDoc } from '../db/doc.ts'
import { everywhere, within, type Pool } from '../db/pool.ts'
import { getSystem } from '../reach.ts'
import { ENTRY_COLUMNS, fromEntryRow, type StoredEntry } from './stored-entry.ts'

/**
 * Folds every record again from its entries and compares it with the cache, office by office under its lock. What
 * differs is written anew unless `isDry`. Numbers of the roll-up are not touched: a record that comes out the same
 * adds the same.
 */
export async function rebuild(pool: Pool, { isDry = false } = {}): Promise<{ streams: number; differing: number }> {
  const offices = await within(pool, everywhere, async (client) =>
    (await client.query('select office from office_head order by office')).rows.map((row) => row.office as string),
  )
  let streams = 0
  let differing = 0
  for (const office of offices) {
    await within(pool, everywhere, async (client) => {
      await client.query('select seq from office_head where office = $1 for update', [office])
      const { rows: entries } = await client.query(
        `select ${ENTRY_COLUMNS} from entry where office = $1 order by seq`,
        [office],
      )
      const { rows: records } = await client.query('select system, stream, doc from record where office = $1', [office])
      const cached = new Map(
        records.map((row) => [`${row.system as string} ${row.stream as string}`, fromDoc(row.doc)]),
      )
      for (const [key, list] of byStream(entries)) {
        streams += 1
        const record = fold(getSystem(list[0]!.entry.system), list)
        const before = cached.get(key)
        if (!record || (before && canonical(before) === canonical(record))) continue
        differing += 1
        if (!isDry)
          await client.query(
            'update record set doc = $4, state = $5, seq = $6 where office = $1 and system = $2 and stream = $3',
            [office, record.system, record.stream, toDoc(record), record.state, record.seq],
          )
      }
    })
  }
  return { streams, differing }
}

function byStream(rows: readonly StoredEntry[]): Map<string, { entry: Accepted; flags: Problem[] }[]> {
  const streams = new Map<string, { entry: Accepted; flags: Problem[] }[]>()
  for (const row of rows) {
    const key = `${row.system} ${row.stream}`
    streams.set(key, [...(streams.get(key) ?? []), fromEntryRow(row)])
  }
  return streams
}
