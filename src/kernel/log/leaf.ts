import { canonical } from '../entry/canonical.ts'
import { fromUtf8 } from './bytes.ts'

/** The version of the envelope; `docs/spec/log.md` says what each field means. */
export const LEAF_VERSION = 'school-register/v1'

/** `count` says how many entries an office has; the others are entries and what later became of them. */
export type LeafOp = 'add' | 'correct' | 'void' | 'erase' | 'count'

/**
 * What the public log holds of an entry: where in its office's row it stands, when, and digests of salted values.
 * Nothing of it tells about a person; whoever holds a disclosure can show that its digest stands here.
 */
export type Leaf = {
  v: typeof LEAF_VERSION
  /** The office: coarse on purpose, so that the log does not tell which register was written. */
  stream: string
  /** 1, 2, 3, … within the stream, whatever the leaf says. */
  seq: number
  /** base64url(SHA-256(previous leaf of the stream)), null for the first. */
  prev: string | null
  op: LeafOp
  /** The seq of the entry that this one corrects, cancels or erases from. */
  ref: number | null
  /** When the device says it was made, and when the server took it; UTC, whole seconds. */
  t_dev: string
  t_rec: string
  _sd: readonly string[]
  _sd_alg: 'sha-256'
  /** Digests whose salts and values are gone (`erase`). */
  erased?: readonly string[]
  /** The day a `count` closes, and how many entries the office has made since the last one. */
  day?: string
  entries?: number
}

/** A time as leaves write it. */
export const leafTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** The one text of a leaf (RFC 8785), put together by hand because an append waits for it. */
export function leafText(leaf: Leaf): string {
  const list = (items: readonly string[]) => (items.length === 0 ? '[]' : `["${items.join('","')}"]`)
  const of = (name: string, value: string | number | undefined) =>
    value === undefined ? '' : `"${name}":${typeof value === 'number' ? value : `"${value}"`},`
  return (
    `{"_sd":${list(leaf._sd)},"_sd_alg":"sha-256",${of('day', leaf.day)}${of('entries', leaf.entries)}` +
    `${leaf.erased ? `"erased":${list(leaf.erased)},` : ''}"op":"${leaf.op}","prev":${leaf.prev === null ? 'null' : `"${leaf.prev}"`},` +
    `"ref":${leaf.ref},"seq":${leaf.seq},"stream":"${leaf.stream}","t_dev":"${leaf.t_dev}","t_rec":"${leaf.t_rec}","v":"${LEAF_VERSION}"}`
  )
}

const OPS: readonly unknown[] = ['add', 'correct', 'void', 'erase', 'count'] satisfies LeafOp[]

/** Reads a leaf from a log; undefined where it is not one of ours or is not in its one text. */
export function parseLeaf(bytes: Uint8Array): Leaf | undefined {
  const text = fromUtf8(bytes)
  if (text === undefined) return undefined
  try {
    const leaf = JSON.parse(text) as Leaf
    const isOurs =
      leaf.v === LEAF_VERSION &&
      OPS.includes(leaf.op) &&
      typeof leaf.stream === 'string' &&
      Number.isSafeInteger(leaf.seq) &&
      leaf._sd_alg === 'sha-256' &&
      [leaf._sd, leaf.erased ?? []].every((list) => list.every((item) => typeof item === 'string'))
    return isOurs && canonical(leaf) === text ? leaf : undefined
  } catch {
    return undefined
  }
}
