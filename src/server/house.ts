import { join } from 'node:path'
import { Ledger } from './append/ledger.ts'
import type { Config } from './config.ts'
import { startEmbedded } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { openPool, type Pool } from './db/pool.ts'
import { Directory } from './directory.ts'
import { openLog, type Log } from './log/log.ts'
import { Rollup } from './rollup/rollup.ts'
import { plantPacks } from './tree/plant.ts'

/** The parts of a running installation before it listens; `close` ends what was started, in order. */
export type House = {
  config: Config
  databaseUrl: string
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
  const embedded = config.databaseUrl ? undefined : await startEmbedded(join(config.data, 'database'))
  const databaseUrl = config.databaseUrl ?? embedded!.url
  await migrate(databaseUrl)
  const pool = openPool(databaseUrl)
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
    if (!isGuest || !embedded?.attached) await embedded?.stop()
  }
  return { config, databaseUrl, pool, directory, ledger, rollup, log, close }
}
