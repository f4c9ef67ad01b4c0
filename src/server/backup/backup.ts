import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Config } from '../config.ts'
import { LOG_LOCKS } from '../log/locks.ts'
import { storeOf } from '../log/log.ts'
import { FORMAT, logFolder, tableFile, writeManifest, type Manifest } from './manifest.ts'
import { readTables, type Table } from './tables.ts'

/**
 * Writes everything of an installation but its keys into a new folder, while it works: all tables as they stood at one
 * moment, and the files of the public log as they stood at the same one, for which the log alone waits. The folder
 * takes its name when it is whole.
 */
export async function backup(url: string, config: Config, folder: string): Promise<Manifest> {
  const aside = `${folder}.partial`
  await rm(aside, { recursive: true, force: true })
  await mkdir(`${aside}/tables`, { recursive: true, mode: 0o700 })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Held until this connection ends: in between no index is given and nothing is published.
    for (const lock of LOG_LOCKS) await client.query('select pg_advisory_lock($1)', [lock])
    await client.query('begin isolation level repeatable read read only')
    const { rows: migrations } = await client.query('select name, hash from migration order by name')
    const { rows: states } = await client.query('select origin, size from log_state')
    const store = storeOf(config)
    const isIncluded = !store.startsWith('s3://')
    if (isIncluded) await copyFolder(store, logFolder(aside))
    for (const lock of LOG_LOCKS) await client.query('select pg_advisory_unlock($1)', [lock])
    const tables: Manifest['tables'] = []
    for (const table of await readTables(client)) tables.push(await writeTable(client, aside, table))
    await client.query('commit')
    const manifest: Manifest = {
      format: FORMAT,
      made: new Date().toISOString(),
      migrations: migrations as Manifest['migrations'],
      tables,
      log: { origin: states[0]?.origin ?? null, size: Number(states[0]?.size ?? 0), isIncluded },
    }
    await writeManifest(aside, manifest)
    await rename(aside, folder)
    return manifest
  } finally {
    await client.end()
  }
}

/** In the text form of COPY, which any later PostgreSQL reads: a row is a line. */
async function writeTable(
  client: pg.Client,
  folder: string,
  { name, columns }: Table,
): Promise<Manifest['tables'][number]> {
  let rows = 0
  const hash = createHash('sha256')
  await pipeline(
    client.query(copyTo(`copy (select ${columns.join(', ')} from ${name}) to stdout`)),
    seeing((chunk) => (rows += lines(chunk))),
    createGzip({ level: 4 }),
    seeing((chunk) => hash.update(chunk)),
    createWriteStream(tableFile(folder, name), { mode: 0o600, flush: true }),
  )
  return { name, columns: [...columns], rows, sha256: hash.digest('hex') }
}

function lines(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count += 1
  return count
}

const seeing = (see: (chunk: Buffer) => unknown): Transform =>
  new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      see(chunk)
      done(null, chunk)
    },
  })

/** A log that has not begun has no folder yet. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, preserveTimestamps: true }).catch((error: { code?: string }) => {
    if (error.code !== 'ENOENT') throw error
  })
}
