import type { Accepted } from '../entry/envelope.ts'
import { toBase64Url } from './base64.ts'
import { SALT_BYTES, disclosureJson, type Disclosure } from './disclosure.ts'
import { LEAF_VERSION, leafText, leafTime, type Leaf } from './leaf.ts'

/** The digest of a disclosure's JSON; handed in, because an append waits for it and hosts have quick ones. */
export type Digest = (json: string) => string

/**
 * What of an entry is private, each under its own salt, sorted by name: the envelope as one value, the reason, the
 * device's evidence, and the fields of the body one by one, so that one of them can be erased or shown alone.
 */
export function privateFields(entry: Accepted): readonly [name: string, value: unknown][] {
  const { id, system, version, stream, step, replaces, by, post, device, clock, assigned } = entry
  const envelope = { id, system, version, stream, step, replaces, by, post, device, clock, assigned }
  const fields: [string, unknown][] = [['entry', envelope]]
  if (entry.reason !== undefined) fields.push(['reason', entry.reason])
  if (entry.evidence !== undefined) fields.push(['evidence', entry.evidence])
  for (const [key, value] of Object.entries(entry.body)) if (value !== undefined) fields.push([`body/${key}`, value])
  return fields.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Puts the salts of a row, kept one after the other in the order of the names, beside the fields they belong to. */
export function disclosuresOf(
  entry: Accepted,
  salts: Uint8Array,
  erased: readonly string[] = [],
): readonly Disclosure[] {
  const fields = new Map(privateFields(entry))
  const names = erased.length === 0 ? [...fields.keys()] : [...new Set([...fields.keys(), ...erased])].sort()
  return names.flatMap((name, i) => {
    if (erased.includes(name)) return []
    const salt = toBase64Url(salts.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES))
    return [{ salt, name, value: fields.get(name) }]
  })
}

/** Where an entry stands in its office's row of leaves. */
export type Place = Pick<Leaf, 'prev' | 'op' | 'ref'>

/** The public leaf of an entry, with a fresh salt for each private field. */
export function commitEntry(digest: Digest, entry: Accepted, salts: Uint8Array, { prev, op, ref }: Place): string {
  const digests = disclosuresOf(entry, salts).map((disclosure) => digest(disclosureJson(disclosure)))
  return leafText({
    v: LEAF_VERSION,
    stream: entry.office,
    seq: entry.seq,
    prev,
    op,
    ref,
    t_dev: leafTime(entry.clock.at),
    t_rec: leafTime(entry.received),
    _sd: digests.sort(),
    _sd_alg: 'sha-256',
  })
}
