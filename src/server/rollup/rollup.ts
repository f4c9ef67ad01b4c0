import { EventEmitter } from 'node:events'
import type { Day } from '#kernel/rule/day.ts'
import { PAGES } from '../append/counts.ts'
import type { Ledger } from '../append/ledger.ts'
import { everywhere, within, type Client, type Pool } from '../db/pool.ts'
import type { Directory } from '../directory.ts'
import { recountNext } from './recount.ts'

/** Deltas taken in one go; at the morning peak of a country about a second's worth. */
const BATCH = 20_000
const PAUSE_MS = 400

/** Schools that wrote at least one page of a system on a day: the numerator of "who has reported". */
export const REPORTED = 'reported'

type Row = { office: string; system: string; on_day: Day; measure: string; delta: number }

/** What was just added up: the days and every office whose numbers moved. */
export type TallyNews = { days: readonly Day[]; offices: ReadonlySet<string> }

/**
 * Adds measures up the tree in batches, behind the appends: these only leave deltas, so no row at the top is ever hot.
 * One server at a time does it (advisory lock). `news` tells live screens; `lagSeconds` says how far behind it is.
 */
export class Rollup {
  readonly news = new EventEmitter<{ tally: [TallyNews] }>()
  private readonly pool: Pool
  private readonly directory: Directory
  private readonly ledger: Ledger
  private readonly now: () => number
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> = Promise.resolve()
  /** When the oldest number that still waits was left, by this machine's clock. */
  private behindSince: number | undefined
  private isStopped = true

  constructor(pool: Pool, directory: Directory, ledger: Ledger, now: () => number = Date.now) {
    this.pool = pool
    this.directory = directory
    this.ledger = ledger
    this.now = now
    this.news.setMaxListeners(0)
  }

  start(): void {
    this.isStopped = false
    const turn = () => {
      this.running = this.drain().catch(() => undefined)
      void this.running.then(() => {
        if (!this.isStopped) this.timer = setTimeout(turn, PAUSE_MS)
      })
    }
    turn()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    await this.running
  }

  /** Seconds between the oldest number not yet added up and now; it grows while a long recount runs. */
  lagSeconds(): number {
    return this.behindSince === undefined ? 0 : Math.max(0, (Date.now() - this.behindSince) / 1000)
  }

  /** Adds up everything that waits. Tests and the demonstration call it to be up to date. */
  async drain(): Promise<void> {
    await this.look()
    while (await recountNext(this.pool, this.directory, this.ledger, this.now()));
    let news: TallyNews | undefined
    do {
      news = await within(this.pool, everywhere, (client) => this.once(client))
      if (news && news.offices.size > 0) {
        await this.look()
        this.news.emit('tally', news)
      }
    } while (news)
    await this.look()
  }

  /** Sees how long the oldest number or recount has been waiting, whichever server adds it up. */
  private async look(): Promise<void> {
    const age = await within(this.pool, everywhere, async (client) => {
      const { rows } = await client.query(
        `select extract(epoch from clock_timestamp() - least((select min(made) from tally_delta), (select min(made) from recount)))::float8 as age`,
      )
      return rows[0].age as number | null
    })
    this.behindSince = age === null ? undefined : Date.now() - age * 1000
  }

  /** One batch; undefined where nothing waits or another server is at it. */
  private async once(client: Client): Promise<TallyNews | undefined> {
    const { rows: locks } = await client.query('select pg_try_advisory_xact_lock(7202) as mine')
    if (!locks[0].mine) return undefined
    const { rows } = await client.query(
      `delete from tally_delta where (office, id) in (select office, id from tally_delta order by made limit $1)
       returning office, system, on_day, measure, delta`,
      [BATCH],
    )
    if (rows.length === 0) return undefined
    const sums = new Map<string, Row>()
    for (const row of rows as Row[]) add(sums, row)
    const own = [...sums.values()]
    const reported = await this.firstPages(
      client,
      own.filter((row) => row.measure === PAGES),
    )
    const upward = new Map<string, Row>()
    for (const row of [...own.filter((r) => r.measure !== PAGES), ...reported])
      for (const office of this.directory.upward(row.office)) add(upward, { ...row, office: office.id })
    await this.write(client, [...upward.values()])
    return {
      days: [...new Set(own.map((row) => row.on_day))],
      offices: new Set([...upward.values()].map((row) => row.office)),
    }
  }

  /** Counts pages at the office itself and says where a day went from none to some, or back. */
  private async firstPages(client: Client, pages: readonly Row[]): Promise<Row[]> {
    const after = await this.write(client, pages)
    return pages.flatMap((row, i) => {
      const is = Math.sign(after[i]!)
      const was = Math.sign(after[i]! - row.delta)
      // Offices keep pages too (their own staff): how many have reported is asked of schools.
      if (is === was || this.directory.get(row.office).level !== 'school') return []
      return [{ ...row, measure: REPORTED, delta: is - was }]
    })
  }

  private async write(client: Client, rows: readonly Row[]): Promise<number[]> {
    if (rows.length === 0) return []
    const { rows: written } = await client.query(
      `with given as (
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::text[], $6::bigint[]) with ordinality as r (office, path, system, on_day, measure, delta, n)
       ), made as (
         insert into tally (office, path, system, on_day, measure, value) select office, path, system, on_day, measure, delta from given
         on conflict (office, system, on_day, measure) do update set value = tally.value + excluded.value, path = excluded.path
         returning office, system, on_day, measure, value
       ) select made.value from made join given using (office, system, on_day, measure) order by given.n`,
      [
        rows.map((r) => r.office),
        rows.map((r) => this.directory.get(r.office).path),
        rows.map((r) => r.system),
        rows.map((r) => r.on_day),
        rows.map((r) => r.measure),
        rows.map((r) => r.delta),
      ],
    )
    return written.map((row: { value: number }) => row.value)
  }
}

function add(sums: Map<string, Row>, row: Row): void {
  const key = `${row.office} ${row.system} ${row.on_day} ${row.measure}`
  const known = sums.get(key)
  if (known) known.delta += row.delta
  else
    sums.set(key, {
      office: row.office,
      system: row.system,
      on_day: row.on_day,
      measure: row.measure,
      delta: row.delta,
    })
}
