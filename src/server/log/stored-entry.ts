import type { Accepted } from '#kernel/entry/envelope.ts'

/** Columns of `entry` from which its disclosures follow. */
export const ENTRY_COLUMNS = `e.id, e.office, e.system, e.version, e.stream, e.step, e.body, e.replaces, e.reason, e.by_person as by, e.post, e.device,
  e.clock, e.evidence, e.seq, e.assigned, e.salt, (extract(epoch from e.received) * 1000)::float8 as received`

/** A row with those columns. */
export type StoredEntry = { salt: Buffer; reason: string | null; [column: string]: unknown }

/** The entry of a row, without the columns that are empty. */
export function entryOf({ salt: _, ...row }: StoredEntry): Accepted {
  const { reason, evidence, assigned, received, ...rest } = row as Record<string, unknown>
  return {
    ...(rest as Omit<Accepted, 'received'>),
    received: Math.round(received as number),
    ...(reason !== null && { reason: reason as string }),
    ...(evidence !== null && { evidence: evidence as Accepted['evidence'] & object }),
    ...(assigned !== null && { assigned: assigned as Accepted['assigned'] & object }),
  }
}
