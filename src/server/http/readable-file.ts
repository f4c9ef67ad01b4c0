import { namesFile } from '../db/names-file.ts'
import type { Client } from '../db/pool.ts'
import type { Held } from '../directory.ts'
import { readable } from '../reach.ts'
import type { Deps } from './deps.ts'
import { ownRows } from './own-rows.ts'

/**
 * A file for somebody who sent it herself, or who may read an entry, also one that still waits for a decision, which
 * names it and was written by the one who sent it. Naming a hash in a page of one's own does not open the file.
 */
export async function readableFile(
  client: Client,
  deps: Deps,
  sha256: string,
  person: string,
  held: Held,
): Promise<{ type: string; bytes: Buffer } | undefined> {
  const { rows } = await client.query(
    `select type, bytes from file f where sha256 = $1 and (
       by_person = $4
       or exists (select from entry where by_person = f.by_person and names_file and ${namesFile('body')}
         and ${ownRows(deps, '$2', '$3', '$4')})
       or exists (select from tray where person = f.by_person and status = 'held' and ${namesFile('entry')}
         and starts_with(path, $2) and system = any($3)))
     limit 1`,
    [sha256, held.office.path, readable(held), person],
  )
  return rows[0] as { type: string; bytes: Buffer } | undefined
}
