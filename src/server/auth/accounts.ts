import { v7 as uuidv7 } from 'uuid'
import type { Actor } from '#kernel/define/who.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Client, Pool } from '../db/pool.ts'
import type { Directory, Office } from '../directory.ts'
import { ProblemError } from '../http/problem.ts'
import { hashPassword, makePassword } from './password.ts'

/** Small letters and digits, as one writes a name on a slip of paper. */
const USERNAME = /^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/
const PAGE = 200

/** What the office above hands over: shown once, changed by the person at her first sign-in. */
export type Handover = { person: string; username: string; password: string }

export type AccountView = {
  person: { id: string; names: Name }
  username?: string
  isDisabled: boolean
  mustChange: boolean
  hasTotp: boolean
  post: string
  role: string
  title: Name
  office: { id: string; code: string; names: Name }
}

/**
 * Whether a post (t, at office o) is one whose holder's account the actor looks after: an officer those below her
 * office and who is no officer at it; a head the teachers and clerks of her school. $1 her office, $2 its path, $3 role.
 */
const LOOKED_AFTER = `case $3 when 'officer' then starts_with(o.path, $2) and (o.id <> $1 or t.role <> 'officer')
  when 'head' then o.id = $1 and t.role not in ('head', 'officer') else false end`

/** Postings that count: those of today and those to come. $4 today. */
const CURRENT = '(g.valid_to is null or g.valid_to >= $4)'

/** Accounts are made, given a new password and closed by the office above: nobody registers, nobody does it herself. */
export class Accounts {
  private readonly pool: Pool
  private readonly directory: Directory

  constructor(pool: Pool, directory: Directory) {
    this.pool = pool
    this.directory = directory
  }

  async make(actor: Actor, person: string, username: string, now: number): Promise<Handover> {
    if (username.length < 3 || username.length > 40 || !USERNAME.test(username))
      throw new ProblemError('USERNAME_WRONG')
    await this.demand(actor, person, now)
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

  /** People posted at or below an office whom the actor looks after, with or without an account; in pages. */
  async list(
    actor: Actor,
    office: Office,
    now: number,
    after?: string,
  ): Promise<{ people: AccountView[]; next?: string }> {
    const { rows } = await this.pool.query(
      `select g.id, p.id as person, p.names, t.id as post, t.role, t.kind, o.id as office, a.username, a.disabled_at, a.must_change, a.totp_since
       from office o join post t on t.office = o.id join posting g on g.post = t.id join person p on p.id = g.person
         left join account a on a.person = p.id
       where o.path >= $5 and o.path < $6 and ${CURRENT} and p.id <> $7 and ${LOOKED_AFTER} and not exists (
         select from posting g join post t on t.id = g.post join office o on o.id = t.office
         where g.person = p.id and ${CURRENT} and not (${LOOKED_AFTER}))
         and ($8::uuid is null or (o.path, g.id) > (select o.path, g.id from posting g join post t on t.id = g.post join office o on o.id = t.office where g.id = $8))
       order by o.path, g.id limit ${PAGE + 1}`,
      [...this.view(actor, now), office.path, `${office.path.slice(0, -1)}0`, actor.person, after ?? null],
    )
    const page = rows.slice(0, PAGE)
    const people = page.map((row): AccountView => {
      const at = this.directory.get(row.office)
      return {
        person: { id: row.person, names: row.names },
        ...(row.username && { username: row.username }),
        isDisabled: row.disabled_at !== null,
        mustChange: row.must_change ?? false,
        hasTotp: row.totp_since !== null,
        post: row.post,
        role: row.role,
        title: this.directory.packOf(at).posts.find((post) => post.id === row.kind)?.title ?? { en: row.kind },
        office: { id: at.id, code: at.code, names: at.names },
      }
    })
    return { people, ...(rows.length > PAGE && { next: page.at(-1)!.id as string }) }
  }

  /**
   * Every post she holds must be one the actor looks after: a head who could reset an officer that also teaches at her
   * school would have the officer's powers.
   */
  private async demand(actor: Actor, person: string, now: number): Promise<void> {
    if (person === actor.person) throw new ProblemError('NOT_ALLOWED')
    const { rows } = await this.pool.query(
      `select ${LOOKED_AFTER} as is_ours from posting g join post t on t.id = g.post join office o on o.id = t.office
       where g.person = $5 and ${CURRENT}`,
      [...this.view(actor, now), person],
    )
    if (rows.length === 0 || !rows.every((row) => row.is_ours)) throw new ProblemError('NOT_ALLOWED')
  }

  private view(actor: Actor, now: number): [string, string, string, string] {
    return [actor.office, actor.path, actor.role, this.directory.today(this.directory.get(actor.office), now)]
  }

  /** Changes an account and notes who did so, both or neither. */
  private async change(
    actor: Actor,
    person: string,
    what: 'made' | 'reset' | 'disabled',
    now: number,
    work: (client: Client) => Promise<{ rowCount: number | null; rows: { username?: string }[] }>,
  ): Promise<string> {
    const client = await this.pool.connect()
    try {
      await client.query('begin')
      const { rowCount, rows } = await work(client)
      if (!rowCount) throw new ProblemError(what === 'made' ? 'ACCOUNT_EXISTS' : 'NOT_FOUND')
      await client.query(
        'insert into account_change (id, person, what, by_person, by_post, at) values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000))',
        [uuidv7(), person, what, actor.person, actor.post, now],
      )
      await client.query('commit')
      return rows[0]?.username ?? ''
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    } finally {
      client.release()
    }
  }
}
