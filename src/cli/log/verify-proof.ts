import { readFile } from 'node:fs/promises'
import { parseTlogProof, verifyTlogProof } from '#kernel/log/tlog-proof.ts'
import { nodeCrypto } from '#server/log/node-crypto.ts'
import { flagOf } from '../flags.ts'
import { readPolicy } from './policy-of.ts'
import { readBytes, reject } from './stdin.ts'

export const help = `
khata log verify-proof --policy F --entry F < PROOF
  A receipt (c2sp.org/tlog-proof) against a policy (c2sp.org/tlog-policy). The entry file holds the bytes of the entry
  as they are logged, with nothing added: no line feed behind. Exits 0 where the entry stands in a log of the policy
  that its quorum of witnesses has cosigned; otherwise says why and exits 1.`

export async function run(args: string[]): Promise<void> {
  const policy = readPolicy(flagOf(args, 'policy'))
  const entry = await readFile(flagOf(args, 'entry'))
  const verdict = verifyTlogProof(nodeCrypto, policy, entry, parseTlogProof(await readBytes('-')))
  if (!verdict.ok) return reject(verdict.fault)
  const { index, checkpoint, cosigned } = verdict
  const names = cosigned.map(({ key, time }) => `${key.name} ${new Date((time ?? 0) * 1000).toISOString()}`)
  process.stdout.write(`${[`index ${index} of ${checkpoint.size} in ${checkpoint.origin}`, ...names].join('\n')}\n`)
}
