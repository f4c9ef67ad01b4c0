import type { Need } from '#kernel/define/definition.ts'
import { makeContext } from '#kernel/define/make-context.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { countsOf, deltasOf, type Counts } from '../append/counts.ts'
import { deltasStatement, type SystemDelta } from '../append/deltas-statement.ts'
import type { Ledger } from '../append/ledger.ts'
import { contextData } from '../append/office-context.ts'
import { fromDoc, type Doc } from '../db/doc.ts'
import { everywhere, within, type Client, type Pool } from '../db/pool.ts'
import type { Directory, Office } from '../directory.ts'
import { getSystem } from '../reach.ts'

type Task = { office: string; path: string; systems: string[]; from_day: string; to_day: string | null; ids: string[] }

/**
 * Takes the oldest office whose past days are to be counted again (a holiday declared after the sheets were in, an
 * admission dated back), with all that is asked of it at once. Office by office under its lock, so that a crash in the
 * middle only means doing some of it again to the same end. Says whether there was anything to do.
 */
export async function recountNext(pool: Pool, directory: Directory, ledger: Ledger, now: number): Promise<boolean> {
  const task = await within(pool, everywhere, async (client) => {
    const { rows } = await client.query(
      `select office, path, min(from_day) as from_day, case when bool_or(to_day is null) then null else max(to_day) end as to_day,
         array_agg(id) as ids, array_agg(distinct system) as systems
       from recount, unnest(systems) as system
       where office = (select office from recount order by made limit 1) group by office, path`,
    )
    return rows[0] as Task | undefined
  })
  if (!task) return false
  for (const office of directory.subtree(task.office))
    await within(pool, everywhere, (client) => recountOffice(client, directory, ledger, office, task, now))
  await within(pool, everywhere, (client) =>
    client.query('delete from recount where office = $1 and id = any($2)', [task.office, task.ids]),
  )
  return true
}

async function recountOffice(
  client: Client,
  directory: Directory,
  ledger: Ledger,
  office: Office,
  task: Task,
  now: number,
): Promise<void> {
  const head = await ledger.findHead(client, office.id)
  if (!head) return
  const { rows } = await client.query(
    // A page of several days (an absence) has no day of its own: it is looked at each time.
    'select doc, counts from record where office = $1 and system = any($2) and (on_day is null or on_day >= $3 and ($4::date is null or on_day <= $4))',
    [office.id, task.systems, task.from_day, task.to_day],
  )
  if (rows.length === 0) return
  const data = await contextData(client, directory, office, now)
  const needed = (of: 'office' | 'above') => [
    ...new Set(
      task.systems.flatMap((id) =>
        Object.values(getSystem(id).needs)
          .filter((need) => need.of === of)
          .map((need) => need.system),
      ),
    ),
  ]
  const lists = await ledger.records.read(client, office.id, needed('office'), head)
  const above = await ledger.above(client, office.id, needed('above'))
  const listOf = (need: Need | undefined) => (need?.of === 'above' ? above : lists).get(need?.system ?? '') ?? []
  const actor = { person: '', post: '', role: 'officer' as const, office: office.id, path: office.path }
  const changed: { record: Folded; counts: Counts }[] = []
  const deltas: SystemDelta[] = []
  for (const { doc, counts } of rows as { doc: Doc; counts: Counts }[]) {
    const definition = getSystem(doc.system)
    const record = fromDoc(doc)
    const context = makeContext(data, actor, now, (need) => listOf(definition.needs[need]))
    const next = countsOf(definition, record, context)
    const differences = deltasOf(counts, next)
    if (differences.length === 0) continue
    changed.push({ record, counts: next })
    deltas.push(...differences.map((delta) => ({ ...delta, system: doc.system })))
  }
  if (changed.length === 0) return
  await client.query(
    `update record set counts = r.counts::jsonb from unnest($2::text[], $3::text[], $4::text[]) as r (system, stream, counts)
     where record.office = $1 and record.system = r.system and record.stream = r.stream`,
    [
      office.id,
      changed.map((c) => c.record.system),
      changed.map((c) => c.record.stream),
      changed.map((c) => JSON.stringify(c.counts)),
    ],
  )
  const statement = deltasStatement(office, deltas)
  if (statement) await client.query(statement)
}
