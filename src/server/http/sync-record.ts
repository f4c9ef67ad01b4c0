import type { Record as Folded } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import { fromDoc, type Doc } from '../db/doc.ts'
import type { Pool } from '../db/pool.ts'
import type { Directory } from '../directory.ts'

/** A row of the record table as the queries of http/ read it. */
export type RecordRow = {
  doc: Doc
  subject: string | null
  duty_office: string | null
  duty_role: string | null
  duty_step: string | null
  due_by: string | null
}

/** The columns of `RecordRow`. */
export const RECORD_COLUMNS = 'doc, subject, duty_office, duty_role, duty_step, due_by'

/** A record as it goes to a device: with whose move it is, and the name of its office when that is not the reader's. */
export type SyncRecord = Folded & {
  duty?: { office: string; role: string; step: string; dueBy: string | null }
  officeNames?: Name
}

export function syncRecord(row: RecordRow, directory: Directory, own?: string): SyncRecord {
  const office = row.doc.office === own ? undefined : directory.find(row.doc.office)
  return {
    ...fromDoc(row.doc),
    ...(row.duty_office && {
      duty: { office: row.duty_office, role: row.duty_role!, step: row.duty_step!, dueBy: row.due_by },
    }),
    ...(office && { officeNames: office.names }),
  }
}

/** Names of people, for showing who wrote and whom a case is about. */
export async function namesOf(pool: Pool, people: readonly string[]): Promise<{ [person: string]: Name }> {
  const { rows } = await pool.query({
    name: 'names-of',
    text: 'select id, names from person where id = any($1)',
    values: [[...new Set(people)]],
  })
  return Object.fromEntries(rows.map((row) => [row.id as string, row.names as Name]))
}
