import { readFileSync } from 'node:fs'
import { parsePolicy, type Policy } from '#kernel/log/policy.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { flagsOf } from '../flags.ts'

/** The policy that the flags name: `--policy F`, or `--vkey V` for one log and no witness. */
export function policyOf(args: readonly string[]): Policy | undefined {
  const [path] = flagsOf(args, 'policy')
  const keys = flagsOf(args, 'vkey')
  if (path === undefined && keys.length === 0) return undefined
  const text =
    path === undefined ? `${keys.map((key) => `log ${key}\n`).join('')}quorum none\n` : readFileSync(path, 'utf8')
  const policy = parsePolicy(nodeCrypto.sha256, text)
  if ('wrong' in policy) throw new Error(`LOG_POLICY_WRONG: ${policy.wrong}`)
  return policy
}
