/** The registers of one school in memory: judges and folds like the server, so that a rule can be told as a story. */
import type { Context } from '#kernel/define/context.ts'
import { effectsOf, isOpenTo, streamOf, toldOf, type Definition } from '#kernel/define/definition.ts'
import { makeContext } from '#kernel/define/make-context.ts'
import { seriesName } from '#kernel/define/series.ts'
import type { Actor } from '#kernel/define/who.ts'
import type { Accepted, Entry } from '#kernel/entry/envelope.ts'
import { applyEntry } from '#kernel/entry/fold.ts'
import { judge, type Judgement } from '#kernel/entry/judge.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import type { Problem } from '#kernel/error.ts'
import { declaredDays } from '#systems/common/declared.ts'
import { systems } from '#systems/index.ts'
import { contextData, needed, noon, places, teacher, TODAY, uuid, type World } from './kernel-context.ts'

export type Said = {
  by?: Actor
  stream?: string
  replaces?: readonly string[]
  reason?: string
  decided?: boolean
  id?: string
}

/** What became of an entry, with the page as it is afterwards. */
export type Told = {
  status: Judgement['status']
  codes: string[]
  flags: readonly Problem[]
  problems: readonly Problem[]
  record: Folded | undefined
  entry: Entry
}

export class Book {
  world: World
  readonly records = new Map<string, Folded>()
  readonly log: Accepted[] = []
  private readonly series = new Map<string, number>()
  private made = 0x1000

  constructor(world: World = {}) {
    this.world = world
  }

  /** The page of a stream as it is now. */
  page(definition: Definition, stream: string): Folded {
    const record = this.records.get(`${definition.id} ${stream}`)
    if (!record) throw new Error(`no page ${stream} in ${definition.id}`)
    return record
  }

  pages(definition: Definition): Folded[] {
    return [...this.records.values()].filter((record) => record.system === definition.id)
  }

  /** What a rule of this definition sees now, with the holidays that the register declares. */
  context(definition: Definition, actor: Actor = teacher, subject?: string): Context {
    const all = [...this.records.values()]
    const declared = [...(this.world.declared ?? []), ...declaredDays(all, () => 0)]
    const lists = new Map<string, readonly Folded[]>()
    return makeContext(contextData({ ...this.world, declared }), actor, noon(this.world.today ?? TODAY), (need) => {
      const list = lists.get(need) ?? needed(definition, need, all, subject)
      lists.set(need, list)
      return list
    })
  }

  /** One entry: judged, numbered, folded, and written on wherever a definition listens. */
  take(definition: Definition, step: string, body: Body, said: Said = {}): Told {
    const actor = said.by ?? teacher
    const stream = said.stream ?? streamOf(definition, body) ?? ''
    const key = `${definition.id} ${stream}`
    const before = this.records.get(key)
    const entry: Entry = {
      id: said.id ?? uuid(this.made++),
      office: places[this.world.office ?? 'school'].id,
      system: definition.id,
      version: definition.version,
      stream,
      step,
      body,
      replaces: said.replaces ?? [],
      ...(said.reason !== undefined && { reason: said.reason }),
      by: actor.person,
      post: actor.post,
      device: 'test',
      clock: { at: noon(this.world.today ?? TODAY) },
    }
    const subject = definition.subject && (before?.body[definition.subject] ?? body[definition.subject])
    const context = this.context(definition, actor, typeof subject === 'string' ? subject : undefined)
    const judgement = judge(definition, entry, context, before, said.decided)
    const isIn = judgement.status === 'accepted' || (judgement.status === 'held' && !judgement.apart)
    const record = isIn ? this.write(definition, { ...entry, body: judgement.body }, judgement.flags) : before
    const flags = judgement.status === 'refused' ? [] : judgement.flags
    return {
      status: judgement.status,
      codes: [...judgement.problems, ...flags].map((p) => p.code),
      flags,
      problems: judgement.problems,
      record,
      entry,
    }
  }

  /** Replaces the heads of a page: `correct` with the whole new body, in the server's words. */
  correct(definition: Definition, stream: string, changes: Body, said: Said = {}): Told {
    const page = this.page(definition, stream)
    const body = { ...page.heads[0]?.body, ...changes }
    return this.take(definition, 'correct', body, {
      reason: 'test',
      stream,
      replaces: page.heads.map((h) => h.id),
      ...said,
    })
  }

  cancel(definition: Definition, stream: string, said: Said = {}): Told {
    const page = this.page(definition, stream)
    return this.take(
      definition,
      'cancel',
      {},
      { reason: 'test', stream, replaces: [...page.heads, ...page.acts].map((item) => item.id), ...said },
    )
  }

  private write(definition: Definition, entry: Entry, flags: readonly Problem[]): Folded {
    const key = `${definition.id} ${entry.stream}`
    const assigned = this.numbers(definition, entry)
    const accepted: Accepted = {
      ...entry,
      seq: this.log.length + 1,
      received: entry.clock.at,
      ...(assigned && { assigned }),
    }
    const before = this.records.get(key)
    const record = applyEntry(definition, before, accepted, flags)
    this.log.push(accepted)
    this.records.set(key, record)
    const event = definition.steps[entry.step]!.emits
    for (const other of event ? systems : []) {
      for (const made of effectsOf(other, event!, toldOf(record, before))) {
        const page = this.records.get(`${other.id} ${made.stream}`)
        const standing = [...(page?.heads ?? []), ...(page?.acts ?? [])].map((item) => item.id)
        const isReplacing = other.steps[made.step]!.mode === 'replace'
        if (!isOpenTo(other.steps[made.step]!, page)) continue
        const replaces = isReplacing ? standing : []
        this.write(other, { ...entry, ...made, id: uuid(this.made++), system: other.id, replaces }, [])
      }
    }
    return record
  }

  private numbers(definition: Definition, entry: Entry): Accepted['assigned'] {
    const assigned: { [field: string]: number } = {}
    for (const [field, kind] of Object.entries(definition.steps[entry.step]!.assigns)) {
      const page = { ...this.records.get(`${definition.id} ${entry.stream}`)?.body, ...entry.body }
      const series = seriesName(kind, definition, page, this.context(definition))
      const given = entry.body[field]
      const next = this.series.get(series) ?? 1
      if (typeof given === 'number') this.series.set(series, Math.max(next, given + 1))
      else {
        assigned[field] = next
        this.series.set(series, next + 1)
      }
    }
    return Object.keys(assigned).length > 0 ? assigned : undefined
  }
}
