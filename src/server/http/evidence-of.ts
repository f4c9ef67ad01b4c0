import type { Entry, Evidence } from '#kernel/entry/envelope.ts'
import { signedText } from '#kernel/entry/evidence.ts'
import { isSigned, readDeviceKey, type DeviceAlgorithm } from '../append/device-signature.ts'
import type { StoredEntry } from '../append/stored-entry.ts'
import type { Client } from '../db/pool.ts'

/** How an entry's signature stands; `revoked` came in after the device was, and an officer took it all the same. */
export type SignatureState = 'signed' | 'unsigned' | 'unknown' | 'wrong' | 'revoked' | 'erased'

/**
 * What can be proven of an entry by its page's reader: who made it, and the span of time. `notBefore` is when the state
 * of the public log was signed that the device had seen; `notAfter` when the log with the entry in it was published, by
 * the clocks of witnesses where `witnessed`.
 */
export type EntryEvidence = {
  signature: SignatureState
  notBefore?: number
  notAfter?: number
  witnessed?: boolean
  /** The device had seen a state of the log that this log never had: two logs are being shown. */
  seenForeign?: boolean
}

type Key = { id: string; person: string; device: string; alg: DeviceAlgorithm; public_key: Buffer; revoked: number }

/** The evidence of a page's entries; read when the page is, so that it says what holds now. */
export async function evidenceOf(
  client: Client,
  office: string,
  entries: readonly StoredEntry[],
): Promise<EntryEvidence[]> {
  const signed = entries.flatMap(({ evidence }) => evidence ?? [])
  const [keys, seen, covers, erased] = await Promise.all([
    client.query(
      `select id, person, device, alg, public_key, (extract(epoch from revoked) * 1000)::float8 as revoked from device_key where id = any($1)`,
      [signed.map(({ key }) => key)],
    ),
    client.query(
      `select size, encode(root, 'base64') as root, (extract(epoch from signed) * 1000)::float8 as signed from log_published where size = any($1)`,
      [signed.flatMap((evidence) => evidence.seen?.size ?? [])],
    ),
    client.query(
      `select i.seq, (extract(epoch from p.published) * 1000)::float8 as published, p.witnessed from log_index i
       cross join lateral (select published, witnessed from log_published where size > i.idx order by size limit 1) p
       where i.office = $1 and i.seq = any($2)`,
      [office, entries.map(({ seq }) => seq)],
    ),
    client.query(`select entry from erasure where office = $1 and entry = any($2) and 'evidence' = any(fields)`, [
      office,
      entries.map(({ id }) => id),
    ]),
  ])
  const keyOf = new Map((keys.rows as Key[]).map((key) => [key.id, key]))
  const seenAt = new Map(seen.rows.map((row) => [row.size as number, row as { root: string; signed: number }]))
  const coverOf = new Map(
    covers.rows.map((row) => [row.seq as number, row as { published: number; witnessed: boolean }]),
  )
  const gone = new Set(erased.rows.map((row) => row.entry as string))
  return Promise.all(
    entries.map(async (entry) => {
      const signature = gone.has(entry.id) ? 'erased' : await stateOf(entry, keyOf)
      const before = entry.evidence?.seen && seenAt.get(entry.evidence.seen.size)
      const isOurs = before?.root === entry.evidence?.seen?.root
      const cover = coverOf.get(entry.seq)
      const isProven = signature === 'signed' || signature === 'revoked'
      return {
        signature,
        ...(isProven && before && isOurs && { notBefore: before.signed }),
        ...(isProven && entry.evidence?.seen && !isOurs && { seenForeign: true }),
        ...(cover && { notAfter: cover.published, witnessed: cover.witnessed }),
      }
    }),
  )
}

async function stateOf(entry: StoredEntry, keys: ReadonlyMap<string, Key>): Promise<SignatureState> {
  if (!entry.evidence) return 'unsigned'
  const found = keys.get(entry.evidence.key)
  const key = found && readDeviceKey(found.alg, found.public_key)
  if (!key) return 'unknown'
  const isTheirs = found.person === entry.by && found.device === entry.device
  if (!isTheirs || !(await isSigned(key, signedTextOf(entry, entry.evidence), entry.evidence.sig))) return 'wrong'
  return found.revoked !== null && found.revoked < entry.received ? 'revoked' : 'signed'
}

/** The text that the device signed, from the row. */
export const signedTextOf = (row: StoredEntry, evidence: Evidence): string =>
  signedText({ ...row, body: evidence.said ?? row.body, reason: row.reason ?? undefined } as unknown as Entry, evidence)
