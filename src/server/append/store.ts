import { v7 as uuidv7 } from 'uuid'
import { toDoc } from '../db/doc.ts'
import { named, type Client } from '../db/pool.ts'
import { storable } from '../db/storable.ts'
import type { Office } from '../directory.ts'
import type { Written } from './batch.ts'
import type { Link } from './devices.ts'
import { deltasStatement } from './deltas-statement.ts'
import { leavesOf, type Head } from './leaves.ts'

const json = (value: unknown): string => JSON.stringify(value)

const insertEntries = named(
  'insert-entries',
  `insert into entry (office, path, received, id, system, version, stream, step, body, replaces, reason, by_person, post, device, clock, seq, assigned, flags, subject, salt, evidence, names_file)
   select $1, $2, to_timestamp(r.received / 1000), r.id, r.system, r.version, r.stream, r.step, r.body::jsonb, r.replaces::uuid[], r.reason, r.by_person, r.post, r.device,
     r.clock::jsonb, r.seq, r.assigned::jsonb, r.flags::jsonb, r.subject, r.salt, r.evidence::jsonb, strpos(r.body, '"sha256":"') > 0
   from unnest($3::float8[], $4::uuid[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::uuid[], $13::uuid[], $14::uuid[], $15::text[],
     $16::bigint[], $17::text[], $18::text[], $19::uuid[], $20::bytea[], $21::text[])
     as r (received, id, system, version, stream, step, body, replaces, reason, by_person, post, device, clock, seq, assigned, flags, subject, salt, evidence)`,
)

const upsertRecords = named(
  'upsert-records',
  `insert into record (office, path, changed, system, stream, state, on_day, subject, duty_office, duty_role, duty_step, due_by, doc, counts, seq)
   select $1, $2, to_timestamp($3::float8 / 1000), r.system, r.stream, r.state, r.on_day, r.subject, r.duty_office, r.duty_role, r.duty_step, r.due_by, r.doc::jsonb, r.counts::jsonb, r.seq
   from unnest($4::text[], $5::text[], $6::text[], $7::date[], $8::uuid[], $9::uuid[], $10::text[], $11::text[], $12::date[], $13::text[], $14::text[], $15::bigint[])
     as r (system, stream, state, on_day, subject, duty_office, duty_role, duty_step, due_by, doc, counts, seq)
   on conflict (office, system, stream) do update set path = excluded.path, changed = excluded.changed, state = excluded.state, on_day = excluded.on_day,
     subject = excluded.subject, duty_office = excluded.duty_office, duty_role = excluded.duty_role, duty_step = excluded.duty_step, due_by = excluded.due_by,
     doc = excluded.doc, counts = excluded.counts, seq = excluded.seq`,
)

const insertTray = named(
  'insert-tray',
  `insert into tray (office, path, received, id, person, system, status, entry, problems)
   select $1, $2, to_timestamp($3::float8 / 1000), r.id, r.person, r.system, r.status, r.entry::jsonb, r.problems::jsonb
   from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[]) as r (id, person, system, status, entry, problems)
   on conflict (office, id) do nothing`,
)

const insertRecounts = named(
  'insert-recounts',
  `insert into recount (office, path, id, systems, from_day, to_day)
   select $1, $2, r.id, string_to_array(r.systems, ','), r.from_day, r.to_day
   from unnest($3::uuid[], $4::text[], $5::date[], $6::date[]) as r (id, systems, from_day, to_day)`,
)

const insertClaims = named(
  'insert-claims',
  `insert into claim (office, key, system, stream) select $1, r.key, r.system, r.stream
   from unnest($2::bytea[], $3::text[], $4::text[]) as r (key, system, stream) on conflict do nothing`,
)

const insertDocuments = named(
  'insert-documents',
  `insert into document (office, path, made, entry, system, stream, kind, number, subject, by_person, issuer)
   select $1, $2, to_timestamp(r.made / 1000), r.entry, r.system, r.stream, r.kind, r.number, r.subject, r.by_person,
     coalesce((select office from post where id = r.post), $1)
   from unnest($3::float8[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::int[], $9::uuid[], $10::uuid[], $11::uuid[])
     as r (made, entry, system, stream, kind, number, subject, by_person, post)`,
)

const insertLeaves = named(
  'insert-leaves',
  'insert into log_pending (office, seq, leaf) select $1, r.seq, r.leaf from unnest($2::bigint[], $3::bytea[]) as r (seq, leaf)',
)

const moveHead = named('move-head', 'update office_head set seq = $2, leaf = $3 where office = $1')

const moveDevices = named(
  'move-devices',
  `update device_key d set n = r.n, last = r.last from unnest($1::text[], $2::bigint[], $3::text[]) as r (id, n, last) where d.id = r.id and d.n < r.n`,
)

const moveSeries = named(
  'move-series',
  `insert into series (office, series, next) select $1, r.series, r.next from unnest($2::text[], $3::int[]) as r (series, next)
   on conflict (office, series) do update set next = excluded.next`,
)

/**
 * Writes one batch of one office in as few statements as it has kinds of rows. All are sent at once; the promises come
 * back, so that the transaction's commit can go out behind them without waiting for each answer.
 */
export function store(
  client: Client,
  office: Office,
  now: number,
  written: Written,
  head: Head,
  series: ReadonlyMap<string, number>,
  links: ReadonlyMap<string, Link> = new Map(),
): Promise<unknown>[] {
  const sent: Promise<unknown>[] = []
  const send = (statement: { name: string; text: string; values: unknown[] }) => void sent.push(client.query(statement))
  const { entries, recounts, claims, issued, apart } = written
  const deltas = deltasStatement(office, written.deltas)
  const records = [...written.records.values()]
  if (entries.length > 0) {
    const { leaves, salts, last } = leavesOf(entries, head.leaf)
    const seqs = entries.map(({ entry }) => entry.seq)
    send(
      insertEntries([
        office.id,
        office.path,
        entries.map(({ entry }) => entry.received),
        entries.map(({ entry }) => entry.id),
        entries.map(({ entry }) => entry.system),
        entries.map(({ entry }) => entry.version),
        entries.map(({ entry }) => entry.stream),
        entries.map(({ entry }) => entry.step),
        entries.map(({ entry }) => json(entry.body)),
        entries.map(({ entry }) => `{${entry.replaces.join(',')}}`),
        entries.map(({ entry }) => entry.reason ?? null),
        entries.map(({ entry }) => entry.by),
        entries.map(({ entry }) => entry.post),
        entries.map(({ entry }) => entry.device),
        entries.map(({ entry }) => json(entry.clock)),
        seqs,
        entries.map(({ entry }) => (entry.assigned ? json(entry.assigned) : null)),
        entries.map(({ flags }) => json(flags)),
        entries.map(({ subject }) => subject ?? null),
        salts,
        entries.map(({ entry }) => (entry.evidence ? json(entry.evidence) : null)),
      ]),
    )
    send(
      upsertRecords([
        office.id,
        office.path,
        now,
        records.map((r) => r.record.system),
        records.map((r) => r.record.stream),
        records.map((r) => r.record.state),
        records.map((r) => r.day ?? null),
        records.map((r) => r.subject ?? null),
        records.map((r) => r.duty?.office ?? null),
        records.map((r) => r.duty?.role ?? null),
        records.map((r) => r.duty?.step ?? null),
        records.map((r) => r.duty?.dueBy ?? null),
        records.map((r) => toDoc(r.record)),
        records.map((r) => json(r.counts)),
        records.map((r) => r.record.seq),
      ]),
    )
    send(insertLeaves([office.id, seqs, leaves]))
    send(moveHead([office.id, seqs.at(-1), last]))
  }
  if (deltas) send(deltas)
  if (apart.length > 0)
    send(
      insertTray([
        office.id,
        office.path,
        now,
        apart.map((a) => a.entry.id),
        apart.map((a) => a.entry.by),
        apart.map((a) => a.entry.system),
        apart.map((a) => a.status),
        apart.map((a) => storable(a.entry)),
        apart.map((a) => storable(a.problems)),
      ]),
    )
  if (recounts.length > 0)
    send(
      insertRecounts([
        office.id,
        office.path,
        recounts.map(() => uuidv7()),
        recounts.map((r) => r.systems.join(',')),
        recounts.map((r) => r.from),
        recounts.map((r) => r.to ?? null),
      ]),
    )
  if (claims.length > 0)
    send(insertClaims([office.id, claims.map((c) => c.key), claims.map((c) => c.system), claims.map((c) => c.stream)]))
  if (issued.length > 0)
    send(
      insertDocuments([
        office.id,
        office.path,
        issued.map(({ entry }) => entry.received),
        issued.map(({ entry }) => entry.id),
        issued.map(({ entry }) => entry.system),
        issued.map(({ entry }) => entry.stream),
        issued.map(({ kind }) => kind),
        issued.map(({ number }) => number ?? null),
        issued.map(({ subject }) => subject ?? null),
        issued.map(({ entry }) => entry.by),
        issued.map(({ entry }) => entry.post),
      ]),
    )
  if (links.size > 0)
    send(
      moveDevices([[...links.keys()], [...links.values()].map(({ n }) => n), [...links.values()].map((l) => l.last)]),
    )
  if (series.size > 0) send(moveSeries([office.id, [...series.keys()], [...series.values()]]))
  return sent
}
