import { toDoc } from '../db/doc.ts'
import type { Pool } from '../db/pool.ts'
import { compareRecords } from './compare-records.ts'

/**
 * Folds every record again from its entries and compares it with the cache. What differs is written anew unless
 * `isDry`. Numbers of the roll-up are not touched: a record that comes out the same adds the same.
 */
export async function rebuild(pool: Pool, { isDry = false } = {}): Promise<{ streams: number; differing: number }> {
  const { streams, faults } = await compareRecords(pool, {
    ...(!isDry && {
      mend: async (client, record) =>
        void (await client.query(
          'update record set doc = $4, state = $5, seq = $6 where office = $1 and system = $2 and stream = $3',
          [record.office, record.system, record.stream, toDoc(record), record.state, record.seq],
        )),
    }),
  })
  return { streams, differing: faults.length }
}
