import { Ledger } from './append/ledger.ts'
import type { Config } from './config.ts'
import { SecretBox } from './auth/secret-box.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase, type Database } from './db/open-database.ts'
import { openPool, type Pool } from './db/pool.ts'
import { Directory } from './directory.ts'
import { keyFolder } from './keys.ts'
import { openLog, type Log } from './log/log.ts'
import { Rollup } from './rollup/rollup.ts'
import { plantPacks } from './tree/plant.ts'

/** The parts of a running installation before it listens; `close` ends what was started, in order. */
export type House = {
  config: Config
  databaseUrl: string
  database: Database
  pool: Pool
  directory: Directory
  ledger: Ledger
  rollup: Rollup
  log: Log
  /** `isGuest` leaves a database running that was running before: a command beside the server must not stop it. */
  close: (options?: { isGuest?: boolean }) => Promise<void>
}

/** Database (embedded unless DATABASE_URL names one), schema, office trees, and the machinery over them. */
export async function openHouse(config: Config): Promise<House> {
  const database = await openDatabase(config)
  const databaseUrl = database.url
  await migrate(databaseUrl)
  const pool = openPool(databaseUrl)
  await new SecretBox(keyFolder(config.data)).sealPlain(pool)
  await plantPacks(pool)
  const directory = new Directory(pool)
  await directory.load()
  const ledger = new Ledger(pool, directory)
  const rollup = new Rollup(pool, directory, ledger)
  const log = await openLog(config, pool)
  const close: House['close'] = async ({ isGuest = false } = {}) => {
    await log.sequencer.stop()
    await rollup.stop()
    await pool.end()
    if (isGuest) await database.leave()
    else await database.stop()
  }
  return { config, databaseUrl, database, pool, directory, ledger, rollup, log, close }
}
