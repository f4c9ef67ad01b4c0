import { readConfig } from '#server/config.ts'
import { migrate } from '#server/db/migrate.ts'
import { openDatabase } from '#server/db/open-database.ts'

/** Brings the configured database to the newest schema and says which files ran. */
export async function run(): Promise<void> {
  const database = await openDatabase(readConfig())
  const done = await migrate(database.url)
  process.stdout.write(done.length > 0 ? `${done.join('\n')}\n` : 'nothing to do\n')
  await database.leave()
}
