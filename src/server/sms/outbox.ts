import { v7 as uuidv7 } from 'uuid'
import type { Client, Pool } from '../db/pool.ts'
import type { Gateway } from './gateway.ts'

/** Tries of one message, and the wait before the second; it doubles each time, so that the last is a day later. */
const MOST_TRIES = 12
const FIRST_WAIT_MS = 30_000

/** How often it is looked for messages whose next try is due. */
const LOOK_MS = 15_000

/** Puts an answer among those to be sent, in the transaction of what it answers. */
export async function queueSms(client: Client, number: string, text: string, now: number): Promise<void> {
  await client.query(
    `insert into sms_out (id, number, text, made, due) values ($1, $2, $3, to_timestamp($4::float8 / 1000), to_timestamp($4::float8 / 1000))`,
    [uuidv7(), number, text, now],
  )
}

/** Sends what waits, again and later where the gateway does not take it. */
export class SmsOutbox {
  private readonly pool: Pool
  private readonly gateway: Gateway
  private readonly now: () => number
  private timer: NodeJS.Timeout | undefined
  private sending: Promise<void> | undefined

  constructor(pool: Pool, gateway: Gateway, now: () => number) {
    this.pool = pool
    this.gateway = gateway
    this.now = now
  }

  start(): void {
    this.timer = setInterval(() => void this.drain(), LOOK_MS)
    this.timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.sending
  }

  /** Sends everything that is due now; whoever queued one calls this. Failing never fails the caller. */
  async drain(): Promise<void> {
    while (this.sending) await this.sending
    this.sending = this.sendDue()
      .catch(() => undefined)
      .finally(() => (this.sending = undefined))
    await this.sending
  }

  private async sendDue(): Promise<void> {
    const { rows } = await this.pool.query(
      `select id, number, text, tries from sms_out where sent is null and failed is distinct from 'GIVEN_UP' and due <= to_timestamp($1::float8 / 1000) order by due limit 100`,
      [this.now()],
    )
    for (const { id, number, text, tries } of rows as { id: string; number: string; text: string; tries: number }[]) {
      const failure = await this.gateway.send({ id, to: number, text }).then(
        () => undefined,
        (error: Error) => error.message.slice(0, 200),
      )
      const isLast = failure !== undefined && tries + 1 >= MOST_TRIES
      await this.pool.query(
        `update sms_out set tries = tries + 1, failed = $2, sent = case when $2::text is null then to_timestamp($3::float8 / 1000) end, due = to_timestamp($4::float8 / 1000) where id = $1`,
        [id, isLast ? 'GIVEN_UP' : (failure ?? null), this.now(), this.now() + FIRST_WAIT_MS * 2 ** tries],
      )
    }
  }
}
