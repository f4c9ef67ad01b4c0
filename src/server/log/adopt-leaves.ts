import type { Client } from '../db/pool.ts'

/**
 * Leaves whose transactions this database has yet to come to were brought from another one by its dump: they would wait
 * for years, and what their offices write now would overtake them. They go in front, in the order of their numbers.
 */
export async function adoptLeaves(client: Client): Promise<void> {
  await client.query(
    `with foreign_leaf as (delete from log_pending where xid > pg_current_xact_id() returning office, seq, leaf)
     insert into log_pending (xid, office, seq, leaf) select '1'::xid8, office, seq, leaf from foreign_leaf`,
  )
}
