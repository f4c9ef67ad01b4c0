import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Config } from '../config.ts'
import { inTransaction } from '../db/in-transaction.ts'
import { migrate } from '../db/migrate.ts'
import { storeOf } from '../log/log.ts'
import { CHECKPOINT } from '../log/storage.ts'
import { copyFolder } from './backup.ts'
import { logFolder, readManifest, tableFile, type Manifest } from './manifest.ts'

/** What came of it: `log` says whether the files of the public log were put back or stood there already. */
export type Restored = { manifest: Manifest; log: 'restored' | 'kept' | 'elsewhere' }

/**
 * Puts a backup into an empty database: the schema it was made under, its rows, then what the schema has become since.
 * Every file is compared with its hash before anything is written. Files of the public log that stand already are left:
 * they may be further than the backup, and then the log says so instead of beginning a second history.
 */
export async function restore(url: string, config: Config, folder: string): Promise<Restored> {
  const manifest = await readManifest(folder)
  await demandWhole(folder, manifest)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await demandEmpty(client)
    await migrate(url, manifest.migrations)
    await inTransaction(client, async () => {
      for (const table of manifest.tables) await readTable(client, folder, table)
    })
    await migrate(url)
    await client.query('analyze')
  } finally {
    await client.end()
  }
  return { manifest, log: await restoreLog(config, folder, manifest) }
}

async function demandWhole(folder: string, { tables }: Manifest): Promise<void> {
  for (const { name, sha256 } of tables) {
    const hash = createHash('sha256')
    await pipeline(createReadStream(tableFile(folder, name)), hash).catch((error: Error) => {
      throw new Error(`BACKUP_DAMAGED: ${name} cannot be read: ${error.message}`, { cause: error })
    })
    if (hash.digest('hex') !== sha256) throw new Error(`BACKUP_DAMAGED: ${name} is not what was written`)
  }
}

/** A restore that was broken off left a schema without rows: that is empty too. */
async function demandEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`select to_regclass('public.office') is not null as has_schema`)
  if (!rows[0].has_schema) return
  const { rows: found } = await client.query(
    'select exists (select from office) or exists (select from entry) or exists (select from person) as is_used',
  )
  if (found[0].is_used)
    throw new Error(
      'RESTORE_NOT_EMPTY: the database is in use; a backup goes into an empty one, before the first start',
    )
}

async function readTable(client: pg.Client, folder: string, table: Manifest['tables'][number]): Promise<void> {
  const into = client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`))
  await pipeline(createReadStream(tableFile(folder, table.name)), createGunzip(), into)
  if (into.rowCount !== table.rows)
    throw new Error(`BACKUP_DAMAGED: ${table.name} has ${into.rowCount} rows, not ${table.rows}`)
}

async function restoreLog(config: Config, folder: string, { log }: Manifest): Promise<Restored['log']> {
  const store = storeOf(config)
  if (!log.isIncluded || store.startsWith('s3://')) return 'elsewhere'
  if (existsSync(join(store, CHECKPOINT))) return 'kept'
  await copyFolder(logFolder(folder), store)
  return 'restored'
}
