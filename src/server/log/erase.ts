import { hash } from 'node:crypto'
import pg from 'pg'
import type { Accepted } from '#kernel/entry/envelope.ts'
import { fold } from '#kernel/entry/fold.ts'
import { disclosuresOf } from '#kernel/log/commit.ts'
import { disclosureJson, SALT_BYTES } from '#kernel/log/disclosure.ts'
import { LEAF_VERSION, leafText, leafTime } from '#kernel/log/leaf.ts'
import type { Problem } from '#kernel/error.ts'
import { namesFile } from '../db/names-file.ts'
import { toDoc } from '../db/doc.ts'
import { getSystem } from '../reach.ts'
import { ENTRY_COLUMNS, entryOf, type StoredEntry } from './stored-entry.ts'

/** What is to be erased: values of a page by the names of its fields, or all but those that name the page. */
export type Erasure = {
  office: string
  system: string
  stream: string
  fields: readonly string[] | 'all'
  by: string
  reason: string
  now: number
}

type Row = StoredEntry & { erased: string[]; flags: Problem[] }

/**
 * Erases values with their salts from every entry of a page, folds the page again, and puts a leaf into the log for each
 * entry that names the digests that now stand for nothing. Nobody can tell from a digest what was there; every other
 * value, every proof and every checkpoint verifies as before. Done by the one role that may.
 */
export async function eraseFields(url: string, erasure: Erasure): Promise<{ entries: number; fields: number }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set role khata_erase')
    await client.query('begin')
    const done = await eraseIn(client, erasure)
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    await client.end()
  }
}

async function eraseIn(client: pg.Client, erasure: Erasure): Promise<{ entries: number; fields: number }> {
  const { office, system, stream } = erasure
  const { rows: heads } = await client.query('select seq, leaf from office_head where office = $1 for update', [office])
  let { seq, leaf } = heads[0] as { seq: number; leaf: Buffer }
  const { rows } = await client.query(
    `select ${ENTRY_COLUMNS}, e.flags, array(select unnest(x.fields) from erasure x where x.office = e.office and x.entry = e.id) as erased
     from entry e where e.office = $1 and e.system = $2 and e.stream = $3 order by e.seq`,
    [office, system, stream],
  )
  if (rows.length === 0) throw new Error(`RECORD_MISSING: ${system} ${stream}`)
  let [entries, fields] = [0, 0]
  for (const row of rows as Row[]) {
    const names = wanted(row, erasure)
    if (names.length === 0) continue
    seq += 1
    entries += 1
    fields += names.length
    const text = eraseLeaf(row, names, erasure, seq, leaf)
    leaf = hash('sha256', text, 'buffer')
    await blank(client, row, names)
    await client.query(
      `insert into erasure (office, seq, entry, ref, fields, by_person, reason, at) values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))`,
      [office, seq, row['id'], row['seq'], names, erasure.by, erasure.reason, erasure.now],
    )
    await client.query('insert into log_pending (office, seq, leaf) values ($1, $2, $3)', [
      office,
      seq,
      Buffer.from(text),
    ])
  }
  await client.query('update office_head set seq = $2, leaf = $3 where office = $1', [office, seq, leaf])
  if (entries > 0) await refold(client, erasure, seq)
  return { entries, fields }
}

/** Names of the values to go, as leaves know them: fields of the body, and with all of them the reason too. */
function wanted({ erased, flags: _, ...row }: Row, { fields }: Erasure): string[] {
  const entry = entryOf(row)
  const { key, subject } = getSystem(entry.system)
  const kept = [...key, ...(subject ? [subject] : [])]
  const names = disclosuresOf(entry, row.salt, erased).map(({ name }) => name)
  if (fields === 'all')
    return withEvidence(
      names,
      names.filter((name) => name === 'reason' || (name.startsWith('body/') && !kept.includes(name.slice(5)))),
    )
  const refused = fields.find((field) => kept.includes(field))
  if (refused !== undefined) throw new Error(`ERASE_KEY: ${refused} names the page and stays`)
  const asked = names.filter(
    (name) => fields.some((field) => name === `body/${field}` || name === field) && name !== 'entry',
  )
  return withEvidence(names, asked)
}

/** What a device signed tells a value to whoever tries all that it may have been: its signature goes with the value. */
const withEvidence = (names: readonly string[], gone: readonly string[]): string[] =>
  names.filter((name) => gone.includes(name) || (name === 'evidence' && gone.length > 0))

function eraseLeaf(row: Row, names: readonly string[], { now }: Erasure, seq: number, prev: Buffer): string {
  const entry = entryOf(row)
  const digests = disclosuresOf(entry, row.salt, row.erased)
    .filter(({ name }) => names.includes(name))
    .map((one) => hash('sha256', Buffer.from(disclosureJson(one)).toString('base64url'), 'base64url'))
  return leafText({
    v: LEAF_VERSION,
    stream: entry.office,
    seq,
    prev: prev.toString('base64url'),
    op: 'erase',
    ref: entry.seq,
    t_dev: leafTime(now),
    t_rec: leafTime(now),
    _sd: [],
    _sd_alg: 'sha-256',
    erased: digests.sort(),
  })
}

/** Takes values and salts out of the row, and what else still repeats them: facts of flags, the tray, photos, claims. */
async function blank(client: pg.Client, row: Row, names: readonly string[]): Promise<void> {
  const entry = entryOf(row)
  const all = disclosuresOf(entry, row.salt, row.erased).map(({ name }) => name)
  const places = [...new Set([...all, ...row.erased])].sort()
  const salt = Buffer.from(row.salt)
  for (const name of names) {
    const at = places.indexOf(name) * SALT_BYTES
    salt.fill(0, at, at + SALT_BYTES)
  }
  const keys = names.filter((name) => name.startsWith('body/')).map((name) => name.slice(5))
  await client.query(
    `update entry set body = body - $3::text[], salt = $4, flags = $5, reason = case when $6 then null else reason end,
       evidence = case when $7 then null else evidence end where office = $1 and id = $2`,
    [
      entry.office,
      entry.id,
      keys,
      salt,
      JSON.stringify(row.flags.map(({ code }) => ({ code }))),
      names.includes('reason'),
      names.includes('evidence'),
    ],
  )
  await client.query(
    `update tray set entry = jsonb_set(entry, '{body}', coalesce(entry->'body', '{}') - $3::text[]) - 'reason' - 'evidence', problems = '[]' where office = $1 and id = $2`,
    [entry.office, entry.id, keys],
  )
  await client.query('delete from claim where office = $1 and system = $2 and stream = $3', [
    entry.office,
    entry.system,
    entry.stream,
  ])
  const files = keys.flatMap((key) => {
    const value = entry.body[key] as { sha256?: unknown } | undefined
    return typeof value?.sha256 === 'string' ? [value.sha256] : []
  })
  // The same picture may stand on another page, and others may have sent the same bytes: those are theirs.
  if (files.length > 0)
    await client.query(
      `delete from file f where by_person = $1 and sha256 = any($2) and not exists (
         select from entry where by_person = $1 and names_file and id <> $3
           and ${namesFile('body')})`,
      [entry.by, files, entry.id],
    )
}

/** The page as its entries now tell it, under the new number, so that devices fetch it in place of what they keep. */
async function refold(client: pg.Client, { office, system, stream, now }: Erasure, seq: number): Promise<void> {
  const { rows } = await client.query(
    `select ${ENTRY_COLUMNS}, e.flags from entry e where e.office = $1 and e.system = $2 and e.stream = $3 order by e.seq`,
    [office, system, stream],
  )
  const list = (rows as Row[]).map(({ flags, ...row }): { entry: Accepted; flags: Problem[] } => ({
    entry: entryOf(row),
    flags,
  }))
  const record = fold(getSystem(system), list)
  if (!record) return
  await client.query(
    'update record set doc = $4, seq = $5, changed = to_timestamp($6::float8 / 1000) where office = $1 and system = $2 and stream = $3',
    [office, system, stream, toDoc({ ...record, seq }), seq, now],
  )
}
