import type { Day } from '#kernel/rule/day.ts'
import { PAGES } from '../append/counts.ts'
import { everywhere, within, type Pool } from '../db/pool.ts'
import type { Directory } from '../directory.ts'
import { REPORTED } from './rollup.ts'

export type TallyFault = { office: string; system: string; day: Day; measure: string; stored: number; counted: number }

/**
 * Every number as it follows from the counts of the records, less what still waits to be added up, beside the number
 * that stands. One statement, so that appends may go on: a record and what it leaves for the roll-up come together.
 */
const FAULTS = `
  with own as (
    select office, system, on_day, measure, sum(value) as value from (
      select r.office, r.system, d.key::date as on_day, m.key as measure, m.value::bigint as value
      from record r, jsonb_each(r.counts) d, jsonb_each_text(d.value) m
      union all
      select office, system, on_day, measure, -delta from tally_delta
    ) each_number group by office, system, on_day, measure
  ), rising as (
    select office, system, on_day, measure, value from own where measure <> $3
    union all
    select own.office, own.system, own.on_day, $4, 1 from own join unnest($5::uuid[]) as school (id) on school.id = own.office
    where own.measure = $3 and own.value > 0
  ), counted as (
    select office, system, on_day, measure, value from own where measure = $3
    union all
    select up.above, r.system, r.on_day, r.measure, sum(r.value)
    from rising r join unnest($1::uuid[], $2::uuid[]) as up (office, above) on up.office = r.office
    group by up.above, r.system, r.on_day, r.measure
  )
  select office, system, on_day as day, measure, coalesce(t.value, 0)::bigint as stored, coalesce(c.value, 0)::bigint as counted
  from counted c full join tally t using (office, system, on_day, measure)
  where coalesce(t.value, 0) <> coalesce(c.value, 0)
  order by office, system, on_day, measure`

/**
 * Counts every number of the roll-up again and compares. What differs is set right unless `isDry`. It holds the lock
 * of the roll-up, which goes on behind it with what came in meanwhile.
 */
export async function retally(pool: Pool, directory: Directory, { isDry = false } = {}): Promise<TallyFault[]> {
  const offices = [...directory.all()]
  const upward = offices.flatMap(({ id }) => directory.upward(id).map((above) => [id, above.id] as const))
  return within(pool, everywhere, async (client) => {
    await client.query('select pg_advisory_xact_lock(7202)')
    const { rows } = await client.query(FAULTS, [
      upward.map(([office]) => office),
      upward.map(([, above]) => above),
      PAGES,
      REPORTED,
      offices.filter(({ level }) => level === 'school').map(({ id }) => id),
    ])
    const faults = rows as TallyFault[]
    if (!isDry && faults.length > 0)
      await client.query(
        `insert into tally (office, path, system, on_day, measure, value)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::text[], $6::bigint[])
         on conflict (office, system, on_day, measure) do update set value = excluded.value`,
        [
          faults.map((f) => f.office),
          faults.map((f) => directory.get(f.office).path),
          faults.map((f) => f.system),
          faults.map((f) => f.day),
          faults.map((f) => f.measure),
          faults.map((f) => f.counted),
        ],
      )
    return faults
  })
}
