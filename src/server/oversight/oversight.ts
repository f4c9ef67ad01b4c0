import type { Definition } from '#kernel/define/definition.ts'
import { STANDING, type Shown } from '#kernel/define/measure.ts'
import type { Facts } from '#kernel/error.ts'
import type { Name } from '#kernel/field/name.ts'
import { usesSystem, type Pack } from '#kernel/pack.ts'
import { addDays, weekday, type Day } from '#kernel/rule/day.ts'
import { yearOf, yearSpan } from '#kernel/rule/year.ts'
import { systems } from '#systems/index.ts'
import type { Client } from '../db/pool.ts'
import type { Directory, Office } from '../directory.ts'
import { getSystem } from '../reach.ts'
import { RECORD_COLUMNS, syncRecord, type RecordRow, type SyncRecord } from '../http/sync-record.ts'
import { REPORTED, type Rollup } from '../rollup/rollup.ts'
import { closedBelow } from './closed.ts'

/** One figure; `value` null is "no data", which is never zero. `of` is its denominator. */
export type Figure = {
  system: string
  measure: string
  value: number | null
  of?: number | null
  good?: 'high' | 'low'
  unit?: 'money' | 'mass'
}

export type OfficeRow = {
  office: { id: string; code: string; level: string; names: Name; tile?: [number, number]; lat?: number; lon?: number }
  schools: number
  /** Schools that should report on the day. */
  open: number
  closed?: Name
  figures: Figure[]
  trend: ({ day: Day; value: number; of: number } | null)[]
}

export type Exception = { office: string; names: Name; code: string; facts: Facts }

export type Oversight = {
  office: OfficeRow['office']
  crumbs: { id: string; names: Name; level: string }[]
  day: Day
  lagSeconds: number
  schools: number
  open: number
  closed?: Name
  figures: Figure[]
  rows: OfficeRow[]
  exceptions: Exception[]
  records: SyncRecord[]
}

const TREND_DAYS = 20
const measured = systems.filter((d) => d.measures)
/** The figure whose course over the last school days is drawn: the first share of a system that is due every day. */
const trended = measured.find((d) => d.expects && d.measures!.show.some((shown) => shown.of))

type Tally = { office: string; system: string; on_day: Day; measure: string; value: number }

/** An office and the offices below it on a day, from the roll-up alone: the cost does not grow with the country. */
export async function oversightOf(
  client: Client,
  parts: { directory: Directory; rollup: Rollup; now: () => number },
  office: Office,
  day: Day,
  top: string,
): Promise<Oversight> {
  const { directory } = parts
  const children = directory.children(office.id, day)
  const days = trendDays(directory, office, day)
  const { rows } = await client.query({
    name: 'oversight',
    text: `select office, system, on_day, measure, value from tally where office = any($1) and (on_day = $2 or on_day = $3 or (system = $4 and on_day = any($5::date[])))`,
    values: [[office.id, ...children.map((o) => o.id)], day, STANDING, trended?.id ?? '', days],
  })
  const starts = stretchStarts(directory.packOf(office), day)
  const sums = await Promise.all(
    Object.entries(starts).map(async ([per, from]) => {
      const ids = measured.filter((d) => spansOf(d).includes(per)).map((d) => d.id)
      const found = await client.query({
        name: 'oversight-stretch',
        text: `select office, system, $5 as on_day, measure, sum(value)::float8 as value from tally where office = any($1) and system = any($2) and on_day between $3 and $4 group by office, system, measure`,
        values: [[office.id, ...children.map((o) => o.id)], ids, from, day, per],
      })
      return found.rows as Tally[]
    }),
  )
  const tallies = new Map<string, number>(
    [...(rows as Tally[]), ...sums.flat()].map((t) => [`${t.office} ${t.system} ${t.on_day} ${t.measure}`, t.value]),
  )
  const closed = await closedBelow(client, directory, office, day)
  const rowOf = (o: Office): OfficeRow => {
    const schools = directory.schools(o.id, day)
    const shut = closed(o)
    const open = Math.max(0, schools - shut.schools)
    return {
      office: {
        id: o.id,
        code: o.code,
        level: o.level,
        names: o.names,
        ...(o.tile && { tile: o.tile }),
        ...(o.lat !== undefined && { lat: o.lat, lon: o.lon! }),
      },
      schools,
      open,
      ...(open === 0 && shut.names && { closed: shut.names }),
      figures: measured
        .filter((d) => usesSystem(directory.packOf(office), d.id))
        .flatMap((d) => figuresOf(d, o.id, day, { schools, open, staff: directory.posted(o.id) }, tallies)),
      trend: trended ? days.map((on) => trendPoint(trended, o.id, on, tallies)) : [],
    }
  }
  const self = rowOf(office)
  const below = children.map(rowOf)
  return {
    office: self.office,
    crumbs: directory
      .upward(office.id)
      .filter((o) => o.path.startsWith(top))
      .reverse()
      .map((o) => ({ id: o.id, names: o.names, level: o.level })),
    day,
    lagSeconds: Math.round(parts.rollup.lagSeconds()),
    schools: self.schools,
    open: self.open,
    ...(self.closed && { closed: self.closed }),
    figures: self.figures,
    rows: below,
    exceptions: below
      .flatMap(exceptionsOf)
      .sort((a, b) => Number(b.facts['count'] ?? 0) - Number(a.facts['count'] ?? 0))
      .slice(0, 12),
    records: children.length === 0 ? await pagesOf(client, directory, office, day) : [],
  }
}

function figuresOf(
  definition: Definition,
  office: string,
  day: Day,
  { schools, open, staff }: { schools: number; open: number; staff: number },
  tallies: ReadonlyMap<string, number>,
): Figure[] {
  const per = definition.measures!.per ?? 'day'
  const read = (measure: string, of: Definition = definition, span?: string) => {
    const on = span ?? of.measures!.per ?? (of.measures!.days ? day : STANDING)
    return tallies.get(`${office} ${of.id} ${on === 'day' ? day : on} ${measure}`)
  }
  const whole = (of: string): number => {
    if (of === 'schools') return schools
    if (of === 'staff') return staff
    const [system, measure] = of.split('.') as [string, string?]
    return (measure === undefined ? read(of) : read(measure, getSystem(system))) ?? 0
  }
  const reported = read(REPORTED) ?? 0
  // Where no school stands, or none has written, there is nothing to count: that is not zero.
  const isBlank = (span: string, written: number) =>
    schools === 0 || ((definition.expects !== undefined || span !== 'day') && written === 0)
  const shown = definition.measures!.show.map(({ measure, of, good, unit, per: own }: Shown): Figure => {
    const isNothing = isBlank(own ?? per, own === undefined ? reported : (read(REPORTED, definition, own) ?? 0))
    return {
      system: definition.id,
      measure,
      value: isNothing ? null : (read(measure, definition, own) ?? 0),
      ...(of && { of: isNothing ? null : whole(of) }),
      ...(good && { good }),
      ...(unit && { unit }),
    }
  })
  // What is due once a year is owed by every school, whatever day it is looked at.
  const owed = isDaily(definition.id) ? open : schools
  return definition.expects && per === 'day'
    ? [{ system: definition.id, measure: REPORTED, value: reported, of: owed, good: 'high' }, ...shown]
    : shown
}

function trendPoint(
  definition: Definition,
  office: string,
  day: Day,
  tallies: ReadonlyMap<string, number>,
): OfficeRow['trend'][number] {
  const { measure, of } = definition.measures!.show.find((shown) => shown.of)!
  const value = tallies.get(`${office} ${definition.id} ${day} ${measure}`)
  const base = tallies.get(`${office} ${definition.id} ${day} ${of!}`)
  return value === undefined || !base ? null : { day, value, of: base }
}

/** The stretches over which figures of a system are added up. */
const spansOf = ({ measures }: Definition): readonly string[] =>
  [measures!.per, ...measures!.show.map(({ per }) => per)].filter((per) => per !== undefined)

/** From when the numbers of a longer stretch are added up on a day. */
const stretchStarts = (pack: Pack, day: Day): { readonly [per: string]: Day } => ({
  month: `${day.slice(0, 7)}-01`,
  'money-year': yearSpan(yearOf(day, pack.moneyYearStart), pack.moneyYearStart).from,
})

/** The last school days up to a day by the pack's week and listed holidays. */
function trendDays(directory: Directory, office: Office, day: Day): Day[] {
  const { weekly, holidays } = directory.packOf(office)
  const days: Day[] = []
  for (let on = day; days.length < TREND_DAYS && on > addDays(day, -90); on = addDays(on, -1)) {
    if (weekly.includes(weekday(on)) || holidays.some((h) => !h.only && on >= h.from && on <= h.to)) continue
    days.unshift(on)
  }
  return days
}

/** Whether a register is due on school days; what is due once a year or when goods come is no arrear today. */
const isDaily = (system: string): boolean => measured.some((d) => d.id === system && d.measures!.days !== undefined)

/** What an officer should look at first: who has not reported, and where far fewer came than elsewhere. */
function exceptionsOf(row: OfficeRow): Exception[] {
  const { id, names } = row.office
  const found: Exception[] = []
  for (const { measure, value, of, good, system } of row.figures) {
    if (measure === REPORTED && !isDaily(system)) continue
    if (measure === REPORTED && of && (value ?? 0) < of)
      found.push({ office: id, names, code: 'NOT_REPORTED', facts: { system, count: of - (value ?? 0), of } })
    else if (good === 'high' && of && value !== null && value * 100 < of * 60)
      found.push({
        office: id,
        names,
        code: 'LOW_SHARE',
        facts: { system, measure, percent: Math.round((value * 100) / of) },
      })
    else if (good === 'low' && (value ?? 0) > 0)
      found.push({ office: id, names, code: 'OPEN_CASES', facts: { system, measure, count: value! } })
  }
  return found
}

/** At a school: its pages of the day and the cases that are open. */
async function pagesOf(client: Client, directory: Directory, office: Office, day: Day): Promise<SyncRecord[]> {
  const { rows } = await client.query(
    `select ${RECORD_COLUMNS} from record where office = $1 and (on_day = $2 and system <> 'admission' or duty_office is not null) order by system, stream limit 300`,
    [office.id, day],
  )
  return (rows as RecordRow[]).map((row) => syncRecord(row, directory))
}
