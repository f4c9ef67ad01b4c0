import pg from 'pg'
import { addDays, type Day } from '#kernel/rule/day.ts'
import type { Role } from '#kernel/define/who.ts'
import type { Directory } from '../directory.ts'
import { officePath } from './office-path.ts'

/** Tables whose rows carry the path of their office. */
const CARRIERS = ['entry', 'record', 'tray', 'tally', 'tally_delta', 'recount', 'file', 'document', 'viewing'] as const

/** The same lock under which the roll-up adds up, so that no number goes up a line while the line changes. */
const ROLLUP_LOCK = 7202

export type Move = { office: string; parent: string; on: Day; orderNo?: string }

export type Merge = { office: string; into: string; on: Day; orderNo?: string }

type Row = { id: string; parent: string | null; path: string; code: string; pack: string }

/**
 * Moves an office with all below it under another parent from a day. Its history says where it stood before; of what it
 * has written, only the copied path changes; open cases go to the officers who are above it now. Its numbers leave the offices above it and join those above it now: the
 * roll-up shows the tree as it stands.
 */
export const moveOffice = (url: string, directory: Directory, { office, parent, on, orderNo }: Move): Promise<void> =>
  asKeeper(url, directory, office, (client) => hang(client, office, parent, { on, change: 'moved', orderNo }))

/**
 * Merges an office into another from a day: it closes, and what it has written stays its own under its own numbers, now
 * below the office that takes its place, whose people read it from then on.
 */
export const mergeOffice = (url: string, directory: Directory, { office, into, on, orderNo }: Merge): Promise<void> =>
  asKeeper(url, directory, office, async (client) => {
    await hang(client, office, into, { on, change: 'merged', orderNo })
    await client.query('update office set closed = $2 where id = $1', [office, on])
  })

async function asKeeper(
  url: string,
  directory: Directory,
  office: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set role khata_tree')
    await inTransaction(client, () => work(client))
    await directory.load()
    // A batch that was on its way while the office moved has written the old path.
    await inTransaction(client, () => copyPaths(client, office))
    await inTransaction(client, () => redirect(client, directory, office))
  } finally {
    await client.end()
  }
}

async function inTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function hang(
  client: pg.Client,
  id: string,
  parent: string,
  how: { on: Day; change: 'moved' | 'merged'; orderNo: string | undefined },
): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [ROLLUP_LOCK])
  const [office, above] = [await find(client, id), await find(client, parent)]
  if (above.path.startsWith(office.path))
    throw new Error(`OFFICE_BELOW_ITSELF: ${above.code} stands below ${office.code}`)
  if (above.pack !== office.pack) throw new Error(`OFFICE_FOREIGN: ${above.code} belongs to ${above.pack}`)
  const before = await upward(client, office.parent)
  const path = officePath(above.path, office.code)
  await client.query('update office set parent = $2 where id = $1', [id, parent])
  await client.query('update office set path = $2 || substr(path, $3::int) where starts_with(path, $1)', [
    office.path,
    path,
    office.path.length + 1,
  ])
  await client.query(
    `update office_place set valid_to = greatest(valid_from, $2::date) where valid_to is null and office in (select id from office where starts_with(path, $1))`,
    [path, addDays(how.on, -1)],
  )
  await client.query(
    `insert into office_place (office, parent, path, names, valid_from, change, order_no)
     select id, parent, path, names, $2, case when id = $3 then $4 else 'moved' end, $5 from office where starts_with(path, $1)
     on conflict (office, valid_from) do update set parent = excluded.parent, path = excluded.path, valid_to = null, change = excluded.change, order_no = excluded.order_no`,
    [path, how.on, id, how.change, how.orderNo ?? null],
  )
  const now = await upward(client, parent)
  await carry(
    client,
    id,
    before.filter((line) => !now.includes(line)),
    -1,
  )
  await carry(
    client,
    id,
    now.filter((line) => !before.includes(line)),
    1,
  )
  await copyPaths(client, id)
}

/** Adds the numbers of an office to those of others, or takes them away. How many pages it has is its own. */
async function carry(client: pg.Client, office: string, others: readonly string[], sign: 1 | -1): Promise<void> {
  await client.query(
    `insert into tally (office, system, on_day, measure, path, value)
     select o.id, t.system, t.on_day, t.measure, o.path, $3 * t.value from tally t cross join office o
     where t.office = $1 and t.measure <> '#' and o.id = any($2)
     on conflict (office, system, on_day, measure) do update set value = tally.value + excluded.value`,
    [office, others, sign],
  )
}

/** Hands open cases that waited at an office no longer above to the one that is. */
async function redirect(client: pg.Client, directory: Directory, moved: string): Promise<void> {
  for (const office of directory.subtree(moved)) {
    const line = directory.upward(office.id).map(({ id }) => id)
    const { rows } = await client.query(
      'select distinct duty_role as role from record where office = $1 and duty_office is not null and duty_office <> all($2)',
      [office.id, line],
    )
    const nearest = rows.length > 0 ? await directory.nearest(office.id) : {}
    for (const { role } of rows as { role: Role }[])
      await client.query(
        'update record set duty_office = $3 where office = $1 and duty_role = $4 and duty_office <> all($2)',
        [office.id, line, nearest[role] ?? null, role],
      )
  }
}

/** Copies the paths of an office and all below it into the rows that carry them. */
async function copyPaths(client: pg.Client, office: string): Promise<void> {
  for (const table of CARRIERS)
    await client.query(
      `update ${table} set path = o.path from office o, office top
       where top.id = $1 and starts_with(o.path, top.path) and ${table}.office = o.id and ${table}.path <> o.path`,
      [office],
    )
}

async function find(client: pg.Client, id: string): Promise<Row> {
  const { rows } = await client.query('select id, parent, path, code, pack from office where id = $1', [id])
  if (!rows[0]) throw new Error(`OFFICE_UNKNOWN: ${id}`)
  return rows[0] as Row
}

async function upward(client: pg.Client, id: string | null): Promise<string[]> {
  const { rows } = await client.query(
    `with recursive line as (select id, parent from office where id = $1 union all select o.id, o.parent from office o join line on o.id = line.parent)
     select id from line`,
    [id],
  )
  return rows.map((row) => row.id as string)
}
