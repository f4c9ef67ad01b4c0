import type pg from 'pg'
import type { Day } from '#kernel/rule/day.ts'
import { datedPlaces, demandDay, findOffice, type Change, type Row } from './place.ts'
import { asKeeper, copyPaths, type Tree } from './keeper.ts'
import { officePath } from './office-path.ts'

/** The same lock under which the roll-up adds up, so that no number goes up a line while the line changes. */
const ROLLUP_LOCK = 7202

export type Move = { office: string; parent: string; on: Day; orderNo?: string }

export type Merge = { office: string; into: string; on: Day; orderNo?: string }

/**
 * Moves an office with all below it under another parent from a day. Its history says where it stood before; of what it
 * has written, only the copied path changes; open cases go to the officers who are above it now. Its numbers leave the
 * offices above it and join those above it now: the roll-up shows the tree as it stands.
 */
export const moveOffice = (tree: Tree, { office, parent, on, orderNo }: Move): Promise<void> =>
  asKeeper(tree, office, async (client, today) => {
    const [moved, above] = [await findOffice(client, office), await findOffice(client, parent)]
    const levels = tree.directory.packOf(tree.directory.get(office)).levels.map(({ id }) => id)
    const isElsewhere = above.pack === moved.pack && !above.path.startsWith(moved.path)
    if (isElsewhere && levels.indexOf(above.level) !== levels.indexOf(moved.level) - 1)
      throw new Error(`OFFICE_LEVEL_WRONG: a ${moved.level} does not stand below a ${above.level}`)
    await hang(client, moved, above, { on, change: 'moved', orderNo }, today)
    return [office]
  })

/**
 * Merges an office into another from a day: it closes, and what it has written stays its own under its own numbers, now
 * below the office that takes its place, whose people read it from then on. Offices below it stand below the other.
 */
export const mergeOffice = (tree: Tree, { office, into, on, orderNo }: Merge): Promise<void> =>
  asKeeper(tree, office, async (client, today) => {
    const [merged, other] = [await findOffice(client, office), await findOffice(client, into)]
    if (merged.pack === other.pack && merged.level !== other.level)
      throw new Error(`OFFICE_LEVEL_WRONG: a ${merged.level} is not merged into a ${other.level}`)
    const { rows } = await client.query('select id from office where parent = $1 and closed is null order by code', [
      office,
    ])
    const below = merged.level === 'school' ? [] : rows.map(({ id }) => id as string)
    for (const id of below)
      await hang(client, await findOffice(client, id), other, { on, change: 'moved', orderNo }, today)
    await hang(client, await findOffice(client, office), other, { on, change: 'merged', orderNo }, today)
    await client.query('update office set closed = $2 where id = $1', [office, on])
    return [...below, office]
  })

async function hang(client: pg.Client, office: Row, above: Row, how: Change, today: Day): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [ROLLUP_LOCK])
  if (above.path.startsWith(office.path))
    throw new Error(`OFFICE_BELOW_ITSELF: ${above.code} stands below ${office.code}`)
  if (above.pack !== office.pack) throw new Error(`OFFICE_FOREIGN: ${above.code} belongs to ${above.pack}`)
  for (const one of [office, above])
    if (one.closed) throw new Error(`OFFICE_CLOSED: ${one.code} was closed on ${one.closed}`)
  await demandDay(client, office, how.on, today)
  const before = await upward(client, office.parent)
  const path = officePath(above.path, office.code)
  await client.query('update office set parent = $2 where id = $1', [office.id, above.id])
  await client.query('update office set path = $2 || substr(path, $3::int) where starts_with(path, $1)', [
    office.path,
    path,
    office.path.length + 1,
  ])
  await datedPlaces(client, path, office.id, how)
  const now = await upward(client, above.id)
  await carry(
    client,
    office.id,
    before.filter((line) => !now.includes(line)),
    -1,
  )
  await carry(
    client,
    office.id,
    now.filter((line) => !before.includes(line)),
    1,
  )
  await copyPaths(client, office.id)
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

async function upward(client: pg.Client, id: string | null): Promise<string[]> {
  const { rows } = await client.query(
    `with recursive line as (select id, parent from office where id = $1 union all select o.id, o.parent from office o join line on o.id = line.parent)
     select id from line`,
    [id],
  )
  return rows.map((row) => row.id as string)
}
