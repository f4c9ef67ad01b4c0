import type { Entry } from '#kernel/entry/envelope.ts'
import { everywhere, within, type Pool } from '#server/db/pool.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'

/** A sheet of a day may come two days later. */
const LATE_DAYS = 2

/**
 * Which entries of an office are new since the demonstration was last brought up to a day: those of pages that did not
 * stand then. A page that stands is left as it is, for a visitor may have worked on it.
 */
export async function unsentOf(pool: Pool, office: string, since: Day): Promise<(entry: Entry) => boolean> {
  const { rows } = await within(pool, everywhere, (client) =>
    client.query('select system, stream from record where office = $1', [office]),
  )
  const known = new Set(rows.map((row) => `${row.system} ${row.stream}`))
  const from = Date.parse(addDays(since, -LATE_DAYS))
  return ({ system, stream, clock }) => clock.at >= from && !known.has(`${system} ${stream}`)
}
