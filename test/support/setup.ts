/** Once per test run: a home for the cluster that test files start when they need one, and its removal at the end. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '#server/db/embedded.ts'

let users = 0

/** Vitest calls this for each project with files to run; all of them share one cluster. */
export default function setup(): () => Promise<void> {
  process.env.KHATA_TEST_HOME ??= mkdtempSync(join(tmpdir(), 'khata-test-'))
  const home = process.env.KHATA_TEST_HOME
  users += 1
  return async () => {
    users -= 1
    if (users > 0) return
    if (existsSync(join(home, 'pgdata', 'postmaster.pid'))) await (await startEmbedded(home)).stop()
    rmSync(home, { recursive: true, force: true })
    delete process.env.KHATA_TEST_HOME
  }
}
