import { canonical } from '#kernel/entry/canonical.ts'
import type { Entry, Evidence } from '#kernel/entry/envelope.ts'
import { parseDisclosure } from '#kernel/log/disclosure.ts'
import { readExtra, toExtra } from '#kernel/log/receipt.ts'
import { parseTlogProof, toTlogProof } from '#kernel/log/tlog-proof.ts'
import { verifyKnown } from './verify-known.ts'

/**
 * Checks that a receipt is of this very entry, as it was written here, and makes it small: the proof with the entry's
 * envelope, without any value that may have to be erased one day. Nothing where the receipt does not hold.
 */
export async function checkOwn(entry: Entry, receipt: string): Promise<string | undefined> {
  const verdict = (await verifyKnown(receipt))?.verdict
  if (!verdict?.ok || verdict.leaf.stream !== entry.office) return undefined
  const shown = new Map(verdict.shown.map(({ name, value }) => [name, value]))
  const envelope = shown.get('entry') as { id?: unknown } | undefined
  if (envelope?.id !== entry.id || !saysTheSame(entry, shown)) return undefined
  const proof = parseTlogProof(receipt)!
  const parts = readExtra(proof)!
  const opened = parts.disclosures.filter((disclosure) => parseDisclosure(disclosure)?.name === 'entry')
  return toTlogProof({ ...proof, extra: toExtra(parts.text, opened) })
}

/** A signed entry's values are those that were signed; an erased one no longer says any. */
function saysTheSame(entry: Entry, shown: ReadonlyMap<string, unknown>): boolean {
  const evidence = shown.get('evidence') as Evidence | undefined
  if (!entry.evidence || !evidence) return true
  const body =
    evidence.said ??
    Object.fromEntries(
      [...shown].flatMap(([name, value]) => (name.startsWith('body/') ? [[name.slice('body/'.length), value]] : [])),
    )
  return evidence.sig === entry.evidence.sig && canonical(body) === canonical(entry.body)
}
