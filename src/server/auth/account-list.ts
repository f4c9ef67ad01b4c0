import type { Actor } from '#kernel/define/who.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Pool } from '../db/pool.ts'
import type { Directory, Office } from '../directory.ts'
import { CURRENT, LOOKED_AFTER, lookedAfterValues } from './looked-after.ts'
import { MOST_PER_USERNAME, WINDOW_MS } from './tries.ts'

const PAGE = 200

/** One person whom an office looks after, and how it stands with her account. */
export type AccountView = {
  person: { id: string; names: Name }
  username?: string
  isDisabled: boolean
  mustChange: boolean
  hasTotp: boolean
  /** Too many wrong passwords: the sign-in waits a quarter of an hour. */
  isLocked: boolean
  /** Devices on which she is signed in, and when one was last used. */
  sessions: number
  seen?: number
  post: string
  role: string
  title: Name
  office: { id: string; code: string; names: Name }
}

export type AccountAsk = { office: Office; after?: string; text?: string; isMissing?: boolean }

/** People posted at or below an office whom the actor looks after, with or without an account; in pages. */
export async function listAccounts(
  pool: Pool,
  directory: Directory,
  actor: Actor,
  { office, after, text, isMissing = false }: AccountAsk,
  now: number,
): Promise<{ people: AccountView[]; next?: string }> {
  const { rows } = await pool.query(
    `select g.id, p.id as person, p.names, t.id as post, t.role, t.kind, o.id as office, a.username, a.disabled_at, a.must_change, a.totp_since,
       (select count(*)::int from session s where s.person = p.id and s.revoked is null and s.expires > to_timestamp($9::float8 / 1000)) as sessions,
       (select (extract(epoch from max(seen)) * 1000)::float8 from session s where s.person = p.id) as seen,
       (select count(*) from sign_in_try y where y.username = a.username and not y.succeeded and y.at > to_timestamp($10::float8 / 1000)) >= ${MOST_PER_USERNAME} as is_locked
     from office o join post t on t.office = o.id join posting g on g.post = t.id join person p on p.id = g.person
       left join account a on a.person = p.id
     where o.path >= $5 and o.path < $6 and ${CURRENT} and p.id <> $7 and ${LOOKED_AFTER} and not exists (
       select from posting g join post t on t.id = g.post join office o on o.id = t.office
       where g.person = p.id and ${CURRENT} and not (${LOOKED_AFTER}))
       and ($8::uuid is null or (o.path, g.id) > (select o.path, g.id from posting g join post t on t.id = g.post join office o on o.id = t.office where g.id = $8))
       and ($11::text is null or strpos(lower(concat_ws(' ', p.names::text, a.username, o.names::text, o.code)), $11) > 0)
       and (not $12 or a.username is null)
     order by o.path, g.id limit ${PAGE + 1}`,
    [
      ...lookedAfterValues(actor, directory, now),
      office.path,
      `${office.path.slice(0, -1)}0`,
      actor.person,
      after ?? null,
      now,
      now - WINDOW_MS,
      text ? text.toLowerCase() : null,
      isMissing,
    ],
  )
  const page = rows.slice(0, PAGE)
  const people = page.map((row): AccountView => {
    const at = directory.get(row.office)
    return {
      person: { id: row.person, names: row.names },
      ...(row.username && { username: row.username }),
      isDisabled: row.disabled_at !== null,
      mustChange: row.must_change ?? false,
      hasTotp: row.totp_since !== null,
      isLocked: row.is_locked ?? false,
      sessions: row.sessions,
      ...(row.seen !== null && { seen: row.seen }),
      post: row.post,
      role: row.role,
      title: directory.packOf(at).posts.find((post) => post.id === row.kind)?.title ?? { en: row.kind },
      office: { id: at.id, code: at.code, names: at.names },
    }
  })
  return { people, ...(rows.length > PAGE && { next: page.at(-1)!.id as string }) }
}
