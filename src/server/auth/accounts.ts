import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '#kernel/define/who.ts'
import type { Name } from '#kernel/field/name.ts'
import { inTransaction } from '../db/in-transaction.ts'
import type { Client, Pool } from '../db/pool.ts'
import type { Directory } from '../directory.ts'
import { ProblemError, type ServerCode } from '../http/problem.ts'
import { listAccounts, type AccountAsk, type AccountView } from './account-list.ts'
import { CURRENT, LOOKED_AFTER, lookedAfterValues } from './looked-after.ts'
import { hashPassword, makePassword } from './password.ts'
import { proposeUsername } from './propose-username.ts'
import { isUsername } from './username.ts'

/** What the office above hands over: shown once, changed by the person at her first sign-in. */
export type Handover = { person: string; username: string; password: string }

type What = 'made' | 'reset' | 'disabled' | 'signed-out' | 'totp-off'
type Subject = { names: Name; role: string; code: string }

/** Accounts are made, given a new password and closed by the office above: nobody registers, nobody does it herself. */
export class Accounts {
  private readonly pool: Pool
  private readonly directory: Directory

  constructor(pool: Pool, directory: Directory) {
    this.pool = pool
    this.directory = directory
  }

  list(actor: Actor, ask: AccountAsk, now: number): Promise<{ people: AccountView[]; next?: string }> {
    return listAccounts(this.pool, this.directory, actor, ask, now)
  }

  /** Without a username one is proposed from her name. */
  async make(actor: Actor, person: string, given: string | undefined, now: number): Promise<Handover> {
    if (given !== undefined && !isUsername(given)) throw new ProblemError('USERNAME_WRONG')
    const subject = await this.demand(actor, person, now)
    const username = given ?? (await proposeUsername(this.pool, subject))
    const password = makePassword()
    const hash = await hashPassword(password)
    await this.change(actor, person, 'made', now, (client) =>
      client.query(
        `insert into account (person, username, password, must_change, made_by, made_at)
         values ($1, $2, $3, true, $4, to_timestamp($5::float8 / 1000)) on conflict do nothing`,
        [person, username, hash, actor.person, now],
      ),
    )
    return { person, username, password }
  }

  /** Accounts for many at once, such as a whole school: each for itself, those that cannot be made named with why. */
  async makeMany(
    actor: Actor,
    people: readonly string[],
    now: number,
  ): Promise<{ made: Handover[]; refused: { person: string; code: ServerCode }[] }> {
    const made: Handover[] = []
    const refused: { person: string; code: ServerCode }[] = []
    for (const person of new Set(people)) {
      try {
        made.push(await this.make(actor, person, undefined, now))
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        refused.push({ person, code: error.code })
      }
    }
    return { made, refused }
  }

  /** A new first password; it opens a closed account again and forgets the authenticator of a lost phone. */
  async reset(actor: Actor, person: string, now: number): Promise<Handover> {
    await this.demand(actor, person, now)
    const password = makePassword()
    const hash = await hashPassword(password)
    const username = await this.change(actor, person, 'reset', now, (client) =>
      client.query(
        `update account set password = $2, must_change = true, totp_secret = null, totp_since = null, totp_last_step = 0, disabled_at = null
         where person = $1 returning username`,
        [person, hash],
      ),
    )
    return { person, username, password }
  }

  async disable(actor: Actor, person: string, now: number): Promise<void> {
    await this.demand(actor, person, now)
    await this.change(actor, person, 'disabled', now, (client) =>
      client.query(
        'update account set disabled_at = coalesce(disabled_at, to_timestamp($2::float8 / 1000)) where person = $1 returning username',
        [person, now],
      ),
    )
  }

  /** Notes that her sessions are ended from outside: a phone was lost or lent. */
  async signOut(actor: Actor, person: string, now: number): Promise<void> {
    await this.demand(actor, person, now)
    await this.change(actor, person, 'signed-out', now, (client) =>
      client.query('select username from account where person = $1', [person]),
    )
  }

  /** The second factor of a lost phone, switched off once it is sure who asks; the password stays as it is. */
  async switchOffTotp(actor: Actor, person: string, reason: string, now: number): Promise<void> {
    await this.demand(actor, person, now)
    await this.change(
      actor,
      person,
      'totp-off',
      now,
      (client) =>
        client.query(
          `update account set totp_secret = null, totp_since = null, totp_last_step = 0
           where person = $1 and totp_since is not null returning username`,
          [person],
        ),
      reason,
    )
  }

  /**
   * Every post she holds must be one the actor looks after: a head who could reset an officer that also teaches at her
   * school would have the officer's powers.
   */
  private async demand(actor: Actor, person: string, now: number): Promise<Subject> {
    if (person === actor.person) throw new ProblemError('NOT_ALLOWED')
    const { rows } = await this.pool.query(
      `select ${LOOKED_AFTER} as is_ours, p.names, t.role, o.code
       from posting g join post t on t.id = g.post join office o on o.id = t.office join person p on p.id = g.person
       where g.person = $5 and ${CURRENT} order by g.valid_from`,
      [...lookedAfterValues(actor, this.directory, now), person],
    )
    if (rows.length === 0 || !rows.every((row) => row.is_ours)) throw new ProblemError('NOT_ALLOWED')
    return rows[0] as Subject
  }

  /** Changes an account and notes who did so, both or neither. */
  private async change(
    actor: Actor,
    person: string,
    what: What,
    now: number,
    work: (client: Client) => Promise<{ rowCount: number | null; rows: { username?: string }[] }>,
    reason?: string,
  ): Promise<string> {
    const client = await this.pool.connect()
    try {
      return await inTransaction(client, async () => {
        const { rowCount, rows } = await work(client)
        if (!rowCount) throw new ProblemError(what === 'made' ? 'ACCOUNT_EXISTS' : 'NOT_FOUND')
        await client.query(
          'insert into account_change (id, person, what, by_person, by_post, at, reason) values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), $7)',
          [uuidv7(), person, what, actor.person, actor.post, now, reason ?? null],
        )
        return rows[0]?.username ?? ''
      })
    } finally {
      client.release()
    }
  }
}
