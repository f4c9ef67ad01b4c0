import type { Record as Folded } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import { weekday, type Day } from '#kernel/rule/day.ts'
import { declaredDays } from '#systems/common/declared.ts'
import type { Client } from '../db/pool.ts'
import type { Directory, Office } from '../directory.ts'

type Closed = (office: Office) => { schools: number; names?: Name }

/**
 * How many schools at or below an office have no school on a day: all on weekly rest and listed holidays, those below
 * a declared closure otherwise. Declarations are few, so they are read one by one.
 */
export async function closedBelow(client: Client, directory: Directory, top: Office, day: Day): Promise<Closed> {
  const pack = directory.packOf(top)
  const listed = pack.holidays.find((h) => !h.only && day >= h.from && day <= h.to)
  const isRest = pack.weekly.includes(weekday(day))
  const line = directory.upward(top.id).map((office) => office.id)
  const { rows } = await client.query(
    `select doc from record where system = 'holiday' and on_day = $1 and (office = any($2) or path >= $3 and path < $4)`,
    [day, line, top.path, `${top.path.slice(0, -1)}0`],
  )
  const pages = (rows as { doc: Folded }[]).map((row) => row.doc)
  const words = pages.flatMap((page) => {
    const at = directory.find(page.office)
    const [said] = declaredDays([page], () => 0)
    return at && said && (said.open || !said.only) ? [{ at, said }] : []
  })
  return (office) => {
    const all = directory.schools(office.id)
    const above = words.filter(({ at }) => office.path.startsWith(at.path)).sort((a, b) => b.at.path.length - a.at.path.length)[0]
    const isClosed = above ? !above.said.open : isRest || listed !== undefined
    const names = above?.said.names ?? listed?.names
    const below = words.filter(({ at }) => at.path.startsWith(office.path) && at.id !== office.id && at.id !== above?.at.id)
    const changed = below.filter(({ said }) => said.open === isClosed).reduce((sum, { at }) => sum + directory.schools(at.id), 0)
    return { schools: isClosed ? all - changed : changed, ...(names && { names }) }
  }
}
