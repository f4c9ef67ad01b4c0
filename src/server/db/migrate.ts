import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

const FOLDER = join(import.meta.dirname, 'migrations')

/**
 * Brings a database to the newest schema: plain SQL files in order of their names, forward only, each in a transaction
 * of its own and noted with its text's hash, so that an edited old file is found and refused. Safe to run from two
 * processes at once. With `only`, those files alone, as they were when a backup was made.
 */
export async function migrate(url: string, only?: readonly { name: string; hash: string }[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const done: string[] = []
  try {
    await client.query('select pg_advisory_lock(7201)')
    await client.query(
      'create table if not exists migration (name text primary key, hash text not null, at timestamptz not null default now())',
    )
    const known = new Map(
      (await client.query('select name, hash from migration')).rows.map((row) => [
        row.name as string,
        row.hash as string,
      ]),
    )
    const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort()
    const missing = only?.find(({ name }) => !files.includes(name))
    if (missing) throw new Error(`MIGRATION_UNKNOWN: ${missing.name} is of a newer version of the program`)
    const wanted = only && new Map(only.map(({ name, hash }) => [name, hash]))
    for (const name of wanted ? files.filter((file) => wanted.has(file)) : files) {
      const sql = await readFile(join(FOLDER, name), 'utf8')
      const { rows } = await client.query('select md5($1) as hash', [sql])
      const hash = rows[0].hash as string
      if (known.get(name) === hash) continue
      if (known.has(name) || (wanted && wanted.get(name) !== hash))
        throw new Error(`MIGRATION_EDITED: ${name} was changed after it ran here; add a new file instead`)
      await client.query('begin')
      await client.query(sql)
      await client.query('insert into migration (name, hash) values ($1, $2)', [name, hash])
      await client.query('commit')
      done.push(name)
    }
    await makePartitions(client, new Date())
  } finally {
    await client.end()
  }
  return done
}

/**
 * Entries of a month lie in a partition by the time inside their UUIDv7. Months from two years back to one ahead are
 * made; an id from a clock that lies falls into the default partition and is as safe there.
 */
async function makePartitions(client: pg.Client, now: Date): Promise<void> {
  const { rows } = await client.query(`select relname from pg_class where relkind = 'r' and relname like 'entry\\_2%'`)
  const known = new Set(rows.map((row) => row.relname as string))
  for (let i = -24; i <= 12; i += 1) {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + i, 1))
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + i + 1, 1))
    const name = `entry_${from.getUTCFullYear()}_${String(from.getUTCMonth() + 1).padStart(2, '0')}`
    if (known.has(name)) continue
    await client.query('begin')
    try {
      await client.query(
        `create table ${name} partition of entry for values from ('${lowest(from)}') to ('${lowest(to)}')`,
      )
      await client.query('commit')
    } catch (error) {
      // The default partition already holds ids of that month: they stay there, nothing is lost.
      await client.query('rollback')
      if ((error as { code?: string }).code !== '23514') throw error
    }
  }
}

/** The lowest UUID whose first 48 bits are that moment in milliseconds. */
const lowest = (at: Date): string => {
  const hex = at.getTime().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
