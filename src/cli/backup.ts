import { cp } from 'node:fs/promises'
import { resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { backup } from '#server/backup/backup.ts'
import { readConfig, type Config } from '#server/config.ts'
import { openDatabase } from '#server/db/open-database.ts'
import { keyFolder } from '#server/keys.ts'
import { flagsOf } from './flags.ts'

const HELP = `khata backup FOLDER [--keys FOLDER]
  Writes all rows and the files of the public log into a new folder, while the program runs. The keys are not in it: they
  sign the log and open the secrets of authenticator apps. --keys copies them into another folder, to be kept elsewhere.
`

/** A copy of an installation that another machine can go on with. */
export async function run(args: string[], config: Config = readConfig()): Promise<void> {
  const [given] = args
  if (args.includes('--help') || !given || given.startsWith('--')) return void process.stdout.write(HELP)
  const folder = resolve(given)
  const [keys] = flagsOf(args, 'keys').map((path) => resolve(path))
  for (const path of [folder, keys])
    if (path && existsSync(path)) throw new Error(`BACKUP_EXISTS: ${path} is there already; name a new folder`)
  const database = await openDatabase(config)
  try {
    const { tables, log } = await backup(database.url, config, folder)
    if (keys) await cp(keyFolder(config.data), keys, { recursive: true })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    process.stdout.write(
      `${rows} rows of ${tables.length} tables, log of ${log.size} entries${log.isIncluded ? '' : ' (in its bucket)'}: ${folder}\n`,
    )
  } finally {
    await database.leave()
  }
}
