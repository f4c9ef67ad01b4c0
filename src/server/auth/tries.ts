import { v7 as uuidv7 } from 'uuid'
import type { Pool } from '../db/pool.ts'
import { ProblemError } from '../http/problem.ts'

/** How long failures count, and how many of one username are too many. */
export const WINDOW_MS = 15 * 60_000
const KEEP_MS = 24 * 3_600_000
const SWEEP_MS = 3_600_000
export const MOST_PER_USERNAME = 8
const MOST_PER_ADDRESS = 60

/** How one try ended: it counts against the username and the address until it is forgiven. */
export type Try = { forgive(): Promise<void>; succeed(): Promise<void> }

/**
 * Limits guessing. A try is written down as failed before the password is looked at, so that a hundred at once count
 * as a hundred; being right takes it back.
 */
export class Tries {
  private readonly pool: Pool
  private swept = 0

  constructor(pool: Pool) {
    this.pool = pool
  }

  async begin(username: string, address: string, now: number): Promise<Try> {
    await this.sweep(now)
    const id = uuidv7()
    const from = placeOf(address)
    await this.pool.query(
      'insert into sign_in_try (id, username, address, at, succeeded) values ($1, $2, $3, to_timestamp($4::float8 / 1000), false)',
      [id, username, from, now],
    )
    const forgive = async (): Promise<void> =>
      void (await this.pool.query('delete from sign_in_try where id = $1', [id]))
    const wait = Math.max(
      await this.wait('username', username, MOST_PER_USERNAME, now),
      await this.wait('address', from, MOST_PER_ADDRESS, now),
    )
    if (wait > 0) {
      // A refused try does not lengthen the wait: somebody else's guessing must not lock her out for ever.
      await forgive()
      throw new ProblemError('TOO_MANY_TRIES', { minutes: Math.ceil(wait / 60_000) })
    }
    return { forgive, succeed: () => this.clear(username) }
  }

  /** Forgets the failures of a username: she got in, or the office above gave her a new password. */
  async clear(username: string): Promise<void> {
    await this.pool.query('delete from sign_in_try where username = $1', [username])
  }

  /** Milliseconds until one more may be tried: the time at which the oldest of the last `most` failures is forgotten. */
  private async wait(column: 'username' | 'address', value: string, most: number, now: number): Promise<number> {
    const { rows } = await this.pool.query(
      `select (extract(epoch from at) * 1000)::float8 as at from sign_in_try
       where ${column} = $1 and not succeeded and at > to_timestamp($2::float8 / 1000) order by at desc offset $3 limit 1`,
      [value, now - WINDOW_MS, most],
    )
    return rows[0] ? Math.max(1, (rows[0].at as number) + WINDOW_MS - now) : 0
  }

  /** Addresses are personal data: none is kept longer than a day. */
  private async sweep(now: number): Promise<void> {
    if (now - this.swept < SWEEP_MS) return
    this.swept = now
    await this.pool.query('delete from sign_in_try where at < to_timestamp($1::float8 / 1000)', [now - KEEP_MS])
  }
}

/** One household of IPv6 has a whole /64 to send from; it counts as one address. */
function placeOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail = ''] = address.split('%')[0]!.split('::')
  const front = head.split(':').filter(Boolean)
  const back = tail.split(':').filter(Boolean)
  const full = address.includes('::')
    ? [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back]
    : front
  return `${full.slice(0, 4).join(':')}::/64`
}
