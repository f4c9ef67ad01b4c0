/** Bodies, entries and pages of any definition, made from what its fields say of themselves. */
import type { Context } from '#kernel/define/context.ts'
import { streamOf, type Definition, type Step } from '#kernel/define/definition.ts'
import type { Accepted, Entry } from '#kernel/entry/envelope.ts'
import { applyEntry } from '#kernel/entry/fold.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import type { Field, FieldContext, Pick } from '#kernel/field/field.ts'
import { noon, places, TODAY, uuid } from '#test/support/kernel-context.ts'

/** A source of whole numbers that repeats itself for a seed (mulberry32). */
export function pickFrom(seed: number): Pick {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return below <= 0 ? 0 : ((t ^ (t >>> 14)) >>> 0) % below
  }
}

/** A body that the fields should take; optional ones are there half of the time. */
export const sampleBody = (
  fields: Readonly<Record<string, Field>>,
  pick: Pick,
  context: FieldContext,
  all = false,
): Body =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => all || !field.isOptional || pick(2) === 1)
      .map(([key, field]) => [key, field.sample(pick, context)]),
  )

let made = 0x2000

/** An entry of a step on a page (or on none), as a device would make it. */
export function entryOf(
  definition: Definition,
  step: string,
  body: Body,
  record: Folded | undefined,
  changes: Partial<Entry> = {},
): Entry {
  const { mode, to } = definition.steps[step]!
  return {
    id: uuid(made++),
    office: places.school.id,
    system: definition.id,
    version: definition.version,
    stream: (mode === 'open' ? undefined : record?.stream) ?? streamOf(definition, body) ?? record?.stream ?? '',
    step,
    body,
    replaces:
      mode === 'replace'
        ? [...(record?.heads ?? []), ...(to === 'cancelled' ? (record?.acts ?? []) : [])].map((item) => item.id)
        : [],
    reason: 'because',
    by: uuid(0xb5),
    post: 'post',
    device: 'device',
    clock: { at: noon(TODAY) },
    ...changes,
  }
}

/** A body for a step on a page: what the step asks for, about the same stream. */
export function stepBody(
  definition: Definition,
  step: Step,
  record: Folded | undefined,
  pick: Pick,
  context: FieldContext,
  all = false,
): Body {
  const body = { ...sampleBody(step.fields, pick, context, all) }
  if (step.mode === 'replace' && record)
    definition.key.forEach(
      (key, i) => key in step.fields && Object.assign(body, { [key]: record.stream.split('/')[i] }),
    )
  return body
}

/** The shortest way by steps from nothing to each state that can be reached. */
export function waysOf(definition: Definition): Map<string, readonly string[]> {
  const ways = new Map<string | null, readonly string[]>([[null, []]])
  for (const [state, way] of ways)
    for (const [name, step] of Object.entries(definition.steps))
      if (step.from.includes(state) && !ways.has(step.to)) ways.set(step.to, [...way, name])
  ways.delete(null)
  return ways as Map<string, readonly string[]>
}

/** A page in a state, folded from sampled entries without asking whether anybody might have written them. */
export function pageIn(definition: Definition, state: string, pick: Pick, context: Context): Folded {
  let record: Folded | undefined
  for (const name of waysOf(definition).get(state) ?? []) {
    const step = definition.steps[name]!
    const entry = entryOf(definition, name, stepBody(definition, step, record, pick, context), record)
    const accepted: Accepted = { ...entry, seq: (record?.seq ?? 0) + 1, received: entry.clock.at }
    record = applyEntry(definition, record, accepted)
  }
  if (!record) throw new Error(`no way to ${definition.id} ${state}`)
  return record
}

/** Values that no kind of field may take, whatever it is made for, as they can come in JSON. */
export const hostile: readonly (readonly [string, unknown])[] = [
  ['a lone surrogate', '\ud800 rahim'],
  ['a megabyte of text', 'ক'.repeat(1_000_000)],
  ['a megabyte of digits', '৯'.repeat(1_000_000)],
  ['a zero byte', 'a\u0000b'],
  ['a float', 1.5],
  ['a number past counting', 1e300],
  ['a negative number', -1e15],
  ['an object that is no text', { toString: 1 }],
  ['a prototype', JSON.parse('{"__proto__":{"isAdmin":true}}') as unknown],
  ['a list of lists', nested(2000)],
  ['a list of nothing', [null]],
  ['a key of a megabyte', { ['k'.repeat(1_000_000)]: 1 }],
  ['a key with a zero byte', { 'a\u0000': 1 }],
]

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = [value]
  return value
}
