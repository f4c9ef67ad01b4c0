import { join } from 'node:path'
import type { Config } from '../config.ts'
import { startEmbedded } from './embedded.ts'
import { keepRunning, type Kept } from './keep-running.ts'

/** The database of an installation. */
export type Database = {
  url: string
  /** Looks after an embedded database from now on: if it dies it is started again. */
  keep(say: (text: string) => void): void
  /** Stops an embedded database, whoever started it. */
  stop(): Promise<void>
  /** Stops it unless it ran before: a command beside the server must not end the server's database. */
  leave(): Promise<void>
}

/** The one that DATABASE_URL names, else the embedded one in the data folder. */
export async function openDatabase(config: Config): Promise<Database> {
  const nothing = async (): Promise<void> => undefined
  if (config.databaseUrl) return { url: config.databaseUrl, keep: () => undefined, stop: nothing, leave: nothing }
  const home = join(config.data, 'database')
  const first = await startEmbedded(home)
  let kept: Kept | undefined
  return {
    url: first.url,
    keep: (say) => void (kept ??= keepRunning(home, first, say)),
    stop: async () => (kept ? await kept.stop() : first).stop(),
    leave: async () => void (first.attached || (await first.stop())),
  }
}
