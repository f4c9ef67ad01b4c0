import type { Name } from '#kernel/field/name.ts'
import type { PackOffice } from '#kernel/pack.ts'
import type { Random } from './random.ts'
import { tileGrid } from './tile-grid.ts'

/** A school to be made: where it stands and who is in it follows from the seed. */
export type SchoolPlan = { code: string; names: Name; groups: readonly string[] }

/** Offices of schools scattered around a point (degrees), each kept apart from the others. */
export function schoolOffices(
  plans: readonly SchoolPlan[],
  parent: string,
  around: readonly [lat: number, lon: number],
  reach: number,
  random: Random,
): PackOffice[] {
  const wide = Math.ceil(Math.sqrt(plans.length))
  const points = plans.map((_, i) => {
    const at = (cell: number) => ((cell + 0.15 + random.next() * 0.7) / wide - 0.5) * 2 * reach
    return {
      lat: Math.round((around[0] - at(Math.floor(i / wide))) * 1e6),
      lon: Math.round((around[1] + at(i % wide)) * 1e6),
    }
  })
  const tiles = tileGrid(points)
  return plans.map(({ code, names }, i) => ({
    code,
    level: 'school',
    parent,
    names: Object.fromEntries(Object.entries(names).map(([script, text]) => [script, text.normalize('NFC')])),
    ...points[i]!,
    tile: tiles[i]!,
  }))
}
