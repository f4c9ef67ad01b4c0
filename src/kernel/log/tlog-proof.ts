import { fromBase64, toBase64 } from './base64.ts'
import { fromUtf8 } from './bytes.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import type { Crypto } from './crypto.ts'
import { fromDecimal } from './decimal.ts'
import { leafHash } from './merkle.ts'
import { openNote, parseNote, type Signed } from './note.ts'
import type { Policy } from './policy.ts'
import { isIncluded } from './verify-proof.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'

/** A receipt that needs no network (c2sp.org/tlog-proof): the way from one entry up to a cosigned checkpoint. */
export type TlogProof = { index: number; hashes: readonly Uint8Array[]; checkpoint: string; extra?: Uint8Array }

export const toTlogProof = ({ index, hashes, checkpoint, extra }: TlogProof): string =>
  [
    HEADER,
    ...(extra ? [`extra ${toBase64(extra)}`] : []),
    `index ${index}`,
    ...hashes.map(toBase64),
    '',
    checkpoint,
  ].join('\n')

/** Reads a receipt in its one spelling. */
export function parseTlogProof(raw: string | Uint8Array): TlogProof | undefined {
  const text = typeof raw === 'string' ? raw : fromUtf8(raw)
  const split = text?.indexOf('\n\n') ?? -1
  if (text === undefined || split < 0) return undefined
  const [header, ...lines] = text.slice(0, split).split('\n')
  if (header !== HEADER) return undefined
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()!.slice('extra '.length)) : undefined
  if (extra?.length === 0 || (text.startsWith(`${HEADER}\nextra`) && !extra)) return undefined
  const [, decimal = ''] = /^index ([0-9]+)$/.exec(lines.shift() ?? '') ?? []
  const index = fromDecimal(decimal)
  const hashes = lines.map(fromBase64)
  if (index === undefined || hashes.length > 63 || hashes.some((hash) => hash?.length !== 32)) return undefined
  return { index, hashes: hashes as Uint8Array[], checkpoint: text.slice(split + 2), ...(extra && { extra }) }
}

/** What is wrong with a receipt, in the order in which it is looked at. */
export type ProofFault =
  'PROOF_MALFORMED' | 'PROOF_LOG_UNKNOWN' | 'PROOF_SIGNATURE_WRONG' | 'PROOF_QUORUM_MISSING' | 'PROOF_NOT_INCLUDED'

export type ProofVerdict =
  { ok: true; index: number; checkpoint: Checkpoint; cosigned: readonly Signed[] } | { ok: false; fault: ProofFault }

/** Checks a receipt for an entry against a policy: log, witnesses, then the way up the tree. */
export function verifyTlogProof(
  crypto: Crypto,
  policy: Policy,
  entry: Uint8Array,
  proof: TlogProof | undefined,
): ProofVerdict {
  const note = proof && parseNote(proof.checkpoint)
  const checkpoint = note && parseCheckpoint(note.text)
  if (!proof || !note || !checkpoint) return { ok: false, fault: 'PROOF_MALFORMED' }
  const logs = policy.logs.map((log) => log.key).filter((key) => key.name === checkpoint.origin)
  if (logs.length === 0) return { ok: false, fault: 'PROOF_LOG_UNKNOWN' }
  const signed = openNote(crypto, note, [...logs, ...policy.witnesses.map((witness) => witness.key)])
  if (!signed?.some(({ key }) => logs.includes(key))) return { ok: false, fault: 'PROOF_SIGNATURE_WRONG' }
  const cosigned = signed.filter(({ key }) => !logs.includes(key))
  if (!policy.isQuorum(cosigned.map(({ key }) => key))) return { ok: false, fault: 'PROOF_QUORUM_MISSING' }
  const leaf = leafHash(crypto.sha256, entry)
  return isIncluded(crypto.sha256, leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    ? { ok: true, index: proof.index, checkpoint, cosigned }
    : { ok: false, fault: 'PROOF_NOT_INCLUDED' }
}
