import type { Name } from '#kernel/field/name.ts'
import { named, type Client } from '../db/pool.ts'
import type { Office } from '../directory.ts'
import { findSystem } from '../reach.ts'
import type { Deps, Signed } from './deps.ts'
import type { Held } from '../directory.ts'

/** One reading of a person's page, as it is shown to her. */
export type Viewing = { what: What; at: number; names: Name; title?: Name; office?: Name }

type What = 'page' | 'list' | 'sheet' | 'register' | 'copy'
type Reader = Signed & { held: Held }

const write = named(
  'note-viewing',
  `insert into viewing (office, system, stream, what, viewer, post, on_day, path, subject, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10::float8 / 1000)) on conflict do nothing`,
)

/** Writes down, once a day, that somebody reads of others in a watched register; one's own page is no news. */
export async function noteViewing(
  client: Client,
  { now, directory }: Deps,
  { held, person }: Reader,
  office: Office,
  system: string,
  read: { what: What; stream?: string; subject?: string | null },
): Promise<void> {
  if (!findSystem(system)?.watched || read.subject === person) return
  const { what, stream = '', subject = null } = read
  const day = directory.today(office, now())
  await client.query(write([office.id, system, stream, what, person, held.post, day, office.path, subject, now()]))
}

/** The same for rows of a list: once for each office and watched register among them. */
export async function noteList(
  client: Client,
  deps: Deps,
  reader: Reader,
  rows: readonly { doc: { office: string; system: string }; subject: string | null }[],
  what: What,
): Promise<void> {
  const others = rows.filter(({ doc, subject }) => subject !== reader.person && findSystem(doc.system)?.watched)
  const places = new Map(others.map(({ doc }) => [`${doc.office} ${doc.system}`, doc]))
  for (const { office, system } of places.values()) {
    const found = deps.directory.find(office)
    if (found) await noteViewing(client, deps, reader, found, system, { what })
  }
}

/** Who has read a person's page since its day, newest first: the page itself, or with others of her office. */
export async function viewingsOf(
  client: Client,
  { directory }: Deps,
  office: string,
  system: string,
  stream: string,
  since: string,
): Promise<Viewing[]> {
  const { rows } = await client.query(
    `select v.what, (extract(epoch from v.at) * 1000)::float8 as at, p.names, t.kind, t.office
     from viewing v join person p on p.id = v.viewer join post t on t.id = v.post
     where v.office = $1 and v.system = $2 and v.stream in ($3, '') and v.on_day >= $4
       and v.viewer <> nullif(current_setting('khata.person', true), '')::uuid
     order by v.at desc limit 100`,
    [office, system, stream, since],
  )
  return rows.map((row): Viewing => {
    const from = directory.find(row.office as string)
    const title = from && directory.packOf(from).posts.find((post) => post.id === row.kind)?.title
    return {
      what: row.what as What,
      at: row.at as number,
      names: row.names as Name,
      ...(title && { title }),
      ...(from && { office: from.names }),
    }
  })
}
