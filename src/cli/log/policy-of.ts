import { readFileSync } from 'node:fs'
import { fromUtf8 } from '#kernel/log/bytes.ts'
import { parsePolicy, type Policy } from '#kernel/log/policy.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { flagsOf } from '../flags.ts'

/** The policy that the flags name: `--policy F`, or `--vkey V` for one log and no witness. */
export function policyOf(args: readonly string[]): Policy | undefined {
  const [path] = flagsOf(args, 'policy')
  const keys = flagsOf(args, 'vkey')
  if (path !== undefined) return readPolicy(path)
  return keys.length === 0 ? undefined : parse(`${keys.map((key) => `log ${key}\n`).join('')}quorum none\n`)
}

/** A policy file. Bytes that are not UTF-8 may stand in its comments and names, where they mean nothing but themselves. */
export function readPolicy(path: string): Policy {
  const bytes = readFileSync(path)
  return parse(fromUtf8(bytes) ?? bytes.toString('latin1'))
}

function parse(text: string): Policy {
  const policy = parsePolicy(nodeCrypto.sha256, text)
  if ('wrong' in policy) throw new Error(`LOG_POLICY_WRONG: ${policy.wrong}`)
  return policy
}
