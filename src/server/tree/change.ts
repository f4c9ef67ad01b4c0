import type { Name } from '#kernel/field/name.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { asKeeper, type Tree } from './keeper.ts'
import { datedPlace, demandDay, findOffice } from './place.ts'

type Dated = { office: string; on: Day; orderNo?: string }

/** Gives an office another name from a day; papers of before keep the old one, and its history tells both. */
export const renameOffice = (tree: Tree, { office, names, on, orderNo }: Dated & { names: Name }): Promise<void> =>
  asKeeper(tree, office, async (client, today) => {
    const row = await findOffice(client, office)
    await demandDay(client, row, on, today)
    await client.query('update office set names = names || $2 where id = $1', [office, JSON.stringify(names)])
    await datedPlace(client, office, { on, change: 'renamed', orderNo })
    return [office]
  })

/** Closes an office from a day: what it wrote stays to be read, nothing new is taken. Those below it must have left. */
export const closeOffice = (tree: Tree, { office, on, orderNo }: Dated): Promise<void> =>
  asKeeper(tree, office, async (client, today) => {
    const row = await findOffice(client, office)
    if (row.closed) throw new Error(`OFFICE_CLOSED: ${row.code} was closed on ${row.closed}`)
    await demandDay(client, row, on, today)
    const { rows } = await client.query('select code from office where parent = $1 and closed is null order by code', [
      office,
    ])
    if (rows.length > 0)
      throw new Error(`OFFICE_NOT_EMPTY: ${rows.length} offices stand below ${row.code}, such as ${rows[0].code}`)
    await client.query('update office set closed = $2 where id = $1', [office, on])
    await datedPlace(client, office, { on, change: 'closed', orderNo })
    return [office]
  })

/** Says in which area an office lies from a day: the other tree, of land and people, which changes on days of its own. */
export const placeInArea = (
  tree: Tree,
  { office, area, on }: { office: string; area: string; on: Day },
): Promise<void> =>
  asKeeper(tree, office, async (client) => {
    const { rows } = await client.query('select id, kind from area where code = $1', [area])
    if (!rows[0]) throw new Error(`AREA_UNKNOWN: ${area}`)
    await client.query(
      `update office_area x set valid_to = greatest(x.valid_from, $3::date) from area a
       where x.office = $1 and x.valid_to is null and a.id = x.area and a.kind = $2 and x.valid_from < $4`,
      [office, rows[0].kind, addDays(on, -1), on],
    )
    await client.query(
      `insert into office_area (office, area, valid_from) values ($1, $2, $3)
       on conflict (office, area, valid_from) do update set valid_to = null`,
      [office, rows[0].id, on],
    )
    return []
  })
