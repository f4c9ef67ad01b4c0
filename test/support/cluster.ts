/** The one PostgreSQL of a test run, started by the first test file that asks; the others join it. */
import { startEmbedded } from '#server/db/embedded.ts'

let url: Promise<string> | undefined

/** Connection string of the run's cluster. Nothing in it outlives the run, so it does not wait for the disk. */
export function getCluster(): Promise<string> {
  url ??= start()
  return url
}

async function start(): Promise<string> {
  const home = process.env.KHATA_TEST_HOME
  if (!home)
    throw new Error('KHATA_TEST_HOME is not set: run tests through npm test or vitest with our vitest.config.ts')
  const durable = process.env.KHATA_TEST_FSYNC === '1' ? 'on' : 'off'
  const settings = {
    fsync: durable,
    synchronous_commit: durable,
    full_page_writes: durable,
    max_connections: '200',
    shared_buffers: '128MB',
  }
  return (await startEmbedded(home, { settings, detached: true })).url
}
