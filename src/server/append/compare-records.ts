import { canonical } from '#kernel/entry/canonical.ts'
import type { Accepted } from '#kernel/entry/envelope.ts'
import { fold } from '#kernel/entry/fold.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import type { Problem } from '#kernel/error.ts'
import { fromDoc, type Doc } from '../db/doc.ts'
import { everywhere, within, type Client, type Pool } from '../db/pool.ts'
import { getSystem } from '../reach.ts'
import { ENTRY_COLUMNS, fromEntryRow, type StoredEntry } from './stored-entry.ts'

/** A page that screens would show otherwise than its entries tell it, that they would not show, or that nobody wrote. */
export type RecordFault = {
  code: 'RECORD_CHANGED' | 'RECORD_MISSING' | 'RECORD_UNFOUNDED'
  office: string
  system: string
  page: string
}

export type RecordsVerdict = { streams: number; faults: RecordFault[] }

export type CompareOptions = {
  /** Sets a page right that differs, in the transaction that holds its office's lock. */
  mend?: (client: Client, record: Folded) => Promise<void>
  progress?: (done: number, size: number) => void
}

/** Folds every page again from its entries, office by office under its lock, and compares it with the one that is kept. */
export async function compareRecords(
  pool: Pool,
  { mend, progress = () => undefined }: CompareOptions = {},
): Promise<RecordsVerdict> {
  const offices = await within(pool, everywhere, async (client) =>
    (await client.query('select office from office_head order by office')).rows.map((row) => row.office as string),
  )
  const faults: RecordFault[] = []
  let streams = 0
  for (const [i, office] of offices.entries()) {
    await within(pool, everywhere, async (client) => {
      await client.query('select seq from office_head where office = $1 for update', [office])
      const { rows: entries } = await client.query(
        `select ${ENTRY_COLUMNS} from entry where office = $1 order by seq`,
        [office],
      )
      const { rows } = await client.query('select system, stream, state, doc from record where office = $1', [office])
      const kept = new Map(
        (rows as Kept[]).map(({ system, stream, state, doc }) => [
          `${system} ${stream}`,
          { page: { system, page: stream }, told: told({ ...fromDoc(doc), state }) },
        ]),
      )
      for (const [key, list] of byStream(entries)) {
        streams += 1
        const record = fold(getSystem(list[0]!.entry.system), list)
        const before = kept.get(key)
        kept.delete(key)
        if (!record || before?.told === told(record)) continue
        const { system, stream: page } = record
        faults.push({ code: before ? 'RECORD_CHANGED' : 'RECORD_MISSING', office, system, page })
        await mend?.(client, record)
      }
      for (const { page } of kept.values()) faults.push({ code: 'RECORD_UNFOUNDED', office, ...page })
    })
    progress(i + 1, offices.length)
  }
  return { streams, faults }
}

type Kept = { system: string; stream: string; state: string; doc: Doc }

/** What a page says. Its number only tells devices that it is new, and an erasure gives it one that no entry has. */
const told = (record: Folded): string => canonical(JSON.parse(JSON.stringify({ ...record, seq: 0 }, whole)))

/** Remarks on an entry tell kilograms and rupees with fractions, which no entry itself has. */
const whole = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? String(value) : value

function byStream(rows: readonly StoredEntry[]): Map<string, { entry: Accepted; flags: Problem[] }[]> {
  const streams = new Map<string, { entry: Accepted; flags: Problem[] }[]>()
  for (const row of rows) {
    const key = `${row.system} ${row.stream}`
    const list = streams.get(key)
    if (list) list.push(fromEntryRow(row))
    else streams.set(key, [fromEntryRow(row)])
  }
  return streams
}
