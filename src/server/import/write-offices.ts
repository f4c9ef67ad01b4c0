import type { Name } from '#kernel/field/name.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import type { Client } from '../db/pool.ts'

/** An office as it is to stand after the import. */
export type OfficeRow = {
  id: string
  code: string
  level: string
  parent: string | null
  path: string
  names: Name
  lat: number | null
  lon: number | null
  opened: Day
}

/** Writes new offices and changed ones with their history: the names an office had stay readable for every day of then. */
export async function writeOffices(
  client: Client,
  pack: string,
  fresh: readonly OfficeRow[],
  changed: readonly { now: OfficeRow; isRenamed: boolean }[],
  today: Day,
): Promise<void> {
  const columns = (list: readonly OfficeRow[]) => [
    list.map((o) => o.id),
    list.map((o) => o.code),
    list.map((o) => o.level),
    list.map((o) => JSON.stringify(o.names)),
    list.map((o) => o.parent),
    list.map((o) => o.path),
    list.map((o) => o.lat),
    list.map((o) => o.lon),
    list.map((o) => o.opened),
  ]
  const given = `unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::int[], $9::int[], $10::date[])
    as r (id, code, level, names, parent, path, lat, lon, opened)`
  if (fresh.length > 0) {
    await client.query(
      `insert into office (id, pack, code, level, names, parent, path, lat, lon, opened)
       select r.id, $1, r.code, r.level, r.names::jsonb, r.parent, r.path, r.lat, r.lon, r.opened from ${given}`,
      [pack, ...columns(fresh)],
    )
    await client.query(
      `insert into office_place (office, parent, path, names, valid_from, change)
       select r.id, r.parent, r.path, r.names::jsonb, r.opened, 'created' from ${given} where $1::text is not null`,
      [pack, ...columns(fresh)],
    )
  }
  if (changed.length === 0) return
  await client.query(
    `update office o set names = r.names::jsonb, lat = r.lat, lon = r.lon, opened = r.opened from ${given} where o.id = r.id and o.pack = $1`,
    [pack, ...columns(changed.map(({ now }) => now))],
  )
  const renamed = changed.filter(({ isRenamed }) => isRenamed).map(({ now }) => now.id)
  await client.query(
    `update office_place set valid_to = $2 where office = any($1) and valid_to is null and valid_from < $3`,
    [renamed, addDays(today, -1), today],
  )
  await client.query(
    `insert into office_place (office, parent, path, names, valid_from, change)
     select id, parent, path, names, $2, 'renamed' from office where id = any($1)
     on conflict (office, valid_from) do update set names = excluded.names, valid_to = null`,
    [renamed, today],
  )
}
