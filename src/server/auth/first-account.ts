import { v7 as uuidv7 } from 'uuid'
import type { Role } from '#kernel/define/who.ts'
import type { Name } from '#kernel/field/name.ts'
import { inTransaction } from '../db/in-transaction.ts'
import type { Client, Pool } from '../db/pool.ts'
import type { Directory, Office } from '../directory.ts'
import type { Handover } from './accounts.ts'
import { hashPassword, makePassword } from './password.ts'
import { isUsername } from './username.ts'

/** Who is to sign in, and the post she is given from today. */
export type FirstAccount = { office: Office; post: string; names: Name; username: string; now: number }

/**
 * An account with its person and post, for who has nobody above: made by those who run the installation, not by an
 * office. It is noted as such, and the password is handed over like any other.
 */
export async function makeFirstAccount(
  pool: Pool,
  directory: Directory,
  { office, post, names, username, now }: FirstAccount,
): Promise<Handover> {
  const posts = directory.packOf(office).posts.filter(({ level }) => level === office.level)
  const kind = posts.find(({ id }) => id === post)
  if (!kind) throw new Error(`POST_UNKNOWN: ${office.code} has ${posts.map(({ id }) => id).join(', ')}, not ${post}`)
  if (!isUsername(username))
    throw new Error('USERNAME_WRONG: 3 to 40 small letters and digits, parted by a dot, a dash or an underscore')
  const [person, password] = [uuidv7(), makePassword()]
  const hash = await hashPassword(password)
  await together(pool, async (client) => {
    const { rowCount } = await client.query('select from account where username = $1', [username])
    if (rowCount) throw new Error(`ACCOUNT_EXISTS: somebody signs in as ${username} already`)
    await client.query('insert into person (id, names) values ($1, $2)', [person, JSON.stringify(names)])
    await seat(client, { person, office: office.id, post, role: kind.role, from: directory.today(office, now) })
    await client.query(
      `insert into account (person, username, password, must_change, made_at) values ($1, $2, $3, true, to_timestamp($4::float8 / 1000))`,
      [person, username, hash, now],
    )
    await note(client, person, 'made', now)
  })
  directory.forget(office.id)
  return { person, username, password }
}

/** A new first password for who has nobody above; her sessions end, and the authenticator of a lost phone is forgotten. */
export async function resetByOperator(pool: Pool, username: string, now: number): Promise<Handover> {
  const password = makePassword()
  const hash = await hashPassword(password)
  return together(pool, async (client) => {
    const { rows } = await client.query(
      `update account set password = $2, must_change = true, totp_secret = null, totp_since = null, totp_last_step = 0, disabled_at = null
       where username = $1 returning person`,
      [username, hash],
    )
    if (!rows[0]) throw new Error(`ACCOUNT_UNKNOWN: nobody signs in as ${username}`)
    const person = rows[0].person as string
    await client.query(
      'update session set revoked = to_timestamp($2::float8 / 1000) where person = $1 and revoked is null',
      [person, now],
    )
    await client.query('delete from sign_in_try where username = $1', [username])
    await note(client, person, 'reset', now)
    return { person, username, password }
  })
}

/** In a post of that kind that nobody holds from today on, else in a new one. */
async function seat(
  client: Client,
  given: { person: string; office: string; post: string; role: Role; from: string },
): Promise<void> {
  const { rows } = await client.query(
    `select t.id from post t where t.office = $1 and t.kind = $2
       and not exists (select from posting g where g.post = t.id and (g.valid_to is null or g.valid_to >= $3)) order by t.id limit 1`,
    [given.office, given.post, given.from],
  )
  const post = (rows[0]?.id as string | undefined) ?? uuidv7()
  await client.query('insert into post (id, office, kind, role) values ($1, $2, $3, $4) on conflict (id) do nothing', [
    post,
    given.office,
    given.post,
    given.role,
  ])
  await client.query('insert into posting (id, post, person, valid_from) values ($1, $2, $3, $4)', [
    uuidv7(),
    post,
    given.person,
    given.from,
  ])
}

/** Without a name: nobody in the tree did it. */
const note = (client: Client, person: string, what: 'made' | 'reset', now: number): Promise<unknown> =>
  client.query(
    'insert into account_change (id, person, what, at) values ($1, $2, $3, to_timestamp($4::float8 / 1000))',
    [uuidv7(), person, what, now],
  )

async function together<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    return await inTransaction(client, () => work(client))
  } finally {
    client.release()
  }
}
