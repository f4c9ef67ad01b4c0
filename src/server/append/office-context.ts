import type { OfficeView } from '#kernel/define/context.ts'
import type { ContextData } from '#kernel/define/make-context.ts'
import { rateOn } from '#kernel/rule/dated-rate.ts'
import { addDays, type Day } from '#kernel/rule/day.ts'
import { closingsOf } from '#systems/common/closings.ts'
import { declaredDays } from '#systems/common/declared.ts'
import { fromRows } from '../db/doc.ts'
import { named, type Client } from '../db/pool.ts'
import type { Directory, Office } from '../directory.ts'

/** Systems whose pages change what a day is: closed, open again, locked. */
const DECLARING = ['holiday', 'month-close', 'year-close']

const declaredPages = named('declared', `select doc from record where office = any($1) and system = any($2)`)

/** Everything about an office that rules look at, apart from records: for the server's own judging and for a phone. */
export async function contextData(
  client: Client,
  directory: Directory,
  office: Office,
  now: number,
): Promise<ContextData> {
  const line = directory.upward(office.id)
  const { rows } = await client.query(declaredPages([line.map((o) => o.id), DECLARING]))
  const pages = fromRows(rows)
  const pack = directory.packOf(office)
  const lockedUntil = lockedDay(pack.rates['register.lockDay'] ?? [], directory.today(office, now))
  return {
    office: viewOf(office),
    pack: {
      id: pack.id,
      weekly: pack.weekly,
      holidays: pack.holidays,
      rates: pack.rates,
      groups: pack.groups,
      timeZone: pack.timeZone,
      digits: pack.digits,
      yearStart: pack.yearStart,
      moneyYearStart: pack.moneyYearStart,
      lists: pack.lists,
    },
    declared: declaredDays(pages, (id) => -line.findIndex((o) => o.id === id)),
    staff: await directory.staffAround(office.id),
    nearest: await directory.nearest(office.id),
    line: await directory.line(office.id),
    closings: closingsOf(pages, pack.yearStart),
    ...(lockedUntil !== undefined && { lockedUntil }),
  }
}

/**
 * The last day of the month that is locked: last month's end from the pack's lock day of this month on (5th of the
 * next month: fact book UP §2.0), before that the end of the month before.
 */
export function lockedDay(rows: Parameters<typeof rateOn>[0], today: Day): Day | undefined {
  const lockDay = rateOn(rows, today)?.value
  if (typeof lockDay !== 'number') return undefined
  const endOfLast = addDays(`${today.slice(0, 7)}-01`, -1)
  return Number(today.slice(8)) >= lockDay ? endOfLast : addDays(`${endOfLast.slice(0, 7)}-01`, -1)
}

/** An office without what only the server needs. */
export const viewOf = ({ id, code, level, names, settings, path, lat, lon }: Office): OfficeView => ({
  id,
  code,
  level,
  names,
  settings,
  path,
  ...(lat !== undefined && lon !== undefined && { point: { lat, lon } }),
})
