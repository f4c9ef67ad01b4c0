import { fromUtf8, utf8 } from './bytes.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Crypto } from './crypto.ts'
import { digestOf, parseDisclosure } from './disclosure.ts'
import { parseLeaf, type Leaf } from './leaf.ts'
import type { Signed } from './note.ts'
import type { Policy } from './policy.ts'
import { parseTlogProof, verifyTlogProof, type ProofFault, type TlogProof } from './tlog-proof.ts'

/**
 * The extra data of our receipts: the leaf, and behind each `~` one disclosure, as SD-JWT strings them together. It is
 * not believed: the leaf must be in the log, and each disclosure in the leaf.
 */
export const toExtra = (leaf: string, disclosures: readonly string[]): Uint8Array<ArrayBuffer> =>
  utf8([leaf, ...disclosures].join('~'))

export type ReceiptFault = ProofFault | 'RECEIPT_MALFORMED' | 'RECEIPT_EMPTY' | 'RECEIPT_DISCLOSURE_FOREIGN'

/** What a receipt proves: where the leaf stands, who has seen the log since, and the values that were shown with it. */
export type ReceiptVerdict =
  | {
      ok: true
      index: number
      leaf: Leaf
      checkpoint: Checkpoint
      cosigned: readonly Signed[]
      shown: readonly { name: string; value: unknown }[]
    }
  | { ok: false; fault: ReceiptFault }

/** Checks a whole receipt, offline. Line endings of mail and paper are put right first; everything else is strict. */
export function verifyReceipt(crypto: Crypto, policy: Policy, text: string): ReceiptVerdict {
  const proof = parseTlogProof(tidy(text))
  if (!proof) return { ok: false, fault: 'RECEIPT_MALFORMED' }
  const parts = readExtra(proof)
  if (!parts) return { ok: false, fault: 'RECEIPT_EMPTY' }
  const verdict = verifyTlogProof(crypto, policy, utf8(parts.text), proof)
  if (!verdict.ok) return verdict
  const shown = parts.disclosures.map((disclosure) => ({
    read: parseDisclosure(disclosure),
    isOurs: parts.leaf._sd.includes(digestOf(crypto.sha256, disclosure)),
  }))
  if (shown.some(({ read, isOurs }) => !read || !isOurs)) return { ok: false, fault: 'RECEIPT_DISCLOSURE_FOREIGN' }
  const { index, checkpoint, cosigned } = verdict
  const values = shown.map(({ read }) => ({ name: read!.name, value: read!.value }))
  return { ok: true, index, leaf: parts.leaf, checkpoint, cosigned, shown: values }
}

/** The leaf that a receipt carries, before anything is checked. */
export function readExtra(proof: TlogProof): { text: string; leaf: Leaf; disclosures: readonly string[] } | undefined {
  const [text = '', ...disclosures] = fromUtf8(proof.extra ?? new Uint8Array())?.split('~') ?? []
  const leaf = parseLeaf(utf8(text))
  return leaf && { text, leaf, disclosures }
}

const tidy = (text: string): string => `${text.replaceAll('\r\n', '\n').trim()}\n`
