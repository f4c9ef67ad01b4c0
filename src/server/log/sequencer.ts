import { v7 as uuidv7 } from 'uuid'
import type { TileBuilder } from '#kernel/log/tile-builder.ts'
import { everywhere, within, type Client, type Pool } from '../db/pool.ts'
import { adoptLeaves } from './adopt-leaves.ts'
import { countDay, lastDay } from './count-leaves.ts'
import { LogIncident } from './incident.ts'
import { PUBLISH_LOCK, SEQUENCE_LOCK } from './locks.ts'
import type { Publisher } from './publisher.ts'
import type { Signer } from './signer.ts'
import { moveState, openFiles, readState, type State } from './state.ts'
import type { Storage } from './storage.ts'

const BATCH = 32_768

/** The points between which a crash may come; tests kill the process at each. */
export type Step = 'read' | 'written' | 'committed' | 'published'

export type SequencerOptions = {
  pool: Pool
  storage: Storage
  signer: Signer
  publisher: Publisher
  now?: () => number
  pauseMs?: number
  batch?: number
  at?: (step: Step) => void
}

const AFTER_INCIDENT_MS = 30_000

/**
 * Gives committed entries their place in the public log, in batches. Leaves are taken in the order of their
 * transactions, and only from those that have ended before any that may still be under way began: what once was the
 * beginning of the row stays its beginning, so a batch that a crash cut off comes out the same byte for byte, and a
 * file written twice is written with the same bytes. The one moment that counts is the commit that moves `log_state`.
 */
export class Sequencer {
  incident: LogIncident | undefined
  private readonly options: Required<SequencerOptions>
  private builder: TileBuilder | undefined
  private timer: NodeJS.Timeout | undefined
  private running: Promise<unknown> = Promise.resolve()
  private isStopped = true
  /** Why the last turn did not go through, where it is no incident: a full disk, a store or database that is away. */
  failed: string | undefined
  /** Whether this process has had a turn that went well: what an earlier one left open is closed then. */
  private isWell = false
  private counted: string | undefined
  private remembered = -1

  constructor(options: SequencerOptions) {
    this.options = { now: Date.now, pauseMs: 1_000, batch: BATCH, at: () => undefined, ...options }
  }

  start(): void {
    this.isStopped = false
    const turn = () => {
      this.running = this.count()
        .then(() => this.drain())
        .catch((error: unknown) => this.note(error))
      void this.running.then(() => {
        if (!this.isStopped) this.timer = setTimeout(turn, this.incident ? AFTER_INCIDENT_MS : this.options.pauseMs)
      })
    }
    turn()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    await this.running
  }

  /** Closes the day that has ended, once; done by whichever server comes first. */
  private async count(): Promise<void> {
    const day = lastDay(this.options.now())
    if (this.counted === day) return
    await countDay(this.options.pool, day, this.options.now())
    this.counted = day
  }

  /** Integrates all that waits and publishes; throws what went wrong. */
  async drain(): Promise<void> {
    let taken = 0
    do taken = await this.once()
    while (taken === this.options.batch)
    const isDone = await within(this.options.pool, everywhere, async (client) => {
      const { rows } = await client.query('select pg_try_advisory_xact_lock($1) as mine', [PUBLISH_LOCK])
      const state = rows[0].mine ? await this.open(client) : undefined
      if (!state) return false
      await this.options.publisher.publish(state)
      await this.remember(client)
      return true
    })
    if (!isDone) return
    this.options.at('published')
    await this.close()
  }

  /** Notes once when a size of the log became public: the span in which an entry was made is read from it. */
  private async remember(client: Client): Promise<void> {
    const { published, at } = this.options.publisher
    if (published === this.remembered) return
    await client.query(
      `insert into log_published (size, root, signed, published, witnessed)
       select size, root, signed, greatest(signed, to_timestamp($2::float8 / 1000)), $3 from log_state where size = $1 on conflict do nothing`,
      [published, at.time, at.witnessed],
    )
    this.remembered = published
  }

  /** One batch; how many leaves it took. */
  async once(): Promise<number> {
    const { pool, storage, signer, batch, at, now } = this.options
    let builder: TileBuilder | undefined
    const taken = await within(pool, everywhere, async (client) => {
      const state = await this.open(client)
      if (!state) return 0
      const { rows } = await client.query(
        `select xid::text, office, seq, leaf from log_pending where xid < pg_snapshot_xmin(pg_current_snapshot())
         order by log_pending.xid, office, seq limit $1`,
        [batch],
      )
      if (rows.length === 0) return 0
      at('read')
      builder = this.builder!
      this.builder = undefined
      await storage.write(builder.add(rows.map((row) => row.leaf as Uint8Array)))
      at('written')
      const last = rows.at(-1)!
      const upTo = [last.xid, last.office, last.seq]
      const { rowCount: indexed } = await client.query(
        `insert into log_index (office, seq, idx)
         select office, seq, $4::bigint - 1 + row_number() over (order by xid, office, seq) from log_pending where (xid, office, seq) <= ($1::xid8, $2::uuid, $3::bigint)`,
        [...upTo, state.size],
      )
      if (indexed !== rows.length) throw new Error('LOG_PENDING_MOVED: leaves came in behind the batch')
      await client.query('delete from log_pending where (xid, office, seq) <= ($1::xid8, $2::uuid, $3::bigint)', upTo)
      await moveState(client, signer, state, { size: builder.size, root: builder.root() }, now())
      return rows.length
    })
    if (taken > 0) {
      at('committed')
      this.builder = builder
    }
    return taken
  }

  /** The state under the lock, with the files of the log taken up; undefined while another server is the sequencer. */
  private async open(client: Client): Promise<State | undefined> {
    const { rows } = await client.query('select pg_try_advisory_xact_lock($1) as mine', [SEQUENCE_LOCK])
    if (!rows[0].mine) return undefined
    await client.query('set local role khata_log')
    const state = await readState(client, this.options.signer, this.options.now())
    if (!this.builder) await adoptLeaves(client)
    if (this.builder?.size !== state.size || Buffer.compare(this.builder.root(), state.root) !== 0)
      this.builder = await openFiles(this.options.storage, state, this.options.signer)
    return state
  }

  private async note(error: unknown): Promise<void> {
    this.builder = undefined
    if (!(error instanceof LogIncident)) {
      const said = error instanceof Error ? error.message : String(error)
      if (said !== this.failed) process.stderr.write(`log: ${said}\n`)
      this.failed = said
      return
    }
    this.incident = error
    await within(this.options.pool, everywhere, async (client) => {
      await client.query('set local role khata_log')
      await client.query(
        `insert into log_incident (id, code, facts, found) select $1, $2, $3, to_timestamp($4::float8 / 1000)
         where not exists (select from log_incident where code = $2 and closed is null)`,
        [uuidv7(), error.code, JSON.stringify(error.facts), this.options.now()],
      )
    }).catch(() => undefined)
  }

  /** A turn that went well ends what was wrong before. */
  private async close(): Promise<void> {
    this.failed = undefined
    if (!this.incident && this.isWell) return
    await within(this.options.pool, everywhere, async (client) => {
      await client.query('set local role khata_log')
      await client.query('update log_incident set closed = to_timestamp($1::float8 / 1000) where closed is null', [
        this.options.now(),
      ])
    })
    this.incident = undefined
    this.isWell = true
  }
}
