import { parsePolicy, type Policy } from '#kernel/log/policy.ts'
import { webCrypto } from './crypto.ts'

const KEPT = 'khata.log.policy'

/** Whom this device trusts: what its owner typed in, else what the server said when it was first asked. */
export async function knownPolicy(): Promise<string> {
  const kept = localStorage.getItem(KEPT)
  if (kept !== null) return kept
  const text = await fetch('/log/policy')
    .then((answer) => (answer.ok ? answer.text() : ''))
    .catch(() => '')
  if (text !== '') keepPolicy(text)
  return text
}

export const keepPolicy = (text: string): void => localStorage.setItem(KEPT, text)

/** A policy that can be used, or nothing. */
export function readPolicy(text: string): Policy | undefined {
  const policy = parsePolicy(webCrypto.sha256, text)
  return 'wrong' in policy ? undefined : policy
}
