import { createHash } from 'node:crypto'
import type { PackOffice } from '#kernel/pack.ts'
import { packs } from '#packs/index.ts'
import type { Pool } from '../db/pool.ts'
import { officePath } from './office-path.ts'

export type Planting = { pack: string; offices: readonly (PackOffice & { settings?: object })[]; isDemo?: boolean }

/** The id of an office of a pack: the same on every installation, so that two of them agree without asking. */
export function officeId(pack: string, code: string): string {
  const hash = createHash('sha256').update(`office:${pack}:${code}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

/**
 * Puts offices into the tree, those above before those below; ones that stand already stay as they are. Every new
 * office gets the first row of its history.
 */
export async function plant(pool: Pool, { pack, offices, isDemo = false }: Planting): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query('select code, path from office where pack = $1', [pack])
    const paths = new Map<string, string>(rows.map((row) => [row.code as string, row.path as string]))
    const known = new Set(paths.keys())
    for (const { code, parent } of offices) {
      const above = parent === undefined ? officePath(undefined, pack) : paths.get(parent)
      if (above === undefined) throw new Error(`OFFICE_UNKNOWN: ${code} names ${String(parent)} above it`)
      paths.set(code, paths.get(code) ?? officePath(above, code))
    }
    const fresh = offices.filter(({ code }) => !known.has(code))
    await client.query(
      `insert into office (id, pack, code, level, names, settings, parent, path, lat, lon, tile, is_demo)
       select r.id, $1, r.code, r.level, r.names::jsonb, r.settings::jsonb, r.parent, r.path, r.lat, r.lon, r.tile::smallint[], $2
       from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::int[], $11::int[], $12::text[])
         as r (id, code, level, names, settings, parent, path, lat, lon, tile)`,
      [
        pack,
        isDemo,
        fresh.map((o) => officeId(pack, o.code)),
        fresh.map((o) => o.code),
        fresh.map((o) => o.level),
        fresh.map((o) => JSON.stringify(o.names)),
        fresh.map((o) => JSON.stringify(o.settings ?? {})),
        fresh.map((o) => (o.parent === undefined ? null : officeId(pack, o.parent))),
        fresh.map((o) => paths.get(o.code)),
        fresh.map((o) => o.lat ?? null),
        fresh.map((o) => o.lon ?? null),
        fresh.map((o) => (o.tile ? `{${o.tile.join(',')}}` : null)),
      ],
    )
    await client.query(
      `insert into office_place (office, parent, path, names, valid_from, change)
       select id, parent, path, names, '1900-01-01', 'created' from office where id = any($1) on conflict do nothing`,
      [fresh.map((o) => officeId(pack, o.code))],
    )
    await client.query('commit')
    return fresh.length
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** The trees of all packs. */
export async function plantPacks(pool: Pool): Promise<number> {
  let made = 0
  for (const [id, { offices }] of Object.entries(packs))
    made += await plant(pool, { pack: id, offices: await offices() })
  return made
}
