import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Role } from '#kernel/define/who.ts'
import type { Day } from '#kernel/rule/day.ts'
import { inTransaction } from '../db/in-transaction.ts'
import type { Directory } from '../directory.ts'

/** Tables whose rows carry the path of their office. */
const CARRIERS = ['entry', 'record', 'tray', 'tally', 'tally_delta', 'recount', 'file', 'document', 'viewing'] as const

/** The tree of a database; `settleMs` is how long servers in other processes may take to hear of a change. */
export type Tree = { url: string; directory: Directory; settleMs?: number }

/**
 * Work on the tree, which says what offices it touched, under the one role that may do it, in one transaction; then what was being written meanwhile is given
 * the paths and officers of the tree as it stands now. Running servers hear of it from the database.
 */
export async function asKeeper(
  { url, directory, settleMs = 0 }: Tree,
  office: string,
  work: (client: pg.Client, today: Day) => Promise<readonly string[]>,
): Promise<void> {
  const today = directory.today(directory.get(office), Date.now())
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set role khata_tree')
    const touched = await inTransaction(client, () => work(client, today))
    await directory.load()
    await sleep(settleMs)
    // A batch that was on its way while the office moved has written the old path.
    for (const one of touched) {
      await inTransaction(client, () => copyPaths(client, one))
      await inTransaction(client, () => redirect(client, directory, one))
    }
  } finally {
    await client.end()
  }
}

/** Hands open cases that waited at an office no longer above to the one that is. */
async function redirect(client: pg.Client, directory: Directory, moved: string): Promise<void> {
  for (const office of directory.subtree(moved)) {
    const line = directory.upward(office.id).map(({ id }) => id)
    const { rows } = await client.query(
      'select distinct duty_role as role from record where office = $1 and duty_office is not null and duty_office <> all($2)',
      [office.id, line],
    )
    const nearest = rows.length > 0 ? await directory.nearest(office.id) : {}
    for (const { role } of rows as { role: Role }[])
      await client.query(
        'update record set duty_office = $3 where office = $1 and duty_role = $4 and duty_office <> all($2)',
        [office.id, line, nearest[role] ?? null, role],
      )
  }
}

/** Copies the paths of an office and all below it into the rows that carry them. */
export async function copyPaths(client: pg.Client, office: string): Promise<void> {
  for (const table of CARRIERS)
    await client.query(
      `update ${table} set path = o.path from office o, office top
       where top.id = $1 and starts_with(o.path, top.path) and ${table}.office = o.id and ${table}.path <> o.path`,
      [office],
    )
}
