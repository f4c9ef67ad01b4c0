/** What every definition owes, whatever it is about: one suite, run on each and on a toy. */
import { describe, expect, test } from 'vitest'
import type { Context } from '#kernel/define/context.ts'
import { streamOf, type Definition } from '#kernel/define/definition.ts'
import { shelves } from '#kernel/define/shelf.ts'
import { roles, type Actor, type Role, type Who } from '#kernel/define/who.ts'
import { canonical } from '#kernel/entry/canonical.ts'
import { allowed } from '#kernel/define/duty.ts'
import { judge, type Judgement } from '#kernel/entry/judge.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import { kernelCodes, type Problem } from '#kernel/error.ts'
import type { Field, Pick } from '#kernel/field/field.ts'
import { actorAt, contextOf, people, places, uuid, type PlaceName, type World } from '#test/support/kernel-context.ts'
import { missingPaths, slotsOf, strayPaths, textFaults, type Labels } from './labels.ts'
import { entryOf, hostile, pageIn, pickFrom, stepBody, waysOf } from './samples.ts'

export type Around = {
  /** Definitions among which `needs` are found. */
  systems?: readonly Definition[]
  /** Label paths that the definition's own code names. */
  used?: readonly string[]
  world?: World
}

/** Runs the contract on a definition and its labels. */
export function contractOf(
  definition: Definition,
  labels: Labels,
  { systems = [], used = [], world = {} }: Around = {},
): void {
  const broad: World = {
    today: '2026-12-31',
    level: definition.keptAt.includes('*') ? 'school' : definition.keptAt[0]!,
    ...world,
  }
  const around = (actor: Actor, seed = 1): Context =>
    contextOf(actor, broad, neighbours(definition, systems, broad, seed))
  const steps = Object.entries(definition.steps)
  const codes = new Set<string>([...kernelCodes, ...definition.codes])

  describe(`contract of ${definition.id}`, () => {
    test('every label is there in three languages, none is unused', () => {
      expect(missingPaths(definition, labels, used), 'missing').toEqual([])
      expect(strayPaths(definition, labels, used), 'stray').toEqual([])
      expect(textFaults(labels)).toEqual([])
    })

    test('it names only what it has', () => {
      expect(shelves).toContain(definition.shelf)
      const named = [...definition.key, ...definition.list, ...(definition.subject ? [definition.subject] : [])]
      for (const name of named) expect(definition.fields, name).toHaveProperty([name])
      const issued = steps.flatMap(([, step]) => step.issues ?? [])
      expect([...new Set(issued)].sort()).toEqual(Object.keys(definition.documents).sort())
      for (const name of Object.keys(definition.asks ?? {}))
        expect(definition.fields[name]?.isOptional, `${name} depends on others and may be left out`).toBe(true)
      for (const shown of definition.measures?.show ?? [])
        for (const name of [
          shown.measure,
          ...(shown.of && !['schools', 'staff'].includes(shown.of) ? [shown.of] : []),
        ]) {
          const [other, measure] = name.split('.') as [string, string?]
          const counts = (measure ? systems.find(({ id }) => id === other) : definition)?.measures?.count
          expect(counts, name).toHaveProperty([measure ?? name])
        }
      for (const [, step] of steps) {
        for (const check of step.checks) expect(definition.checks).toHaveProperty([check])
        for (const state of [...step.from, step.to]) expect([null, ...definition.states]).toContain(state)
      }
      const taken = steps.flatMap(([, step]) => step.checks)
      expect(
        Object.keys(definition.checks).filter((name) => !taken.includes(name)),
        'checks that no step runs',
      ).toEqual([])
      for (const role of definition.read) expect(roles).toContain(role)
      if (definition.watched) expect(definition.subject, 'whom a watched page is about').toBeDefined()
      for (const code of definition.codes) expect(code).toMatch(/^[A-Z]+(_[A-Z]+)+$/)
    })

    test('a step for many is an act, and leaves out only what it need not be told', () => {
      for (const [name, { bulk, fields, mode }] of steps) {
        if (!bulk) continue
        expect(mode, name).toBe('act')
        if (bulk.by !== undefined) expect(definition.fields).toHaveProperty([bulk.by])
        for (const key of bulk.apart) expect(fields[key]?.isOptional, `${name}.${key}`).toBe(true)
        for (const [key, { kind }] of Object.entries(fields))
          expect(['file', 'photo', 'marks'].includes(kind) && !bulk.apart.includes(key), `${name}.${key}`).toBe(false)
      }
    })

    test('every field takes its own samples, and their canonical form is stable', () => {
      const context = around(actorAt('head'))
      const all = [definition.fields, ...steps.map(([, step]) => step.fields)].flatMap((fields) =>
        Object.entries(fields),
      )
      for (const [key, field] of all) {
        const description = canonical(field.schema())
        expect(canonical(JSON.parse(description))).toBe(description)
        for (let seed = 1; seed <= 40; seed++) {
          const { problems, once, twice } = roundTrip(field, pickFrom(seed), context)
          expect(problems, `${key} refuses its own sample`).toEqual([])
          expect(twice).toBe(once)
        }
      }
    })

    test('every state is reached from nothing, and from each the end of the road', () => {
      const ways = waysOf(definition)
      expect(
        definition.states.filter((state) => !ways.has(state)),
        'out of reach',
      ).toEqual([])
      const exits = (state: string) =>
        new Set(
          steps
            .filter(([, s]) => s.from.includes(state))
            .map(([, s]) => s.to)
            .filter((to) => to !== state),
        )
      const ends = definition.states.filter((state) => exits(state).size === 0)
      const leads = new Set(ends)
      for (let grown = true; grown;) {
        grown = false
        for (const state of definition.states) {
          if (leads.has(state) || ![...exits(state)].some((to) => leads.has(to))) continue
          leads.add(state)
          grown = true
        }
      }
      expect(
        definition.states.filter((state) => !leads.has(state)),
        'without a way out',
      ).toEqual([])
      expect(ends).not.toContain(steps.find(([, step]) => step.mode === 'open')?.[1].to)
    })

    test.each(steps)('%s: taken only from its states', (name, step) => {
      const pick = pickFrom(7)
      for (const state of definition.states) {
        const record = pageIn(definition, state, pick, around(actorAt('head')))
        const at = record.heads.length > 0 ? state : null
        const isClash = step.mode === 'open' && definition.kind === 'register'
        if (step.from.includes(at) || isClash) continue
        const body =
          step.mode === 'open' ? { ...record.body } : stepBody(definition, step, record, pick, around(actorAt('head')))
        const told = judgeAs(definition, name, onlyOf(step.fields, body), record, actorAt('officer', 'area'), around)
        expect(codesOf(told), `${name} from ${state}`).toContain('STATE_NOT_ALLOWED')
      }
    })

    test.each(steps)('%s: every wrong role is refused, every right one is not', (name, step) => {
      for (const state of step.from) {
        const pick = pickFrom(11)
        const record = state === null ? undefined : pageIn(definition, state, pick, around(actorAt('head')))
        const body = stepBody(definition, step, record, pick, around(actorAt('head')))
        const subject = definition.subject && String(record?.body[definition.subject] ?? body[definition.subject])
        for (const { actor, place } of everybody(subject)) {
          const context = around(actor)
          const may = allowed(
            definition,
            step,
            record,
            step.mode === 'act' ? { ...record?.body, ...body } : body,
            context,
          )
          const told = judge(definition, entryOf(definition, name, body, record, { by: actor.person }), context, record)
          const isTurnedAway = codesOf(told).includes('ROLE_NOT_ALLOWED')
          expect(
            isTurnedAway,
            `${name} from ${state} by ${actor.role} at ${place} ${actor.person === subject ? '(subject)' : ''}`,
          ).toBe(!may.some((who) => isHe(who, actor.role, place, actor.person === subject)))
        }
      }
    })

    test.each(steps)('%s: bad bodies are refused with a code, never an exception', (name, step) => {
      for (const state of step.from) {
        const pick = pickFrom(13)
        const record = state === null ? undefined : pageIn(definition, state, pick, around(actorAt('head')))
        const good = stepBody(definition, step, record, pick, around(actorAt('head')), true)
        const refusedWith = (body: unknown, what: string, ...expected: string[]) => {
          const told = judgeAs(definition, name, body as Body, record, actorAt('head', 'school', people.head), around)
          expect(told.status, what).toBe('refused')
          for (const problem of told.problems) expectClean(problem, codes)
          for (const code of expected) expect(codesOf(told), what).toContain(code)
        }
        for (const body of [null, 7, 'x', [], undefined]) refusedWith(body, `body ${String(body)}`, 'BODY_NOT_OBJECT')
        refusedWith({ ...good, nonsense: 1 }, 'unknown field', 'FIELD_UNKNOWN')
        refusedWith(
          { ...good, ...(JSON.parse('{"__proto__":{"a":1}}') as Body), constructor: 1 },
          'prototype',
          'FIELD_UNKNOWN',
        )
        for (const [key, field] of Object.entries(step.fields)) {
          const { [key]: _, ...without } = good
          if (!field.isOptional) refusedWith(without, `without ${key}`, 'FIELD_MISSING')
          for (const [what, value] of hostile) refusedWith({ ...good, [key]: value }, `${key}: ${what}`)
          if (field.kind === 'day') refusedWith({ ...good, [key]: '2199-01-01' }, `${key}: in 2199`)
          if (field.kind === 'period')
            refusedWith({ ...good, [key]: { from: '2026-02-30', to: '2026-03-01' } }, `${key}: no such day`)
        }
      }
    })

    test('checks answer with declared codes whose facts fill their sentences, whatever the world', () => {
      const seen = new Map<string, Problem>()
      for (let seed = 1; seed <= 300; seed++) {
        const pick = pickFrom(seed)
        const context = around(actorAt('head', 'school', people.head), seed % 5)
        for (const [, step] of steps) {
          const record = step.from.includes(null)
            ? undefined
            : pageIn(definition, step.from[pick(step.from.length)]!, pick, context)
          const body = stepBody(definition, step, record, pick, context)
          if (definition.subject && definition.subject in body && pick(2))
            Object.assign(body, { [definition.subject]: people.teacher })
          const merged = step.mode === 'act' ? { ...record?.body, ...body } : body
          for (const check of step.checks) {
            const answer = definition.checks[check]!(merged as never, context, record)
            for (const problem of answer === true ? [] : [answer].flat()) seen.set(problem.code, problem)
          }
        }
      }
      for (const [code, problem] of seen) {
        expectClean(problem, codes)
        for (const slot of slotsOf(labels[`codes.${code}`]?.['en'] ?? ''))
          expect(problem.facts, `{${slot}} of ${code}`).toHaveProperty([slot])
      }
    })

    test('measures, lists, explanations and sheets work on a page in any state', () => {
      const head = actorAt('head', 'school', people.head)
      for (const state of definition.states) {
        const context = around(head)
        const record = pageIn(definition, state, pickFrom(17), context)
        for (const count of Object.values(definition.measures?.count ?? {}))
          expect(Number.isSafeInteger(count(record, context))).toBe(true)
        for (const day of definition.measures?.days?.(record, context) ?? []) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/)
        for (const line of definition.explain?.(record, context) ?? [])
          expect(labels, line.label).toHaveProperty([line.label])
        for (const claim of definition.claims?.(record) ?? []) expect(claim).toBeTypeOf('string')
        definition.touches?.(undefined, record)
        for (const { system, preset } of Object.values(definition.leads)) {
          const other = systems.find(({ id }) => id === system)
          expect(Object.keys(other?.fields ?? {}), system).toEqual(
            expect.arrayContaining(Object.keys(preset(record) ?? {})),
          )
        }
      }
      const context = around(head)
      for (const expected of definition.expects?.(context, '2026-03-10') ?? []) {
        expect(streamOf(definition, expected.preset)).toBe(expected.stream)
        for (const slot of slotsOf(labels['expects']?.['en'] ?? '')) expect(expected.label).toHaveProperty([slot])
      }
      for (const { label, facts } of definition.tells?.(context, '2026-03-10') ?? []) {
        expect(labels, label).toHaveProperty([label])
        for (const slot of slotsOf(labels[label]!['en'] ?? '')) expect(facts).toHaveProperty([slot])
      }
      for (const sheet of Object.values(definition.sheets)) {
        const table = sheet.table(context, {
          group: '1-A',
          month: '2026-03',
          day: '2026-03-10',
          year: '2026',
          page: uuid(0xc1),
        })
        const cells = [
          table.title,
          ...table.columns.flatMap((c) => [c.head, c.sub ?? null]),
          ...table.rows.flatMap((r) => r.cells),
          ...(table.notes ?? []),
        ]
        const named = cells.flatMap((cell) =>
          typeof cell === 'object' && cell && 'label' in cell ? [String(cell.label)] : [],
        )
        for (const label of named) expect(labels, label).toHaveProperty([label])
        for (const row of table.rows) expect(row.cells).toHaveLength(table.columns.length)
      }
    })
  })
}

/** Pages of the systems that a definition needs, each in every state, by the name of the need. */
function neighbours(
  definition: Definition,
  systems: readonly Definition[],
  world: World,
  seed: number,
): Record<string, Folded[]> {
  const needs = Object.entries({ pupils: { system: 'admission' }, ...definition.needs })
  return Object.fromEntries(
    needs.map(([need, { system }]) => {
      const other = systems.find((d) => d.id === system)
      const plain = contextOf(actorAt('head'), world, { pupils: [{ stream: uuid(0xc1) } as Folded] })
      const pick = pickFrom(seed * 100)
      return [
        need,
        other
          ? [...other.states, ...other.states, ...other.states].map((state) => pageIn(other, state, pick, plain))
          : [],
      ]
    }),
  )
}

/** One of each role at each office of the tree, and the subject and a stranger without other powers. */
function everybody(subject: string | undefined): { actor: Actor; place: PlaceName }[] {
  const all = roles.flatMap((role) =>
    (Object.keys(places) as PlaceName[]).map((place) => ({ actor: actorAt(role, place), place })),
  )
  return subject ? [...all, { actor: actorAt('viewer', 'cousin', subject), place: 'cousin' }] : all
}

/** The oracle of powers, in plain words. */
function isHe(who: Who, role: Role, place: PlaceName, isSubject: boolean): boolean {
  if (who === 'subject') return isSubject
  if (who.role !== role) return false
  if (who.at === 'office') return place === 'school'
  if (who.at === 'above') return ['school', 'area', 'top'].includes(place)
  if (who.at === 'level') return place === who.level
  return (role === 'officer' && place === 'area') || (role === 'head' && place === 'school')
}

function judgeAs(
  definition: Definition,
  step: string,
  body: Body,
  record: Folded | undefined,
  actor: Actor,
  around: (actor: Actor) => Context,
): Judgement {
  const { stream } = record ?? { stream: undefined }
  const entry = entryOf(definition, step, body ?? {}, record, stream ? { stream } : {})
  return judge(definition, { ...entry, body }, around(actor), record)
}

/** A sample read, written, and read again. */
function roundTrip(field: Field, pick: Pick, context: Context): { problems: Problem[]; once: string; twice: string } {
  const problems: Problem[] = []
  const once = canonical(field.read(field.sample(pick, context), '', problems, context) ?? null)
  const twice = canonical(field.read(JSON.parse(once), '', problems, context) ?? null)
  return { problems, once, twice }
}

/** A problem is small, well-formed text with a known code, so that it can be stored and shown. */
function expectClean(problem: Problem, codes: ReadonlySet<string>): void {
  expect(codes).toContain(problem.code)
  const text = JSON.stringify({ at: problem.at, facts: problem.facts })
  expect(text.length).toBeLessThan(1000)
  expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i)
}

const onlyOf = (fields: Readonly<Record<string, Field>>, body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key in fields))

const codesOf = (told: Judgement): string[] => told.problems.map((problem) => problem.code)
