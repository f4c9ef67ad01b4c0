import { canonical } from './canonical.ts'
import type { Entry, Evidence } from './envelope.ts'

/**
 * What a device signs: the entry as it sends it, and its evidence but for the signature. The salt in it keeps the digest
 * by which the device's next entry names this one from telling a value after that was erased.
 */
export function signedText(
  { id, office, system, version, stream, step, body, replaces, reason, by, post, device, clock }: Entry,
  { key, n, prev, seen, salt }: Omit<Evidence, 'sig' | 'said'>,
): string {
  const said = { id, office, system, version, stream, step, body, replaces, reason, by, post, device, clock }
  return canonical({ ...said, evidence: { key, n, prev, seen, salt } })
}

/** What a device signs to show that a key it registers is its own. */
export const keyText = (person: string, device: string): string => `khata-device-key/v1\n${person}\n${device}\n`
