import { isDay } from '#kernel/rule/day.ts'
import { effectsOf, streamOf, type Need } from '#kernel/define/definition.ts'
import type { HouseEvent } from '#kernel/define/house-events.ts'
import { coversDay } from '#kernel/define/make-context.ts'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import { isUuid } from '#kernel/field/ref.ts'
import { usesSystem } from '#kernel/pack.ts'
import { yearOf, yearStart } from '#kernel/rule/year.ts'
import { fromDoc, fromRows, type Doc } from '../db/doc.ts'
import { within, named, type Client, type Pool } from '../db/pool.ts'
import { actorOf, type Directory, type Held, type Office } from '../directory.ts'
import { systems } from '#systems/index.ts'
import { findSystem, getSystem, officeReach } from '../reach.ts'
import { refusedAnswer, type Answer } from './answer.ts'
import type { Author } from './author.ts'
import { applyEntry } from '#kernel/entry/fold.ts'
import { Batch, effectEntry, streamKey, type Start } from './batch.ts'
import { claimKeys } from './claims.ts'
import type { Counts } from './counts.ts'
import { Devices, NOTHING, type Evidenced } from './devices.ts'
import { effectPages, listenersOf } from './effects.ts'
import { contextData } from './office-context.ts'
import { OfficeRecords } from './office-records.ts'
import { keepRefused, knownAnswers } from './known.ts'
import type { Head } from './leaves.ts'
import { pickNeed } from './pick-need.ts'
import { readEntry } from './read-entry.ts'
import { store } from './store.ts'

const makeHead = named('make-head', 'insert into office_head (office) values ($1) on conflict (office) do nothing')
const lockHead = named('lock-head', 'select seq, leaf from office_head where office = $1 for update')
const readStreams = named(
  'read-streams',
  `select r.doc, r.counts from unnest($2::text[], $3::text[]) as k (system, stream) join record r on r.office = $1 and r.system = k.system and r.stream = k.stream`,
)
const readDays = named(
  'read-days',
  'select doc, counts from record where office = $1 and system = any($2) and on_day = any($3::date[])',
)
const readAbove = named('read-above', 'select doc from record where office = any($1::uuid[]) and system = any($2)')
const readSubject = named('read-subject', 'select doc from record where subject = $1 and system = any($2)')
const setPerson = named('set-person', `select set_config('khata.person', $1, true)`)
const readSeries = named('read-series', 'select series, next from series where office = $1')

/** What a batch may bring along: a person's decision about a held entry, and what the signatures of devices say. */
type Special = {
  decision?: { alongside: (client: Client, answer: Answer) => Promise<void> }
  evidenced?: Evidenced
}

/**
 * The one way in: entries of any system, judged by its definition, folded, measured and written in one transaction per
 * office. Batches of one office run one after the other under its row lock; offices never wait for each other.
 */
export class Ledger {
  private readonly pool: Pool
  private readonly directory: Directory
  readonly records = new OfficeRecords()
  readonly devices: Devices
  private readonly heads = new Set<string>()

  constructor(pool: Pool, directory: Directory) {
    this.pool = pool
    this.directory = directory
    this.devices = new Devices(pool)
  }

  /**
   * Takes a batch as it came over the wire; one answer per entry in the same order. Sending it twice changes nothing.
   * `receivedAt` is for doors that took entries before they hand them over here.
   */
  async append(
    author: Author,
    raw: readonly unknown[],
    now: number,
    receivedAt: (entry: Entry) => number = () => now,
  ): Promise<Answer[]> {
    const answers: (Answer | undefined)[] = raw.map(() => undefined)
    const byOffice = new Map<string, { entry: Entry; held: Held; index: number }[]>()
    const misfits: { entry: Entry; answer: Answer }[] = []
    const sent: Entry[] = []
    raw.forEach((item, index) => {
      const read = readEntry(item)
      if ('problem' in read) {
        if (read.kept) sent.push(item as Entry)
        answers[index] = refusedAnswer(String((item as { id?: unknown } | null)?.id ?? '').slice(0, 36), read.problem)
        if (read.kept?.by === author.person) misfits.push({ entry: read.kept, answer: answers[index] })
        return
      }
      const { entry } = read
      sent.push(entry)
      const admitted = this.admit(author, entry, now)
      if ('problem' in admitted) {
        answers[index] = refusedAnswer(entry.id, admitted.problem)
        misfits.push({ entry, answer: answers[index]! })
        return
      }
      byOffice.set(entry.office, [...(byOffice.get(entry.office) ?? []), { entry, held: admitted.held, index }])
    })
    const evidenced = await this.devices.check(sent)
    let left = byOffice.size
    for (const [office, items] of byOffice) {
      left -= 1
      // A device's row reaches further only with the last office: what breaks off before comes again whole.
      const told = left === 0 ? evidenced : { ...evidenced, links: NOTHING.links }
      const taken = await this.appendTo(this.directory.get(office), author.person, items, now, receivedAt, {
        evidenced: told,
      })
      taken.forEach((answer, i) => (answers[items[i]!.index] = answer))
    }
    await keepRefused(this.pool, author, misfits, now)
    this.devices.keep(evidenced.links)
    return answers as Answer[]
  }

  /** Takes an entry that was held, now that somebody with the power has decided for it. */
  async takeHeld(
    office: Office,
    entry: Entry,
    held: Held,
    now: number,
    alongside: (client: Client, answer: Answer) => Promise<void>,
  ): Promise<Answer> {
    const [answer] = await this.appendTo(office, entry.by, [{ entry, held, index: 0 }], now, () => now, {
      decision: { alongside },
    })
    return answer!
  }

  /**
   * Tells the systems of an office of something that the house itself has done because of an entry (a paper is printed):
   * what their listeners make of it is written under the name of the one who took that step. Doing it twice writes once.
   */
  async note(office: Office, cause: Entry, event: HouseEvent, body: Body, now: number): Promise<void> {
    const told = { ...applyEntry(getSystem(cause.system), undefined, { ...cause, seq: 0, received: now }), body }
    const made = systems.flatMap((system) => effectsOf(system, event, told).map((effect) => ({ system, effect })))
    await this.ensureHead(office.id)
    const changed = await within(this.pool, officeReach(office.path, cause.by), async (client, behind) => {
      const entries = made.map(({ system, effect }) => effectEntry(cause, system, effect))
      const ids = entries.map(({ id }) => id)
      const locked = this.lock(client, office.id)
      const [head, known, { batch, series }] = await Promise.all([
        locked,
        knownAnswers(client, office.id, ids),
        this.open(client, office, cause.by, entries, { now, receivedAt: () => now, head: locked }),
      ])
      made.forEach(({ system, effect }, i) => {
        if (!known.has(ids[i]!)) batch.effect(getSystem(cause.system), cause, system, effect)
      })
      behind(store(client, office, now, batch.written, head, series))
      return [...batch.written.records.values()].map((row) => row.record)
    })
    this.records.put(office.id, changed)
  }

  /** Whether the door is the right one: a known system in use here, a post that the author holds, an open office. */
  private admit(author: Author, entry: Entry, now: number): { held: Held } | { problem: Answer['problems'][number] } {
    const definition = findSystem(entry.system)
    if (!definition) return { problem: { code: 'SYSTEM_UNKNOWN', facts: { system: entry.system } } }
    if (entry.by !== author.person) return { problem: { code: 'POST_NOT_HELD', facts: {} } }
    const office = this.directory.find(entry.office)
    if (!office) return { problem: { code: 'OFFICE_FOREIGN', facts: {} } }
    if (office.isClosed) return { problem: { code: 'OFFICE_CLOSED', facts: {} } }
    if (!usesSystem(this.directory.packOf(office), definition.id))
      return { problem: { code: 'SYSTEM_NOT_ENABLED', facts: { system: entry.system } } }
    const days = [this.directory.today(office, now), this.directory.today(office, entry.clock.at)]
    const held = author.posts.find((h) => h.post === entry.post && days.some((day) => coversDay(h, day)))
    if (!held) return { problem: { code: 'POST_NOT_HELD', facts: {} } }
    const isNear = office.path.startsWith(held.office.path) || held.office.path.startsWith(office.path)
    if (!isNear) return { problem: { code: 'OFFICE_FOREIGN', facts: {} } }
    return { held }
  }

  private async appendTo(
    office: Office,
    person: string,
    items: readonly { entry: Entry; held: Held; index: number }[],
    now: number,
    receivedAt: (entry: Entry) => number,
    { decision, evidenced = NOTHING }: Special = {},
  ): Promise<Answer[]> {
    await this.ensureHead(office.id)
    const result = await within(this.pool, officeReach(office.path, person), async (client, behind) => {
      // All reads go out together behind the lock; the database answers them in order.
      const locked = this.lock(client, office.id)
      const [head, known, { batch, series }] = await Promise.all([
        locked,
        knownAnswers(
          client,
          office.id,
          items.map(({ entry }) => entry.id),
        ),
        this.open(
          client,
          office,
          person,
          items.map(({ entry }) => entry),
          { now, receivedAt, head: locked },
        ),
      ])
      // A held entry that somebody decides on is known only where another took it a moment ago.
      if (decision) for (const [id, { seq: taken }] of known) if (taken === undefined) known.delete(id)
      const fresh = items.filter(({ entry }) => !known.has(entry.id))
      if (fresh.length === 0) {
        await decision?.alongside(client, known.get(items[0]!.entry.id)!)
        return { answers: items.map(({ entry }) => known.get(entry.id)!), changed: [] }
      }
      for (const { entry, held } of fresh) {
        if (known.has(entry.id)) continue
        known.set(entry.id, this.takeOne(batch, entry, actorOf(entry.by, held), decision !== undefined, evidenced))
      }
      behind(store(client, office, now, batch.written, head, series, evidenced.links))
      await decision?.alongside(client, known.get(items[0]!.entry.id)!)
      return {
        answers: items.map(({ entry }) => known.get(entry.id)!),
        changed: [...batch.written.records.values()].map((row) => row.record),
      }
    })
    this.records.put(office.id, result.changed)
    return result.answers
  }

  private takeOne(
    batch: Batch,
    entry: Entry,
    actor: ReturnType<typeof actorOf>,
    isDecided: boolean,
    { holds, flags }: Evidenced,
  ): Answer {
    const definition = getSystem(entry.system)
    const facts = { version: entry.version, known: definition.version }
    const why = entry.version > definition.version ? { code: 'ENTRY_VERSION_UNKNOWN', facts } : holds.get(entry.id)
    if (why) {
      const problems = [why]
      batch.written.apart.push({ entry, status: 'held', problems })
      return { id: entry.id, status: 'held', apart: true, problems, flags: [] }
    }
    return batch.take(entry, actor, isDecided, flags.get(entry.id))
  }

  /** The newest entry of an office, under its lock until the transaction ends. */
  async lock(client: Client, office: string): Promise<Head> {
    const head = await this.findHead(client, office)
    if (!head) throw new Error(`OFFICE_HEAD_MISSING: ${office}`)
    return head
  }

  /** The same where an office may have had no entry yet: then there is nothing to lock. */
  async findHead(client: Client, office: string): Promise<Head | undefined> {
    return (await client.query(lockHead([office]))).rows[0] as Head | undefined
  }

  /** Makes the row that is locked, once for each office; whoever calls `lock` calls this before the transaction. */
  async ensureHead(office: string): Promise<void> {
    if (this.heads.has(office)) return
    await this.pool.query(makeHead([office]))
    this.heads.add(office)
  }

  /** Reads under the lock all that the definitions of these entries look at. */
  async open(
    client: Client,
    office: Office,
    person: string,
    entries: readonly Entry[],
    { head, ...at }: Pick<Start, 'now' | 'receivedAt'> & { head: Head | Promise<Head> },
  ): Promise<{ batch: Batch; series: Map<string, number> }> {
    const definitions = [...new Set(entries.map((entry) => getSystem(entry.system)))]
    const needs = definitions.flatMap((definition) => Object.values(definition.needs))
    const systemsOf = (of: Need['of']) => [
      ...new Set(needs.filter((need) => need.of === of).map((need) => need.system)),
    ]
    const hasNumbers = [...definitions, ...listenersOf(definitions)].some((d) =>
      Object.values(d.steps).some((step) => Object.keys(step.assigns).length > 0),
    )
    const [data, lists, above, streams, claimed, numbered] = await Promise.all([
      contextData(client, this.directory, office, at.now),
      this.records.read(client, office.id, systemsOf('office'), head),
      this.above(client, office.id, systemsOf('above')),
      this.streams(client, office.id, entries, systemsOf('day')),
      claimKeys(client, definitions, entries, office.id, this.yearsAt(office, at.now)),
      hasNumbers ? client.query(readSeries([office.id])) : { rows: [] },
    ])
    const subjects = await this.ofSubjects(
      client,
      person,
      entries,
      [...streams.values()].map((s) => s.record),
      systemsOf('subject'),
    )
    const series = new Map<string, number>()
    const numbers = new Map<string, number>(numbered.rows.map((row) => [row.series as string, row.next as number]))
    const start: Start = {
      ...at,
      seq: (await head).seq,
      data,
      streams,
      needs: (definition, need, body) => pickNeed(definition, need, body, { lists, above, streams, subjects }, batch),
      nextNumber: (name) => {
        const next = series.get(name) ?? numbers.get(name) ?? 1
        series.set(name, next + 1)
        return next
      },
      claimNumber: (name, used) =>
        void series.set(name, Math.max(series.get(name) ?? numbers.get(name) ?? 1, used + 1)),
      isClaimed: (key, stream) => claimed.some((claim) => claim.key.equals(key) && claim.stream !== stream),
    }
    const batch = new Batch(start)
    return { batch, series }
  }

  /** Pages of spreading systems at an office and above it, by system; those above are read as they stand now. */
  async above(
    client: Client,
    office: string,
    systems: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Folded[]>> {
    if (systems.length === 0) return new Map()
    const line = this.directory.upward(office).map(({ id }) => id)
    const { rows } = await client.query(readAbove([line, systems]))
    const found = new Map<string, Folded[]>(systems.map((system) => [system, []]))
    for (const record of fromRows(rows)) found.get(record.system)!.push(record)
    return found
  }

  /** What the name of a year's series depends on. */
  private yearsAt(office: Office, now: number): Parameters<typeof claimKeys>[4] {
    const pack = this.directory.packOf(office)
    return {
      today: this.directory.today(office, now),
      yearOf: (kind, day) => yearOf(day, yearStart(kind, pack)),
    }
  }

  private async streams(
    client: Client,
    office: string,
    entries: readonly Entry[],
    daySystems: string[],
  ): Promise<Start['streams']> {
    const pairs = [...new Map(entries.map((entry) => [streamKey(entry.system, entry.stream), entry])).values()]
    const days = [...new Set(entries.map((entry) => entry.body['on']).filter(isDay))]
    const results = await Promise.all([
      client.query(readStreams([office, pairs.map((p) => p.system), pairs.map((p) => p.stream)])),
      ...(daySystems.length > 0 && days.length > 0 ? [client.query(readDays([office, daySystems, days]))] : []),
    ])
    const streams: Start['streams'] = new Map()
    const lay = ({ rows }: { rows: unknown[] }) => {
      for (const { doc, counts } of rows as { doc: Doc; counts: Counts }[])
        streams.set(streamKey(doc.system, doc.stream), { record: fromDoc(doc), counts })
    }
    results.forEach(lay)
    const touched = effectPages(entries, streams)
    if (touched.length > 0)
      lay(await client.query(readStreams([office, touched.map((p) => p.system), touched.map((p) => p.stream)])))
    return streams
  }

  private async ofSubjects(
    client: Client,
    person: string,
    entries: readonly Entry[],
    records: readonly Folded[],
    needed: string[],
  ): Promise<Map<string, Folded[]>> {
    const found = new Map<string, Folded[]>()
    if (needed.length === 0) return found
    for (const { system, body, stream } of entries) {
      const field = getSystem(system).subject
      const subject =
        field && (body[field] ?? records.find((r) => r.system === system && r.stream === stream)?.body[field])
      if (typeof subject !== 'string' || found.has(subject) || !isUuid(subject)) continue
      // Her cases at other schools too: the transaction reads as her for this one statement.
      await client.query(setPerson([subject]))
      found.set(
        subject,
        (await client.query(readSubject([subject, needed]))).rows.map((row) => fromDoc(row.doc)),
      )
    }
    await client.query(setPerson([person]))
    return found
  }
}

/** The stream that a body belongs to, for those who build entries on the server (import, effects, demonstration). */
export const streamFor = (system: string, body: Body): string => {
  const stream = streamOf(getSystem(system), body)
  if (stream === undefined) throw new Error(`ENTRY_STREAM_WRONG: ${system}`)
  return stream
}
