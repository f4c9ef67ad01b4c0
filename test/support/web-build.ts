/** Before browser tests: the web app as it will be served, built by the same command a person would use. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const command = 'src/cli/khata.ts'

export default function buildWeb(): void {
  if (!existsSync(command)) return
  const done = spawnSync(process.execPath, [command, 'build'], { stdio: ['ignore', 2, 2], env: buildEnv() })
  if (done.status !== 0) throw new Error('the web app does not build: run npm run khata -- build')
}

/** The build must not know that it runs inside a test. */
function buildEnv(): NodeJS.ProcessEnv {
  const { NODE_ENV: _node, VITEST: _vitest, ...env } = process.env
  return env
}
