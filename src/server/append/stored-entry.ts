import type { Accepted, Evidence } from '#kernel/entry/envelope.ts'
import type { Problem } from '#kernel/error.ts'

/** An entry as its row gives it. */
export type StoredEntry = Omit<Accepted, 'evidence'> & { evidence?: Evidence | null } & {
  flags: Problem[]
  reason: string | null
  assigned: Accepted['assigned'] | null
}

/** The columns of `StoredEntry`. */
export const ENTRY_COLUMNS = `id, office, system, version, stream, step, body, replaces, reason, by_person as by, post, device, clock, evidence, seq, assigned, flags,
  (extract(epoch from received) * 1000)::float8 as received`

/** The entry of a row, as the fold takes it. */
export function fromEntryRow({ flags, reason, assigned, evidence: _, ...rest }: StoredEntry): {
  entry: Accepted
  flags: Problem[]
} {
  return { entry: { ...rest, ...(reason !== null && { reason }), ...(assigned && { assigned }) }, flags }
}
