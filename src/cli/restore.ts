import { cp } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { restore } from '#server/backup/restore.ts'
import { readConfig, type Config } from '#server/config.ts'
import { openDatabase } from '#server/db/open-database.ts'
import { keyFolder } from '#server/keys.ts'
import { flagsOf } from './flags.ts'

const HELP = `khata restore FOLDER [--keys FOLDER]
  Puts a backup into an empty database, before the first start. --keys takes the keys from where they were kept; without
  them the log cannot go on under its name, and officers need new authenticator apps. Files of the public log that are
  there already stay as they are.
`

const LOG = {
  restored: 'its files were put back',
  kept: 'files of the log are there already and were left; khata verify says whether they belong together',
  elsewhere: 'its files lie in a bucket',
}

/** An installation as it was when the backup was made. */
export async function run(args: string[], config: Config = readConfig()): Promise<void> {
  const [given] = args
  if (args.includes('--help') || !given || given.startsWith('--')) return void process.stdout.write(HELP)
  const [keys] = flagsOf(args, 'keys').map((path) => resolve(path))
  if (keys && existsSync(keyFolder(config.data)))
    throw new Error(`RESTORE_KEYS_EXIST: ${keyFolder(config.data)} has keys already; move them away first`)
  const database = await openDatabase(config)
  try {
    const { manifest, log } = await restore(database.url, config, resolve(given))
    if (keys) await cp(keys, keyFolder(config.data), { recursive: true })
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    process.stdout.write(`${rows} rows of ${manifest.made}; log of ${manifest.log.size} entries: ${LOG[log]}\n`)
  } finally {
    await database.leave()
  }
}
