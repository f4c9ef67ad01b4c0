import { join } from 'node:path'
import { readConfig } from '#server/config.ts'
import { startEmbedded } from '#server/db/embedded.ts'
import { migrate } from '#server/db/migrate.ts'

/** Brings the configured database to the newest schema and says which files ran. */
export async function run(): Promise<void> {
  const config = readConfig()
  const embedded = config.databaseUrl ? undefined : await startEmbedded(join(config.data, 'database'))
  const done = await migrate(config.databaseUrl ?? embedded!.url)
  process.stdout.write(done.length > 0 ? `${done.join('\n')}\n` : 'nothing to do\n')
  if (embedded && !embedded.attached) await embedded.stop()
}
