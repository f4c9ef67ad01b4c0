import { v7 as uuidv7 } from 'uuid'
import { named } from '../db/pool.ts'
import type { Office } from '../directory.ts'
import type { Delta } from './counts.ts'

const insertDeltas = named(
  'insert-deltas',
  `insert into tally_delta (office, path, id, system, on_day, measure, delta)
   select $1, $2, r.id, r.system, r.on_day, r.measure, r.delta
   from unnest($3::uuid[], $4::text[], $5::date[], $6::text[], $7::bigint[]) as r (id, system, on_day, measure, delta)`,
)

export type SystemDelta = Delta & { system: string }

/**
 * The statement that leaves numbers for the roll-up, one row for all that adds to the same number: a school's eight
 * sheets are three rows, not twenty-four. Nothing to add gives no statement.
 */
export function deltasStatement(
  office: Office,
  deltas: readonly SystemDelta[],
): ReturnType<typeof insertDeltas> | undefined {
  const sums = summed(deltas)
  if (sums.length === 0) return undefined
  return insertDeltas([
    office.id,
    office.path,
    sums.map(() => uuidv7()),
    sums.map((d) => d.system),
    sums.map((d) => d.day),
    sums.map((d) => d.measure),
    sums.map((d) => d.delta),
  ])
}

function summed(deltas: readonly SystemDelta[]): SystemDelta[] {
  const sums = new Map<string, SystemDelta>()
  for (const delta of deltas) {
    const key = `${delta.system} ${delta.day} ${delta.measure}`
    const known = sums.get(key)
    if (known) known.delta += delta.delta
    else sums.set(key, { ...delta })
  }
  return [...sums.values()].filter(({ delta }) => delta !== 0)
}
