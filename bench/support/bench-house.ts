import { mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '#server/config.ts'
import { startEmbedded } from '#server/db/embedded.ts'
import { openHouse, type House } from '#server/house.ts'

/** Keys and log files of a bench, gone with its process. */
const data = mkdtempSync(join(tmpdir(), 'khata-bench-data-'))
process.once('exit', () => rmSync(data, { recursive: true, force: true }))

/** A configuration for benches: nothing shown, nothing logged. */
export const benchConfig = (): Config => ({
  port: 0,
  host: '127.0.0.1',
  data,
  demo: false,
  logLevel: 'silent',
})

/**
 * A database cluster of its own with full durability, filled once by `make` and copied under the given names, so that
 * each part of a bench starts from the same rows, known to the planner as after a minute of work. Removed at the end.
 */
export async function withCopies<T>(
  names: readonly string[],
  work: (make: (fill: (house: House) => Promise<void>) => Promise<void>, urls: Record<string, string>) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'khata-bench-'))
  const embedded = await startEmbedded(home)
  const urlOf = (name: string) => Object.assign(new URL(embedded.url), { pathname: name }).href
  const admin = async (sql: string, name?: string) => {
    const client = new pg.Client({ connectionString: name ? urlOf(name) : embedded.url })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  try {
    await admin('create database filled')
    const make = async (fill: (house: House) => Promise<void>) => {
      const house = await openHouse({ ...benchConfig(), databaseUrl: urlOf('filled') })
      await fill(house)
      await house.close()
      await admin('vacuum analyze', 'filled')
      for (const name of names) await admin(`create database ${name} template filled`)
      await admin('checkpoint')
    }
    return await work(make, Object.fromEntries(names.map((name) => [name, urlOf(name)])))
  } finally {
    await embedded.stop()
    await rm(home, { recursive: true, force: true })
  }
}
