import { parsePolicy, type Policy } from '#kernel/log/policy.ts'
import { webCrypto } from './crypto.ts'

const KEPT = 'khata.log.policy'
const SERVED = 'khata.log.policy.served'
const BEFORE = 'khata.log.policy.before'

/** Whom this device trusted until it was told of another key. */
export type Before = { text: string; until: number }

/** Whom this device trusts: what its owner typed in, else what the server said when it was first asked. */
export async function knownPolicy(): Promise<string> {
  const kept = localStorage.getItem(KEPT)
  if (kept !== null) return kept
  const text = await servedPolicy()
  if (text !== '') keepServed(text)
  return text
}

/** What the owner of the device types in; the server cannot change it any more. */
export const keepPolicy = (text: string): void => localStorage.setItem(KEPT, text)

/**
 * Asks whether the log has another key than the one this device goes by, after a receipt did not fit: a log whose key
 * was rotated would otherwise look false for ever. The key before is kept, and its owner is shown that it changed.
 */
export async function renewPolicy(now = Date.now()): Promise<boolean> {
  const kept = localStorage.getItem(KEPT)
  if (kept === null || kept !== localStorage.getItem(SERVED)) return false
  const text = await servedPolicy()
  if (text === '' || text === kept || !readPolicy(text)) return false
  localStorage.setItem(BEFORE, JSON.stringify([{ text: kept, until: now }, ...policiesBefore()]))
  keepServed(text)
  return true
}

/** What this device trusted before, the last one first. */
export function policiesBefore(): readonly Before[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(BEFORE) ?? '[]')
    return Array.isArray(all) ? (all as Before[]) : []
  } catch {
    return []
  }
}

/** A policy that can be used, or nothing. */
export function readPolicy(text: string): Policy | undefined {
  const policy = parsePolicy(webCrypto.sha256, text)
  return 'wrong' in policy ? undefined : policy
}

function keepServed(text: string): void {
  localStorage.setItem(KEPT, text)
  localStorage.setItem(SERVED, text)
}

const servedPolicy = (): Promise<string> =>
  fetch('/log/policy')
    .then((answer) => (answer.ok ? answer.text() : ''))
    .catch(() => '')
