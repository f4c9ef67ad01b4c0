import { COSIGNATURE, ML_DSA_44, type Sha256 } from './crypto.ts'
import { fromDecimal } from './decimal.ts'
import { isSame } from './bytes.ts'
import { parseVkey, type Key } from './vkey.ts'

/** Whom somebody trusts: logs, witnesses, and how many of them must have seen a checkpoint (c2sp.org/tlog-policy). */
export type Policy = {
  logs: readonly { key: Key; url?: string }[]
  witnesses: readonly { name: string; key: Key; url?: string }[]
  /** Whether the witnesses that have cosigned are enough. */
  isQuorum: (cosigned: readonly Key[]) => boolean
}

type Rule = (cosigned: readonly Key[]) => boolean

/** Reads a policy file, or names the line that is wrong. */
export function parsePolicy(sha256: Sha256, text: string): Policy | { wrong: string } {
  if (/[^\t\n\u0020-\u007e\u0080-\uffff]/.test(text)) return { wrong: 'a control character' }
  const logs: { key: Key; url?: string }[] = []
  const witnesses: { name: string; key: Key; url?: string }[] = []
  const rules = new Map<string, Rule>()
  const members = new Set<string>()
  let quorum: Rule | undefined
  for (const [i, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words.length === 0 || words[0]!.startsWith('#')) continue
    const wrong = { wrong: `line ${i + 1}: ${line}` }
    const [kind, name = '', ...rest] = words
    if (kind === 'log') {
      const key = parseVkey(sha256, name)
      if (!key || rest.length > 1 || logs.some((log) => isSame(log.key.publicKey, key.publicKey))) return wrong
      logs.push({ key, ...(rest[0] && { url: rest[0] }) })
    } else if (kind === 'witness') {
      const key = parseVkey(sha256, rest[0] ?? '')
      if (!key || ![COSIGNATURE, ML_DSA_44].includes(key.type) || rest.length > 2 || isTaken(name)) return wrong
      if (witnesses.some((witness) => isSame(witness.key.publicKey, key.publicKey))) return wrong
      witnesses.push({ name, key, ...(rest[1] && { url: rest[1] }) })
      rules.set(name, (cosigned) => cosigned.some((other) => other.name === key.name && isSame(other.id, key.id)))
    } else if (kind === 'group') {
      const [threshold = '', ...listed] = rest
      const k = threshold === 'all' ? listed.length : threshold === 'any' ? 1 : fromDecimal(threshold)
      const parts = listed.map((member) => rules.get(member))
      // A name stands in one group at most, so that a witness counts in one way only.
      const isTwice = listed.some((member) => members.has(member)) || new Set(listed).size < listed.length
      if (isTaken(name) || listed.length === 0 || isTwice) return wrong
      if (k === undefined || k < 1 || k > listed.length || parts.includes(undefined)) return wrong
      for (const member of listed) members.add(member)
      rules.set(name, (cosigned) => parts.filter((part) => part!(cosigned)).length >= k)
    } else if (kind === 'quorum') {
      const rule = name === 'none' ? () => true : rules.get(name)
      if (!rule || quorum || rest.length > 0) return wrong
      quorum = rule
    } else return wrong
  }
  return quorum ? { logs, witnesses, isQuorum: quorum } : { wrong: 'no quorum line' }

  function isTaken(name: string): boolean {
    return name === '' || name === 'none' || rules.has(name)
  }
}
