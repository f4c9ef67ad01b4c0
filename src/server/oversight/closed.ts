import type { DeclaredDay } from '#kernel/define/make-context.ts'
import type { Name } from '#kernel/field/name.ts'
import { weekday, type Day } from '#kernel/rule/day.ts'
import { declaredDays } from '#systems/common/declared.ts'
import { fromRows } from '../db/doc.ts'
import type { Client } from '../db/pool.ts'
import type { Directory, Office } from '../directory.ts'

type Word = { at: Office; said: DeclaredDay }

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
  const pages = fromRows(rows)
  const words = pages.flatMap((page): Word[] => {
    const at = directory.find(page.office)
    const [said] = declaredDays([page], () => 0)
    return at && said && (said.open || !said.only) ? [{ at, said }] : []
  })
  const byOffice = new Map(words.map((word) => [word.at.id, word]))
  const isShut = (word: Word | undefined): boolean => (word ? !word.said.open : isRest || listed !== undefined)
  /** What the nearest of these offices, from below, says of the day. */
  const nearest = (upward: readonly Office[]): Word | undefined =>
    upward.map(({ id }) => byOffice.get(id)).find((word) => word !== undefined)
  // Each word changes what the nearest above it said, for the schools that it covers.
  const changes = words.map((word) => {
    const [at, ...above] = directory.upward(word.at.id)
    return {
      at: at!,
      schools: directory.schools(at!.id, day) * (Number(isShut(word)) - Number(isShut(nearest(above)))),
    }
  })
  return (office) => {
    const said = nearest(directory.upward(office.id))
    const names = said?.said.names ?? listed?.names
    let schools = isShut(said) ? directory.schools(office.id, day) : 0
    for (const { at, schools: change } of changes)
      if (at.id !== office.id && at.path.startsWith(office.path)) schools += change
    return { schools, ...(names && { names }) }
  }
}
