/** A small model of the phone: its outbox, its copy of the records, its cursor; the kernel judges and folds on it too. */
import { v7 as uuidv7 } from 'uuid'
import { streamOf } from '#kernel/define/definition.ts'
import { makeContext, type ContextData } from '#kernel/define/make-context.ts'
import type { Actor } from '#kernel/define/who.ts'
import type { Entry } from '#kernel/entry/envelope.ts'
import { applyEntry } from '#kernel/entry/fold.ts'
import { judge } from '#kernel/entry/judge.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import type { Problem } from '#kernel/error.ts'
import { getSystem } from '#server/reach.ts'
import { officeId, plant } from '#server/tree/plant.ts'
import type { Client, TestApp } from './app.ts'
import { keyOf } from './oracle.ts'

/** Unsent entries stand after everything that the server has numbered. */
const AFTER_ALL = 2 ** 50

type Answer = { id: string; status: 'accepted' | 'held' | 'refused'; problems: Problem[]; record?: Folded }

export type PushOptions = {
  /** How many entries; all by default. */
  size?: number
  /** The server takes them, and the device never hears of it. */
  isLost?: boolean
  /** The same request reaches the server twice at once. */
  isTwice?: boolean
}

export class Device {
  readonly client: Client
  /** Every entry that this device ever put in its outbox. */
  readonly made: Entry[] = []
  /** What the server said last of each entry. */
  readonly answers = new Map<string, Answer>()
  records = new Map<string, Folded>()
  private outbox: Entry[] = []
  private cursor: string | undefined
  private context: { data: ContextData; actor: Actor } | undefined

  constructor(client: Client) {
    this.client = client
  }

  get unsent(): number {
    return this.outbox.length
  }

  /** Writes a step; the kernel refuses it at once, or it goes to the outbox. `isForced` sends what should be refused. */
  async submit(
    system: string,
    step: string,
    body: Body,
    { on, isForced = false }: { on?: Folded | undefined; isForced?: boolean } = {},
  ): Promise<Entry | undefined> {
    if (!this.context) await this.pull()
    const definition = getSystem(system)
    const kind = definition.steps[step]!
    const isReplacing = kind.mode === 'replace'
    const standing = on ? [...on.heads, ...(kind.to === 'cancelled' ? on.acts : [])].map((item) => item.id) : []
    const entry = this.client.entry(system, step, body, {
      stream: on?.stream ?? streamOf(definition, body) ?? '',
      replaces: isReplacing ? standing : [],
      ...(kind.reason && { reason: 'as it should be' }),
    })
    const seen = new Map(this.seen(system).map((record) => [record.stream, record]))
    const judged = judge(definition, entry, this.contextFor(entry), seen.get(entry.stream))
    if (judged.status === 'refused' && !isForced) return undefined
    this.outbox.push(entry)
    this.made.push(entry)
    return entry
  }

  /** The device's copy with its own unsent entries laid over. */
  seen(system: string): Folded[] {
    const seen = new Map([...this.records].filter(([, record]) => record.system === system))
    this.outbox.forEach((entry, i) => {
      if (entry.system !== system || this.answers.get(entry.id)?.status === 'refused') return
      const key = keyOf(entry)
      seen.set(
        key,
        applyEntry(getSystem(system), seen.get(key), { ...entry, seq: AFTER_ALL + i, received: entry.clock.at }),
      )
    })
    return [...seen.values()]
  }

  async push({ size = 200, isLost = false, isTwice = false }: PushOptions = {}): Promise<void> {
    const entries = this.outbox.slice(0, size)
    if (entries.length === 0) return
    const [answers] = await Promise.all([
      this.client.send(...entries),
      ...(isTwice ? [this.client.send(...entries)] : []),
    ])
    if (isLost) return
    for (const answer of answers as Answer[]) {
      this.answers.set(answer.id, answer)
      if (answer.record) this.lay(answer.record)
    }
    const answered = new Set(entries.map((entry) => entry.id))
    this.outbox = this.outbox.filter((entry) => !answered.has(entry.id))
  }

  async pull(): Promise<void> {
    for (let more = true; more;) {
      const { status, body } = await this.client.get(
        `/sync${this.cursor === undefined ? '' : `?cursor=${this.cursor}`}`,
      )
      if (status !== 200) throw new Error(String(body.code))
      for (const record of body.records as (Folded & { duty?: unknown; officeNames?: unknown })[]) {
        const { duty: _duty, officeNames: _names, ...page } = record
        this.lay(page)
      }
      this.cursor = body.cursor
      this.context = body.context
      more = body.more
    }
  }

  private lay(record: Folded): void {
    const known = this.records.get(keyOf(record))
    if (!known || record.seq >= known.seq) this.records.set(keyOf(record), record)
  }

  private contextFor(entry: Entry) {
    const { data, actor } = this.context!
    const definition = getSystem(entry.system)
    return makeContext(data, actor, entry.clock.at, (need) =>
      this.seen(definition.needs[need]!.system).filter((record) => record.heads.length > 0),
    )
  }
}

let schools = 0

/** One more school with a head and a teacher, each signed in on a device. */
export async function makeSchool(t: TestApp): Promise<{ office: string; head: Device; teacher: Device }> {
  schools += 1
  const code = `sync-${schools}-${uuidv7().slice(-6)}`
  await plant(t.pool, {
    pack: 'bd-primary',
    offices: [{ code, level: 'school', parent: '9001-1-1', names: { en: code } }],
  })
  const office = officeId('bd-primary', code)
  const seat = async (role: 'head' | 'teacher') => {
    const [person, post, username] = [uuidv7(), uuidv7(), `${role}.${code}`]
    await t.sql('insert into person (id, names) values ($1, $2)', [person, { en: username }])
    await t.sql('insert into post (id, office, kind, role) values ($1, $2, $3, $3)', [post, office, role])
    await t.sql(`insert into posting (id, post, person, valid_from) values ($1, $2, $3, '2020-01-01')`, [
      uuidv7(),
      post,
      person,
    ])
    await t.sql(
      `insert into account (person, username, password, must_change) select $1, $2, password, false from account where username = 'head'`,
      [person, username],
    )
    return username
  }
  const names = [await seat('head'), await seat('teacher')]
  await t.forget()
  const [head, teacher] = await Promise.all(names.map((name) => t.signIn(name)))
  return { office, head: new Device(head!), teacher: new Device(teacher!) }
}
