import { verifyReceipt, type ReceiptFault, type ReceiptVerdict } from '#kernel/log/receipt.ts'
import { webCrypto } from './crypto.ts'
import { knownPolicy, policiesBefore, readPolicy, renewPolicy } from './policy.ts'

/** What a receipt proves to this device; `until` where its log has had another key since then. */
export type Known = { verdict: ReceiptVerdict; until?: number }

/** Faults that another key of the log, or other witnesses, may explain. */
const OF_KEYS: readonly ReceiptFault[] = ['PROOF_LOG_UNKNOWN', 'PROOF_SIGNATURE_WRONG', 'PROOF_QUORUM_MISSING']

/**
 * Checks a receipt against what this device trusts now; where the log has got another key meanwhile, against that.
 * With `isOld` a receipt of an earlier key counts too, as papers of years ago have one. Nothing without a policy.
 */
export async function verifyKnown(text: string, { isOld = false } = {}): Promise<Known | undefined> {
  const first = check(await knownPolicy(), text)
  if (!first || first.ok || !OF_KEYS.includes(first.fault)) return first && { verdict: first }
  if (await renewPolicy()) {
    const second = check(await knownPolicy(), text)
    if (second?.ok) return { verdict: second }
  }
  for (const { text: before, until } of isOld ? policiesBefore() : []) {
    const old = check(before, text)
    if (old?.ok) return { verdict: old, until }
  }
  return { verdict: first }
}

function check(policyText: string, text: string): ReceiptVerdict | undefined {
  const policy = readPolicy(policyText)
  return policy && verifyReceipt(webCrypto, policy, text)
}
