import { fromBase64, toBase64 } from './base64.ts'
import { fromUtf8, isSame, utf8 } from './bytes.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import type { Crypto } from './crypto.ts'
import { fromDecimal } from './decimal.ts'
import { emptyRoot } from './merkle.ts'
import { openNote, parseNote } from './note.ts'
import { isConsistent } from './verify-proof.ts'
import type { Key } from './vkey.ts'

/** What a log asks of a witness (c2sp.org/tlog-witness): from the size last seen to this checkpoint. */
export type AddCheckpoint = { old: number; proof: readonly Uint8Array[]; note: string }

export const toAddCheckpoint = ({ old, proof, note }: AddCheckpoint): Uint8Array<ArrayBuffer> =>
  utf8(`old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`)

export function parseAddCheckpoint(raw: Uint8Array): AddCheckpoint | undefined {
  const text = fromUtf8(raw)
  const split = text?.indexOf('\n\n') ?? -1
  if (text === undefined || split < 0) return undefined
  const [first = '', ...lines] = text.slice(0, split).split('\n')
  const old = first.startsWith('old ') ? fromDecimal(first.slice(4)) : undefined
  const proof = lines.map(fromBase64)
  if (old === undefined || proof.length > 63 || proof.some((hash) => hash?.length !== 32)) return undefined
  return { old, proof: proof as Uint8Array[], note: text.slice(split + 2) }
}

/** What a witness makes of it: the status to answer, and with 200 the checkpoint to keep before answering. */
export type WitnessVerdict =
  | { status: 200; checkpoint: Checkpoint; text: string; logLines: readonly string[] }
  | { status: 409; size: number }
  | { status: 400 | 403 | 404 | 422 }

/**
 * The judgement of a witness that trusts `keysOf(origin)` and remembers `seenOf(origin)`. The caller holds a lock from
 * before `seenOf` until what is accepted is on the disk: otherwise two requests could roll its memory back.
 */
export function judgeCheckpoint(
  crypto: Crypto,
  request: AddCheckpoint | undefined,
  keysOf: (origin: string) => readonly Key[] | undefined,
  seenOf: (origin: string) => Pick<Checkpoint, 'size' | 'root'> | undefined,
): WitnessVerdict {
  const note = request && parseNote(request.note)
  const checkpoint = note && parseCheckpoint(note.text)
  if (!request || !note || !checkpoint) return { status: 400 }
  const keys = keysOf(checkpoint.origin)
  if (!keys) return { status: 404 }
  const signed = openNote(crypto, note, keys)
  if (!signed) return { status: 403 }
  if (request.old > checkpoint.size) return { status: 400 }
  const seen = seenOf(checkpoint.origin) ?? { size: 0, root: emptyRoot(crypto.sha256) }
  if (request.old !== seen.size) return { status: 409, size: seen.size }
  const isEmpty = checkpoint.size === 0 && !isSame(checkpoint.root, emptyRoot(crypto.sha256))
  const { sha256 } = crypto
  if (isEmpty || !isConsistent(sha256, seen.size, checkpoint.size, seen.root, checkpoint.root, request.proof))
    return { status: 422 }
  return { status: 200, checkpoint, text: note.text, logLines: signed.map(({ line }) => line) }
}
