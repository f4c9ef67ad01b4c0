import type { Pool } from '#server/db/pool.ts'
import { officeId } from '#server/tree/plant.ts'
import type { DemoLand } from './world.ts'

/** People, posts and postings of a land; those that stand already are left alone. */
export async function loadPeople(pool: Pool, land: DemoLand): Promise<void> {
  const { people, posts, postings } = land
  await pool.query(
    `insert into person (id, names, sex, code, is_demo) select r.id, r.names::jsonb, r.sex, r.code, true from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as r (id, names, sex, code) on conflict do nothing`,
    [
      people.map((p) => p.id),
      people.map((p) => JSON.stringify(p.names)),
      people.map((p) => p.sex),
      people.map((p) => p.code),
    ],
  )
  await pool.query(
    `insert into post (id, office, kind, role) select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) on conflict do nothing`,
    [
      posts.map((p) => p.id),
      posts.map((p) => officeId(land.pack, p.office)),
      posts.map((p) => p.kind),
      posts.map((p) => p.role),
    ],
  )
  await pool.query(
    `insert into posting (id, post, person, kind, valid_from) select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::date[]) on conflict do nothing`,
    [
      postings.map((p) => p.id),
      postings.map((p) => p.post),
      postings.map((p) => p.person),
      postings.map((p) => p.kind),
      postings.map((p) => p.from),
    ],
  )
}
