import type { Writable } from 'node:stream'
import pg from 'pg'

// Counts and sequences stay far below 2^53; days are kept as text, so that no time zone ever moves one.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export type Pool = pg.Pool
export type Client = pg.PoolClient

/**
 * The reach of a transaction, for row-level security. `isPlanned` where the statements are the same few each time and
 * touch few rows: the database then plans each once a connection, and not again for each set of values.
 */
export type Reach = { lo: string; hi: string; systems: string; spread: string; person: string; isPlanned?: true }

/** Everything: for the server's own work (roll-up, rebuild, import), never for a person's request. */
export const everywhere: Reach = { lo: '', hi: '~', systems: '*', spread: '', person: '' }

/** Connections kept for single statements, beside those of transactions. */
const SINGLES = 4

/** A request that finds no connection for so long is told that the database is away, and comes again. */
const PATIENCE_MS = 15_000

/**
 * Connections of the application's own role, which can neither alter nor delete an entry. Single statements
 * (`pool.query`) have a few of their own: work inside a transaction asks for some, and would wait for ever where all
 * connections are held by transactions that wait for the same office.
 */
export function openPool(url: string, max = 12): Pool {
  const pool = connections(url, max)
  const singles = connections(url, SINGLES)
  pool.query = singles.query.bind(singles) as typeof pool.query
  const end = pool.end.bind(pool) as () => Promise<void>
  pool.end = (async () => void (await Promise.all([end(), singles.end()]))) as typeof pool.end
  return pool
}

/** Statements that go out in one turn leave in one write: an append sends a dozen, and each write wakes the database. */
class GatheringClient extends pg.Client {
  private isGathering = false

  override query(...args: unknown[]): never {
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection
    if (!this.isGathering) {
      this.isGathering = true
      stream.cork()
      process.nextTick(() => {
        this.isGathering = false
        stream.uncork()
      })
    }
    return (super.query as (...args: unknown[]) => never)(...args)
  }
}

function connections(url: string, max: number): Pool {
  // `pipeline` is newer than the types of pg-pool.
  const options = {
    connectionString: url,
    max,
    Client: GatheringClient,
    pipeline: true,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: PATIENCE_MS,
  }
  const pool = new pg.Pool({ ...options, onConnect: async (client) => void (await client.query('set role khata_app')) })
  // A connection may break when the database goes, idle or in the middle of work. Who works with it is told by the
  // failure of her query, and the next one takes a fresh connection: unheard, the event would end the whole server.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/**
 * Runs work in one transaction that sees no further than its reach. Statements are pipelined: what work does not wait
 * for goes out at once. `behind` takes the promises of writes that need no answer before the commit is sent; if one of
 * them fails the database turns that commit into a rollback, and the failure is thrown.
 */
export async function within<T>(
  pool: Pool,
  reach: Reach,
  work: (client: Client, behind: (writes: readonly Promise<unknown>[]) => void) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let isBroken: Error | undefined
  const writes: Promise<unknown>[] = []
  try {
    const opened = Promise.all([
      client.query('begin'),
      client.query(
        setReach([
          reach.lo,
          reach.hi,
          reach.systems,
          reach.spread,
          reach.person,
          reach.isPlanned ? 'force_generic_plan' : 'auto',
        ]),
      ),
    ])
    const behind = (more: readonly Promise<unknown>[]) => {
      // Work may fail before these are waited for: then its own failure is the one that is told.
      for (const write of more) write.catch(() => undefined)
      writes.push(...more)
    }
    const result = await both(opened, work(client, behind))
    await both(Promise.all(writes), client.query('commit'))
    return result
  } catch (error) {
    await client.query('rollback').catch((e: Error) => (isBroken = e))
    throw error
  } finally {
    client.release(isBroken)
  }
}

/** Waits for both to end, so that no failure goes unheard; throws the first's failure before the second's. */
async function both<T>(first: Promise<unknown>, second: Promise<T>): Promise<T> {
  const [one, two] = await Promise.allSettled([first, second])
  if (one.status === 'rejected') throw one.reason
  if (two.status === 'rejected') throw two.reason
  return two.value
}

/** A statement prepared once a connection, for the hot path. */
export const named = (name: string, text: string) => (values: unknown[]) => ({ name, text, values })

const setReach = named(
  'reach',
  `select set_config('khata.lo', $1, true), set_config('khata.hi', $2, true), set_config('khata.systems', $3, true),
    set_config('khata.spread', $4, true), set_config('khata.person', $5, true), set_config('plan_cache_mode', $6, true)`,
)
