import { isNamed, pageName } from '#kernel/define/page-name.ts'
import type { Name } from '#kernel/field/name.ts'
import { systems } from '#systems/index.ts'
import { fromDoc } from '../db/doc.ts'
import type { Client, Pool } from '../db/pool.ts'
import type { Directory } from '../directory.ts'
import { namesOf } from '../http/sync-record.ts'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

const naming = new Map(systems.filter(isNamed).map((system) => [system.id, system]))

/** Whom the ids in some values mean: people, offices, and those what pages of the same office are called (pupils, vouchers). */
export async function namesIn(
  client: Client,
  pool: Pool,
  directory: Directory,
  office: string,
  values: unknown,
): Promise<(id: string) => Name | undefined> {
  const ids = [...new Set(JSON.stringify(values).match(UUID) ?? [])]
  if (ids.length === 0) return () => undefined
  const people = await namesOf(pool, ids)
  const { rows } = await client.query(
    'select doc from record where office = $1 and system = any($2) and stream = any($3)',
    [office, [...naming.keys()], ids.filter((id) => !people[id])],
  )
  const named = new Map(
    rows.map(({ doc }) => {
      const page = fromDoc(doc)
      return [page.stream, pageName(naming.get(page.system)!, page)]
    }),
  )
  return (id) => people[id] ?? named.get(id) ?? directory.find(id)?.names
}
