import type { Record as Folded } from '#kernel/entry/record.ts'
import { fromRows } from '../db/doc.ts'
import { named, type Client } from '../db/pool.ts'
import type { Head } from './leaves.ts'

/** All records of a system up to a sequence of the office. */
type Kept = { seq: number; byStream: Map<string, Folded>; list: readonly Folded[] }

const MOST_OFFICES = 3_000

const all = named('office-records', 'select doc from record where office = $1 and system = $2')

/** By what is new in the office, which is little: `is not distinct` is a comparison that no index of systems serves. */
const changedSince = named(
  'office-records-since',
  'select doc from record where office = $1 and system is not distinct from $2 and seq > $3',
)

/**
 * Records that checks of an office look at (the pupils of a school), kept in memory between batches. Every read is made
 * under the office's lock and first asks the database what has changed since the kept sequence, so that several
 * servers may keep copies and none is ever stale.
 */
export class OfficeRecords {
  private readonly kept = new Map<string, Map<string, Kept>>()

  /**
   * Lists by system, fresh as of this transaction, which holds the head of the office. An array stays the same object
   * while nothing changed.
   */
  async read(
    client: Client,
    office: string,
    systems: readonly string[],
    head: Head | Promise<Head>,
  ): Promise<ReadonlyMap<string, readonly Folded[]>> {
    const ofOffice = this.kept.get(office) ?? new Map<string, Kept>()
    const lists = new Map<string, readonly Folded[]>()
    const changes = systems.map(async (system) => {
      const kept = ofOffice.get(system) ?? { seq: 0, byStream: new Map(), list: [] }
      const { rows } = await client.query(
        kept.seq === 0 ? all([office, system]) : changedSince([office, system, kept.seq]),
      )
      lay(kept, fromRows(rows))
      kept.seq = Math.max(kept.seq, (await head).seq)
      ofOffice.set(system, kept)
      lists.set(system, kept.list)
    })
    await Promise.all(changes)
    this.kept.delete(office)
    this.kept.set(office, ofOffice)
    if (this.kept.size > MOST_OFFICES) this.kept.delete(this.kept.keys().next().value!)
    return lists
  }

  /** Lays what a committed batch wrote onto the copy; older news than the copy has is passed over. */
  put(office: string, records: Iterable<Folded>): void {
    const ofOffice = this.kept.get(office)
    if (!ofOffice) return
    for (const record of records) {
      const kept = ofOffice.get(record.system)
      if (kept) lay(kept, [record])
    }
  }

  /** Forgets an office: after its rows were changed by another road than the ledger (rebuild, import). */
  forget(office: string): void {
    this.kept.delete(office)
  }
}

function lay(kept: Kept, records: readonly Folded[]): void {
  let isChanged = false
  for (const record of records) {
    const before = kept.byStream.get(record.stream)
    if (before && before.seq >= record.seq) continue
    kept.byStream.set(record.stream, record)
    isChanged = true
  }
  if (isChanged) kept.list = [...kept.byStream.values()]
}
