import type { Definition } from '#kernel/define/definition.ts'
import type { ContextData } from '#kernel/define/make-context.ts'
import { clockTrust } from '#kernel/entry/clock.ts'
import { doorOf, type Door } from '#kernel/entry/door.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import { dayIn } from '#kernel/rule/day-in.ts'
import { contextData } from '../append/office-context.ts'
import { ENTRY_COLUMNS, type StoredEntry } from '../append/stored-entry.ts'
import { fromDoc } from '../db/doc.ts'
import type { Client } from '../db/pool.ts'
import type { Held, Office } from '../directory.ts'
import { readable } from '../reach.ts'
import type { Deps, Signed } from './deps.ts'
import { evidenceOf, type EntryEvidence } from './evidence-of.ts'
import { ownRows } from './own-rows.ts'
import { ProblemError } from './problem.ts'
import { namesOf, RECORD_COLUMNS, syncRecord, type RecordRow, type SyncRecord } from './sync-record.ts'
import { noteViewing, viewingsOf, type Viewing } from './viewing.ts'

/** An entry of a page, with what is proven of its maker and its time, the title of the post, and the door where it was no device. */
type PageEntry = Omit<StoredEntry, 'evidence'> & {
  trust: ReturnType<typeof clockTrust>
  evidence: EntryEvidence
  title?: Name
  door?: Door
}

/** A paper that was issued about a record; `sha256` is there when it is printed. */
export type IssuedMark = {
  entry: string
  kind: string
  number: number | null
  memo: string | null
  made: number
  sha256: string | null
}

/** One record with all that its page shows: its entries, who wrote them, and what explains it. */
export type Page = {
  record: SyncRecord
  office: Pick<Office, 'id' | 'names' | 'level'>
  entries: PageEntry[]
  documents: IssuedMark[]
  data: ContextData
  needs: { [need: string]: Folded[] }
  people: { [person: string]: Name }
  /** Who has read it: told to the person whom it is about. */
  viewings?: Viewing[]
}

export async function readPage(
  client: Client,
  deps: Deps,
  signed: Signed & { held: Held },
  office: Office,
  definition: Definition,
  stream: string,
): Promise<Page> {
  const { held, person } = signed
  const row = await readOne(client, deps, held, person, office.id, definition.id, stream)
  const { rows: entries } = await client.query(
    `select ${ENTRY_COLUMNS} from entry where office = $1 and system = $2 and stream = $3 order by seq`,
    [office.id, definition.id, stream],
  )
  await noteViewing(client, deps, signed, office, definition.id, { what: 'page', stream, subject: row.subject })
  const isHers = definition.watched && row.subject === person
  const since = dayIn(deps.directory.packOf(office).timeZone, (entries[0] as StoredEntry | undefined)?.received ?? 0)
  const { rows: documents } = await client.query(
    `select entry, kind, number, memo, (extract(epoch from made) * 1000)::float8 as made, sha256 from document
     where office = $1 and system = $2 and stream = $3 order by made`,
    [office.id, definition.id, stream],
  )
  const evidence = await evidenceOf(client, office.id, entries as StoredEntry[])
  const data = await contextData(client, deps.directory, office, deps.now())
  const needs = await needed(client, definition.needs, row)
  const people = [
    ...entries.map((entry) => entry.by as string),
    ...data.staff.map((s) => s.person),
    ...(row.subject ? [row.subject] : []),
  ]
  return {
    record: syncRecord(row, deps.directory),
    office: { id: office.id, names: office.names, level: office.level },
    entries: (entries as StoredEntry[]).map((entry, i) => ({
      ...entry,
      evidence: evidence[i]!,
      trust: clockTrust(entry.clock, entry.received),
      ...titleIn(data.staff, entry.post),
      ...doorIn(entry.device),
    })),
    documents: documents as IssuedMark[],
    data,
    needs,
    people: await namesOf(deps.pool, people),
    ...(isHers && { viewings: await viewingsOf(client, deps, office.id, definition.id, stream, since) }),
  }
}

function doorIn(device: string): { door?: Door } {
  const door = doorOf(device)
  return door ? { door } : {}
}

function titleIn(staff: ContextData['staff'], post: string): { title?: Name } {
  const title = staff.find((s) => s.post === post)?.title
  return title ? { title } : {}
}

async function readOne(
  client: Client,
  deps: Deps,
  held: Held,
  person: string,
  office: string,
  system: string,
  stream: string,
): Promise<RecordRow> {
  const { rows } = await client.query(
    `select ${RECORD_COLUMNS} from record where office = $1 and system = $2 and stream = $3 and ${ownRows(deps, '$4', '$5', '$6')}`,
    [office, system, stream, held.office.path, readable(held), person],
  )
  if (!rows[0]) throw new ProblemError('NOT_FOUND')
  return rows[0] as RecordRow
}

/** Records of the subject that explain a case (her leave of the year), as far as the reader may see them. */
async function needed(client: Client, needs: Definition['needs'], row: RecordRow): Promise<Page['needs']> {
  const found: Page['needs'] = {}
  for (const [name, need] of Object.entries(needs)) {
    if (need.of !== 'subject' || !row.subject) continue
    found[name] = (
      await client.query('select doc from record where subject = $1 and system = $2', [row.subject, need.system])
    ).rows.map((r) => fromDoc(r.doc))
  }
  return found
}
