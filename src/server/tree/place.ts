import type pg from 'pg'
import { addDays, type Day } from '#kernel/rule/day.ts'

export type Row = {
  id: string
  parent: string | null
  path: string
  code: string
  level: string
  pack: string
  closed: Day | null
}

/** How an office came to stand where it does from a day, and by which order. */
export type Change = { on: Day; change: 'moved' | 'merged' | 'renamed' | 'closed'; orderNo: string | undefined }

export async function findOffice(client: pg.Client, id: string): Promise<Row> {
  const { rows } = await client.query('select id, parent, path, code, level, pack, closed from office where id = $1', [
    id,
  ])
  if (!rows[0]) throw new Error(`OFFICE_UNKNOWN: ${id}`)
  return rows[0] as Row
}

/** A change is entered when its day has come, and after the one before it: the history of an office has one order. */
export async function demandDay(client: pg.Client, office: Row, on: Day, today: Day): Promise<void> {
  if (on > today) throw new Error(`OFFICE_DAY_AHEAD: ${on} has not come; enter the change on that day`)
  const { rows } = await client.query(
    'select max(valid_from)::text as later from office_place where office = $1 and valid_from > $2',
    [office.id, on],
  )
  if (rows[0].later)
    throw new Error(`OFFICE_DAY_BEFORE: ${office.code} has changed on ${String(rows[0].later)}, after ${on}`)
}

/** Ends the place of the offices at and below a path, and begins the one they have now; `own` is the one that changed. */
export async function datedPlaces(client: pg.Client, path: string, own: string, how: Change): Promise<void> {
  await client.query(
    `update office_place set valid_to = greatest(valid_from, $2::date) where valid_to is null and office in (select id from office where starts_with(path, $1))`,
    [path, addDays(how.on, -1)],
  )
  await client.query(
    `insert into office_place (office, parent, path, names, valid_from, change, order_no)
     select id, parent, path, names, $2, case when id = $3 then $4 else 'moved' end, $5 from office where starts_with(path, $1)
     on conflict (office, valid_from) do update set parent = excluded.parent, path = excluded.path, names = excluded.names, valid_to = null, change = excluded.change, order_no = excluded.order_no`,
    [path, how.on, own, how.change, how.orderNo ?? null],
  )
}

/** The same for one office alone, those below it staying as they are. */
export async function datedPlace(client: pg.Client, office: string, how: Change): Promise<void> {
  await client.query(
    'update office_place set valid_to = greatest(valid_from, $2::date) where valid_to is null and office = $1',
    [office, addDays(how.on, -1)],
  )
  await client.query(
    `insert into office_place (office, parent, path, names, valid_from, change, order_no)
     select id, parent, path, names, $2, $3, $4 from office where id = $1
     on conflict (office, valid_from) do update set names = excluded.names, valid_to = null, change = excluded.change, order_no = excluded.order_no`,
    [office, how.on, how.change, how.orderNo ?? null],
  )
}
