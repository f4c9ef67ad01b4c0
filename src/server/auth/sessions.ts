import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Name, Script } from '#kernel/field/name.ts'
import type { Pool } from '../db/pool.ts'
import { coversDay } from '#kernel/define/make-context.ts'
import type { Directory, Held } from '../directory.ts'
import { ProblemError } from '../http/problem.ts'

/** Days without use after which a session ends. */
export const SESSION_MS = 30 * 86_400_000
const SEEN_MS = 60_000
const CACHE_MS = 5_000
const MOST_CACHED = 50_000

/** A session with its person, as the hook needs it on every request. */
export type Live = {
  id: string
  person: string
  names: Name
  username: string
  mustChange: boolean
  hasTotp: boolean
  language?: Script
  /** The post chosen last; she may no longer hold it. */
  post?: string
  seen: number
  expires: number
  /** All she holds or held. */
  posts: readonly Held[]
}

export type SessionView = { id: string; device: string; created: number; seen: number; current: boolean }

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Sessions by the hash of their token: the database never holds what would let its reader in. */
export class Sessions {
  private readonly pool: Pool
  private readonly directory: Directory
  private readonly cache = new Map<string, { at: number; live: Live }>()
  /** Counts revocations, so that a lookup under way during one is not kept. */
  private revision = 0

  constructor(pool: Pool, directory: Directory) {
    this.pool = pool
    this.directory = directory
  }

  /** Opens a session on a device; an older one of the same person there ends. Returns its token. */
  async open(person: string, device: { id: string; name: string }, now: number): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    await this.end('person = $2 and device = $3', [person, device.id], now)
    await this.pool.query(
      `insert into session (id, token_hash, person, device, device_name, created, seen, expires)
       values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000), to_timestamp($6::float8 / 1000), to_timestamp($7::float8 / 1000))`,
      [uuidv7(), hashOf(token), person, device.id, device.name, now, now + SESSION_MS],
    )
    return token
  }

  /** The session of a token; throws when it was revoked, is over or never was. `isTouched` when its end moved. */
  async find(token: string, now: number): Promise<{ live: Live; isTouched: boolean }> {
    const live = await this.peek(token, now)
    if (now - live.seen < SEEN_MS) return { live, isTouched: false }
    live.seen = now
    live.expires = now + SESSION_MS
    await this.pool.query(
      'update session set seen = to_timestamp($2::float8 / 1000), expires = to_timestamp($3::float8 / 1000) where id = $1 and revoked is null',
      [live.id, now, now + SESSION_MS],
    )
    return { live, isTouched: true }
  }

  /** The session without counting as a sign of life: for what goes on by itself. Throws SIGNIN_NEEDED where it is over. */
  async peek(token: string, now: number): Promise<Live> {
    const hash = hashOf(token)
    const key = hash.toString('base64')
    const kept = this.cache.get(key)
    const live = kept && performance.now() - kept.at < CACHE_MS ? kept.live : await this.read(hash, key)
    if (live.expires <= now) throw new ProblemError('SIGNIN_NEEDED')
    return live
  }

  /** Remembers under which post she acts from now on. */
  async usePost(id: string, post: string): Promise<void> {
    await this.pool.query('update session set post = $2 where id = $1', [id, post])
    this.forget()
  }

  async list(person: string, current: string, now: number): Promise<SessionView[]> {
    const { rows } = await this.pool.query(
      `select id, device_name, (extract(epoch from created) * 1000)::float8 as created, (extract(epoch from seen) * 1000)::float8 as seen
       from session where person = $1 and revoked is null and expires > to_timestamp($2::float8 / 1000) order by seen desc`,
      [person, now],
    )
    return rows.map((row) => ({
      id: row.id,
      device: row.device_name,
      created: row.created,
      seen: row.seen,
      current: row.id === current,
    }))
  }

  /** Ends one session of a person; false when she has no such session. */
  revoke(person: string, id: string, now: number): Promise<boolean> {
    return this.end('person = $2 and id = $3', [person, id], now)
  }

  /** Ends all sessions of a person, but for one where it is named. */
  async revokeAll(person: string, now: number, except?: string): Promise<void> {
    await this.end('person = $2 and ($3::uuid is null or id <> $3)', [person, except ?? null], now)
  }

  /** Ends the session that a token opened, if any: another person signs in on the same browser. */
  async revokeToken(token: string, now: number): Promise<void> {
    await this.end('token_hash = $2', [hashOf(token)], now)
  }

  /** Drops what is kept in memory: after a revocation, or when an account or posting changed. */
  forget(): void {
    this.revision += 1
    this.cache.clear()
  }

  private async end(where: string, values: unknown[], now: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update session set revoked = to_timestamp($1::float8 / 1000) where ${where} and revoked is null`,
      [now, ...values],
    )
    if (rowCount) this.forget()
    return Boolean(rowCount)
  }

  private async read(hash: Buffer, key: string): Promise<Live> {
    const { revision } = this
    const { rows } = await this.pool.query({
      name: 'session',
      text: `select s.id, s.person, s.post, s.revoked, (extract(epoch from s.seen) * 1000)::float8 as seen,
          (extract(epoch from s.expires) * 1000)::float8 as expires, p.names, a.username, a.must_change, a.language,
          a.totp_since is not null as has_totp, a.disabled_at is not null as is_disabled
        from session s join account a on a.person = s.person join person p on p.id = s.person where s.token_hash = $1`,
      values: [hash],
    })
    const row = rows[0]
    if (!row) throw new ProblemError('SIGNIN_NEEDED')
    if (row.revoked || row.is_disabled) throw new ProblemError('SESSION_REVOKED')
    const live: Live = {
      id: row.id,
      person: row.person,
      names: row.names,
      username: row.username,
      mustChange: row.must_change,
      hasTotp: row.has_totp,
      seen: row.seen,
      expires: row.expires,
      posts: await this.directory.postsOf(row.person),
      ...(row.language && { language: row.language }),
      ...(row.post && { post: row.post }),
    }
    if (revision === this.revision) this.keep(key, live)
    return live
  }

  private keep(key: string, live: Live): void {
    if (this.cache.size >= MOST_CACHED) this.cache.clear()
    this.cache.set(key, { at: performance.now(), live })
  }
}

/** The posts under which she may act today, at offices that still stand. */
export const presentPosts = (posts: readonly Held[], directory: Directory, now: number): Held[] =>
  posts.filter((held) => !held.office.isClosed && coversDay(held, directory.today(held.office, now)))
