import { canonical } from '#kernel/entry/canonical.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import type { Problem } from '#kernel/error.ts'
import type { Entry } from '#kernel/entry/envelope.ts'
import { fromDoc } from '../db/doc.ts'
import { named, within, type Client, type Pool } from '../db/pool.ts'
import { fit, storable } from '../db/storable.ts'
import { findSystem, officeReach } from '../reach.ts'
import type { Answer } from './answer.ts'
import type { Author } from './author.ts'

// The ids of a push are of about one time: between the first and the last lie few of the ledger's partitions.
const knownEntries = named(
  'known-entries',
  `select e.id, e.step, e.seq, e.assigned, e.flags, r.doc from entry e join record r on r.office = e.office and r.system = e.system and r.stream = e.stream
   where e.office = $1 and e.id = any($2::uuid[]) and e.id between $3 and $4`,
)
const knownTray = named(
  'known-tray',
  'select id, status, problems from tray where office = $1 and id = any($2::uuid[])',
)

/** Answers already given: a batch that comes again after a lost answer is told the same and changes nothing. */
export async function knownAnswers(
  client: Client,
  office: string,
  ids: readonly string[],
): Promise<Map<string, Answer>> {
  if (ids.length === 0) return new Map()
  const sorted = ids.toSorted()
  const [entries, tray] = await Promise.all([
    client.query(knownEntries([office, ids, sorted[0], sorted.at(-1)])),
    client.query(knownTray([office, ids])),
  ])
  const known = new Map<string, Answer>()
  for (const row of tray.rows) {
    const isHeld = row.status === 'held'
    known.set(row.id, {
      id: row.id,
      status: isHeld ? 'held' : 'refused',
      problems: row.problems as Problem[],
      flags: [],
      ...(isHeld && { apart: true }),
    })
  }
  for (const row of entries.rows) {
    const record = fromDoc(row.doc)
    const clash = clashOf(record, row.id, row.step)
    known.set(row.id, {
      id: row.id,
      status: clash ? 'held' : 'accepted',
      problems: clash ? [clash] : [],
      flags: row.flags as Problem[],
      seq: row.seq,
      record,
      ...(row.assigned && { assigned: row.assigned }),
    })
  }
  return known
}

/** The clash that an entry made when it came after another's page, as long as nobody has decided between them. */
function clashOf(record: Folded, id: string, step: string): Problem | undefined {
  const at = record.heads.findIndex((head) => head.id === id)
  const isOpening = findSystem(record.system)?.steps[step]?.mode === 'open'
  const isRival =
    at > 0 && record.heads.slice(0, at).some((head) => canonical(head.body) !== canonical(record.heads[at]!.body))
  return isOpening && isRival
    ? { code: 'CLASH', facts: { stream: record.stream, first: record.heads[0]!.id } }
    : undefined
}

/** Keeps what was turned away at the door with the author's own office, so that nothing a person sent is lost. */
export async function keepRefused(
  pool: Pool,
  author: Author,
  misfits: readonly { entry: Entry; answer: Answer }[],
  now: number,
): Promise<void> {
  const home = author.posts[0]?.office
  if (misfits.length === 0 || !home) return
  await within(pool, officeReach(home.path, author.person), async (client) => {
    for (const { entry, answer } of misfits)
      await client.query(
        `insert into tray (office, path, received, id, person, system, status, entry, problems)
         values ($1, $2, to_timestamp($3::float8 / 1000), $4, $5, $6, 'refused', $7, $8) on conflict (office, id) do nothing`,
        [
          home.id,
          home.path,
          now,
          entry.id,
          author.person,
          fit(entry.system),
          storable(entry),
          storable(answer.problems),
        ],
      )
  })
}
