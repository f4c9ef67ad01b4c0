import type { Name } from '#kernel/field/name.ts'
import { hashPassword } from '#server/auth/password.ts'
import { SecretBox } from '#server/auth/secret-box.ts'
import { makeSecret } from '#server/auth/totp.ts'
import type { House } from '#server/house.ts'
import type { DemoAccount } from '#server/http/deps.ts'
import { keyFolder } from '#server/keys.ts'
import type { DemoWorld } from './world.ts'

/** What the sign-in page of the demonstration shows: enough to sign in as that person. */
export type DemoSignIn = DemoAccount & { person: string }

/** Makes the accounts of the demonstration; officers get their second factor set up, its secret shown on the sign-in page. */
export async function loadAccounts(house: House, world: DemoWorld): Promise<DemoSignIn[]> {
  const hash = world.accounts[0] ? await hashPassword(world.accounts[0].password) : ''
  const box = new SecretBox(keyFolder(house.config.data))
  const signIns: DemoSignIn[] = []
  for (const { username, password, person, pack } of world.accounts) {
    const [held] = await house.directory.postsOf(person)
    if (!held) throw new Error(`POST_NOT_HELD: ${username}`)
    const secret = held.role === 'officer' ? box.seal(person, makeSecret()) : null
    const { rows } = await house.pool.query(
      `insert into account (person, username, password, must_change, totp_secret, totp_since, language)
       values ($1, $2, $3, false, $4, case when $4::text is null then null else now() end, $5)
       on conflict (person) do update set username = excluded.username returning totp_secret`,
      [person, username, hash, secret, house.directory.packOf(held.office).language],
    )
    const { rows: people } = await house.pool.query('select names from person where id = $1', [person])
    const stored = rows[0].totp_secret as string | null
    signIns.push({
      person,
      username,
      password,
      pack,
      names: people[0].names as Name,
      title: held.title,
      office: held.office.names,
      ...(stored && { totpSecret: box.open(person, stored) }),
    })
  }
  return signIns
}
