import type pg from 'pg'

export type Table = { name: string; columns: readonly string[] }

/**
 * The tables whose rows are the installation, those that others point to first. Which migrations ran is said by the
 * manifest; a number of a transaction means nothing in another cluster.
 */
export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query(TABLES)
  const { rows: pointers } = await client.query(POINTERS)
  const left = new Map(rows.map((row) => [row.name as string, row.columns as string[]]))
  const sorted: Table[] = []
  while (left.size > 0) {
    const free = [...left.keys()].filter(
      (name) => !pointers.some((row) => row.from === name && row.to !== name && left.has(row.to as string)),
    )
    if (free.length === 0) throw new Error(`BACKUP_TABLES: ${[...left.keys()].join(', ')} point at each other`)
    for (const name of free) {
      sorted.push({ name, columns: left.get(name)! })
      left.delete(name)
    }
  }
  return sorted
}

const TABLES = `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
    and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
  group by c.relname order by c.relname collate "C"`

const POINTERS = `select f.relname::text as "from", t.relname::text as "to"
  from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid where k.contype = 'f'`
