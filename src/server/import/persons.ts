import { randomUUID } from 'node:crypto'
import type { Name } from '#kernel/field/name.ts'
import { codeRules } from '#kernel/rule/codes.ts'
import { canonical } from '#kernel/entry/canonical.ts'
import { everywhere, within, type Client } from '../db/pool.ts'
import choices from './choices.json' with { type: 'json' }
import { lockImports, type Job, type Outcome } from './job.ts'
import { wordsOf, type Row } from './row.ts'

type Person = { id: string; code: string; names: Name; sex: string | null; phone: string | null }

const sexes = wordsOf({ female: choices.female, male: choices.male, other: choices.other })

/** Persons by the code of their service: new ones are made, those the importer looks after brought up to date. */
export async function importPersons(job: Job): Promise<Outcome> {
  const drafts = readDrafts(job)
  const { deps, problems } = job
  return within(deps.pool, everywhere, async (client) => {
    await lockImports(client)
    const stored = await readPersons(client, [...drafts.keys()])
    const foreign = await foreignTo(client, job, stored)
    const write: Person[] = []
    let known = 0
    for (const [code, { row, ...given }] of drafts) {
      const before = stored.get(code)
      const person: Person = {
        id: before?.id ?? randomUUID(),
        code,
        names: { ...before?.names, ...given.names },
        sex: given.sex ?? before?.sex ?? null,
        phone: given.phone ?? before?.phone ?? null,
      }
      if (before && canonical(before) === canonical(person)) known += 1
      else if (before && foreign.has(before.id)) row.wrong('code', 'IMPORT_PERSON_FOREIGN', { code })
      else write.push(person)
    }
    if (!job.isDry && problems.total === 0) await writePersons(client, write)
    return { made: write.length, known, flagged: 0 }
  })
}

type Draft = { row: Row; names: Name; sex: string | undefined; phone: string | undefined }

function readDrafts({ rows }: Job): Map<string, Draft> {
  const drafts = new Map<string, Draft>()
  for (const row of rows) {
    const code = row.text('code', { needed: true, max: 40, isCode: true })
    const names = row.name('name', true)
    const sex = row.choice('sex', sexes)
    const phone = readPhone(row)
    if (code === undefined || names === undefined) continue
    const first = drafts.get(code)
    if (first) row.wrong('code', 'IMPORT_ROW_TWICE', { first: first.row.row })
    else drafts.set(code, { row, names, sex, phone })
  }
  return drafts
}

/** A mobile number as people write it; spreadsheets drop its leading zero. */
function readPhone(row: Row): string | undefined {
  const text = row.text('phone', { max: 40, isCode: true })
  if (text === undefined) return undefined
  return (
    codeRules.bdMobile(text) ??
    codeRules.inMobile(text) ??
    codeRules.bdMobile(`0${text}`) ??
    row.wrong('phone', 'FIELD_WRONG_CODE', { value: text })
  )
}

async function readPersons(client: Client, codes: readonly string[]): Promise<Map<string, Person>> {
  const { rows } = await client.query('select id, code, names, sex, phone from person where code = any($1)', [codes])
  return new Map((rows as Person[]).map((person) => [person.code, person]))
}

/** Persons who hold posts, but none at or below the importer's office: their own officer keeps them. */
async function foreignTo(
  client: Client,
  { actor, deps }: Job,
  stored: ReadonlyMap<string, Person>,
): Promise<Set<string>> {
  const { rows } = await client.query(
    `select g.person from posting g join post t on t.id = g.post join office o on o.id = t.office
     where g.person = any($1) and (g.valid_to is null or g.valid_to >= $3)
     group by g.person having not bool_or(starts_with(o.path, $2))`,
    [
      [...stored.values()].map((person) => person.id),
      actor.held.office.path,
      deps.directory.today(actor.held.office, deps.now()),
    ],
  )
  return new Set(rows.map((row) => row.person as string))
}

async function writePersons(client: Client, list: readonly Person[]): Promise<void> {
  await client.query(
    `insert into person (id, code, names, sex, phone)
     select r.id, r.code, r.names::jsonb, r.sex, r.phone from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as r (id, code, names, sex, phone)
     on conflict (id) do update set names = excluded.names, sex = excluded.sex, phone = excluded.phone`,
    [
      list.map((p) => p.id),
      list.map((p) => p.code),
      list.map((p) => JSON.stringify(p.names)),
      list.map((p) => p.sex),
      list.map((p) => p.phone),
    ],
  )
}
