import pg from 'pg'

// Counts and sequences stay far below 2^53; days are kept as text, so that no time zone ever moves one.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export type Pool = pg.Pool
export type Client = pg.PoolClient

/** The reach of a transaction, for row-level security. */
export type Reach = { lo: string; hi: string; systems: string; spread: string; person: string }

/** Everything: for the server's own work (roll-up, rebuild, import), never for a person's request. */
export const everywhere: Reach = { lo: '', hi: '~', systems: '*', spread: '', person: '' }

/** Connections of the application's own role, which can neither alter nor delete an entry. */
export function openPool(url: string, max = 12): Pool {
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: 60_000, onConnect: async (client) => void (await client.query('set role khata_app')) })
  // An idle connection may break when the database restarts; the next query takes a fresh one.
  pool.on('error', () => undefined)
  return pool
}

/** Runs work in one transaction that sees no further than its reach. */
export async function within<T>(pool: Pool, reach: Reach, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let isBroken: Error | undefined
  try {
    await client.query('begin')
    await client.query(setReach([reach.lo, reach.hi, reach.systems, reach.spread, reach.person]))
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((e: Error) => (isBroken = e))
    throw error
  } finally {
    client.release(isBroken)
  }
}

/** A statement prepared once a connection, for the hot path. */
export const named = (name: string, text: string) => (values: unknown[]) => ({ name, text, values })

const setReach = named(
  'reach',
  `select set_config('khata.lo', $1, true), set_config('khata.hi', $2, true), set_config('khata.systems', $3, true),
    set_config('khata.spread', $4, true), set_config('khata.person', $5, true)`,
)
