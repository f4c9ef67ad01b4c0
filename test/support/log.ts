/** A public log over a test's database and a folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePolicy, type Policy } from '#kernel/log/policy.ts'
import type { Pool } from '#server/db/pool.ts'
import { openLog, type Log } from '#server/log/log.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { verifyLog, type Verdict } from '#server/log/verify/verify-log.ts'

export const ORIGIN = 'log.test.example/registers'

export type TestLog = Log & {
  data: string
  files: string
  /** The codes that `khata verify` would say. */
  faults(keep?: string): Promise<string[]>
  verify(keep?: string): Promise<Verdict>
  remove(): void
}

export async function startLog(
  pool: Pool,
  now: () => number,
  options: { data?: string; policy?: string } = {},
): Promise<TestLog> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'khata-log-'))
  const files = join(data, 'log')
  const config = {
    port: 0,
    host: '',
    data,
    demo: false,
    logLevel: 'silent',
    log: { origin: ORIGIN, ...(options.policy && { policy: options.policy }) },
  }
  const log = await openLog(config, pool, now)
  const verify = (keep?: string) => verifyLog({ source: files, policy: log.policy, ...(keep && { keep }) })
  return {
    ...log,
    data,
    files,
    verify,
    faults: async (keep) => (await verify(keep)).faults.map(({ code }) => code),
    remove: () => rmSync(data, { recursive: true, force: true }),
  }
}

export const policyOf = (text: string): Policy => {
  const policy = parsePolicy(nodeCrypto.sha256, text)
  if ('wrong' in policy) throw new Error(policy.wrong)
  return policy
}
