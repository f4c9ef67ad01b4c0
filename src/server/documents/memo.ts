import { filedUnder, type Filed } from '#kernel/define/filed.ts'
import type { Context } from '#kernel/define/context.ts'
import { systems } from '#systems/index.ts'
import { fromRows } from '../db/doc.ts'
import type { Client } from '../db/pool.ts'
import type { Office } from '../directory.ts'

const filing = systems.filter((definition) => definition.files)

/** Under which file of an office a letter of a kind is numbered. */
async function filedAt(client: Client, office: Office, kind: string, context: Context): Promise<Filed> {
  const { rows } = await client.query('select doc from record where office = $1 and system = any($2)', [
    office.id,
    filing.map(({ id }) => id),
  ])
  const files = fromRows(rows).flatMap((record) => {
    const mark = filing.find(({ id }) => id === record.system)!.files!(record)
    return mark && record.heads.length > 0 ? [{ ...mark, stream: record.stream }] : []
  })
  return filedUnder(kind, files, context)
}

/**
 * The memo number of a letter, drawn now if it has none: by the office that sends it, from the series of its file. It is
 * written down in the caller's transaction, so that no number is ever left out or given twice.
 */
export async function memoOf(
  client: Client,
  paper: { office: string; entry: string },
  issuer: Office,
  kind: string,
  context: Context,
): Promise<string> {
  const at = [paper.office, paper.entry]
  const { rows } = await client.query('select memo from document where office = $1 and entry = $2 for update', at)
  const known = (rows[0] as { memo: string | null }).memo
  if (known !== null) return known
  const { series, write } = await filedAt(client, issuer, kind, context)
  const drawn = await client.query(
    `insert into series (office, series, next) values ($1, $2, 2)
     on conflict (office, series) do update set next = series.next + 1 returning next - 1 as serial`,
    [issuer.id, series],
  )
  const memo = write((drawn.rows[0] as { serial: number }).serial)
  await client.query('update document set memo = $3 where office = $1 and entry = $2', [...at, memo])
  return memo
}
