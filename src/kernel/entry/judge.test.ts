import { describe, expect, test } from 'vitest'
import { actorAt, contextOf, officer, people, places, teacher, uuid, type World } from '#test/support/kernel-context.ts'
import { defineProcedure } from '../define/procedure.ts'
import { defineRegister } from '../define/register.ts'
import { head, officerAbove, type Actor } from '../define/who.ts'
import { flag, hold, refuse } from '../error.ts'
import { count } from '../field/count.ts'
import { day } from '../field/day.ts'
import { ref } from '../field/ref.ts'
import { text } from '../field/text.ts'
import type { Accepted, Entry } from './envelope.ts'
import { applyEntry } from './fold.ts'
import { judge, type Judgement } from './judge.ts'
import type { Body, Record } from './record.ts'

const meals = defineRegister({
  id: 'meals',
  version: 1,
  catalogue: ['R4'],
  key: ['on'],
  fields: { on: day(), fed: count({ max: 500 }), no: count({ min: 1 }).optional() },
  codes: ['MEALS_NEGATIVE', 'MEALS_MANY', 'MEALS_ODD'],
  checks: {
    known: (page) => [
      ...(page.fed === 13 ? [refuse('MEALS_NEGATIVE', { fed: 13 }, '/fed'), flag('MEALS_ODD')] : []),
      ...(page.fed > 400 ? [hold('MEALS_MANY', { fed: page.fed })] : []),
    ],
    odd: (page) => page.fed % 2 === 0 || flag('MEALS_ODD', { fed: page.fed }),
  },
  access: { write: [head], correct: [head, officerAbove] },
  assigns: { no: 'meals' },
  steps: {
    note: { from: 'entered', to: 'entered', by: [head], with: { note: text({ max: 50 }), next: day().optional() } },
    taste: { from: 'entered', to: 'entered', by: [head], with: { tastedOn: day() } },
  },
  read: ['head'],
  day: (page) => page.on,
  lock: 'month',
})

const ON = '2026-03-10'
const HEAD = actorAt('head', 'school', people.head)

const made = (step: string, body: Body, changes: Partial<Entry> = {}): Entry => ({
  id: uuid(0xe0),
  office: places.school.id,
  system: 'meals',
  version: 1,
  stream: ON,
  step,
  body,
  replaces: [],
  by: people.head,
  post: 'head',
  device: 'd',
  clock: { at: 0 },
  ...changes,
})

const say = (entry: Entry, record?: Record, by: Actor = HEAD, world: World = {}, decided = false): Judgement =>
  judge(meals, entry, contextOf(by, { today: ON, ...world }), record, decided)

const codes = (told: Judgement): string[] => told.problems.map((p) => p.code)
const accepted = (entry: Entry, seq: number, more: Partial<Accepted> = {}): Accepted => ({
  ...entry,
  seq,
  received: 0,
  ...more,
})
const page = applyEntry(
  meals,
  undefined,
  accepted(made('enter', { on: ON, fed: 40 }, { id: uuid(1) }), 1, { assigned: { no: 12 } }),
)
const fix = (changes: Partial<Entry> = {}, body: Body = { on: ON, fed: 42 }) =>
  made('correct', body, { replaces: [uuid(1)], reason: 'miscounted', ...changes })

describe('the kernel refuses', () => {
  test.each<[string, Judgement]>([
    ['STEP_UNKNOWN', say(made('burn', {}))],
    ['STEP_UNKNOWN', say(made('constructor', {}))],
    ['STEP_UNKNOWN', say(made('__proto__', {}))],
    ['OFFICE_FOREIGN', say(made('enter', { on: ON, fed: 1 }), undefined, HEAD, { level: 'upazila' })],
    ['BODY_NOT_OBJECT', say(made('enter', [] as never))],
    ['FIELD_MISSING', say(made('enter', { on: ON }))],
    ['FIELD_UNKNOWN', say(made('enter', { on: ON, fed: 1, eaten: 2 }))],
    ['FIELD_TOO_LARGE', say(made('enter', { on: ON, fed: 501 }))],
    ['ENTRY_STREAM_WRONG', say(made('enter', { on: ON, fed: 1 }, { stream: '2026-03-09' }))],
    ['RECORD_MISSING', say(made('note', { note: 'x' }))],
    ['RECORD_MISSING', say(made('cancel', {}, { reason: 'x', replaces: [uuid(1)] }))],
    ['REASON_MISSING', say(fix({ reason: '  ' }), page)],
    ['REPLACED_UNKNOWN', say(fix({ replaces: [] }), page)],
    ['REPLACED_UNKNOWN', say(fix({ replaces: [uuid(1), uuid(99)] }), page)],
    ['REPLACED_UNKNOWN', say(made('enter', { on: ON, fed: 1 }, { replaces: [uuid(1)] }), page)],
    ['STATE_NOT_ALLOWED', say(fix(), undefined)],
    ['ROLE_NOT_ALLOWED', say(made('enter', { on: ON, fed: 2 }), undefined, teacher)],
    ['ROLE_NOT_ALLOWED', say(made('enter', { on: ON, fed: 2 }), undefined, actorAt('head', 'sibling'))],
    ['ROLE_NOT_ALLOWED', say(made('enter', { on: ON, fed: 2 }), undefined, officer)],
    ['DAY_IN_FUTURE', say(made('enter', { on: '2026-03-11', fed: 2 }, { stream: '2026-03-11' }))],
    ['TEXT_MALFORMED', say(fix({ reason: '\ud800' }), page)],
    ['FIELD_TOO_LONG', say(fix({ reason: 'x'.repeat(501) }), page)],
    ['MEALS_NEGATIVE', say(made('enter', { on: ON, fed: 13 }))],
  ])('%s', (code, told) => {
    expect(told.status).toBe('refused')
    expect(codes(told)).toContain(code)
  })

  test('with every problem of the body, not the first alone', () => {
    expect(codes(say(made('enter', { fed: 'x', eaten: 1 })))).toEqual([
      'FIELD_UNKNOWN',
      'FIELD_MISSING',
      'FIELD_WRONG_TYPE',
    ])
  })

  test('a case that is opened twice, whatever id the second opening claims', () => {
    const leave = defineProcedure({
      id: 'leave',
      version: 1,
      catalogue: ['H1'],
      key: ['case'],
      subject: 'who',
      fields: { case: ref('record'), who: ref('person'), days: count() },
      states: ['asked', 'granted'],
      steps: { ask: { from: null, to: 'asked', by: ['subject'] }, grant: { from: 'asked', to: 'granted', by: [head] } },
      read: ['head'],
    })
    const body = { case: uuid(5), who: people.teacher, days: 1 }
    const ask = made('ask', body, { stream: uuid(5), id: uuid(50), system: 'leave', by: people.teacher })
    const context = contextOf(teacher)
    expect(judge(leave, ask, context, undefined).status).toBe('accepted')
    const record = applyEntry(leave, undefined, accepted(ask, 1))
    for (const id of [uuid(49), uuid(51)])
      expect(codes(judge(leave, { ...ask, id, body: { ...body, days: 10 } }, context, record))).toEqual([
        'STATE_NOT_ALLOWED',
      ])
  })
})

describe('the kernel takes', () => {
  test('what is right, in its canonical form, with flags', () => {
    expect(say(made('enter', { fed: 41, on: ON, no: '' }))).toEqual({
      status: 'accepted',
      body: { on: ON, fed: 41 },
      problems: [],
      flags: [{ code: 'MEALS_ODD', facts: { fed: 41 } }],
    })
  })

  test('a correction with a reason by anybody who may, and keeps the number that the server gave', () => {
    expect(say(fix(), page)).toMatchObject({ status: 'accepted', body: { on: ON, fed: 42, no: 12 } })
    expect(say(fix(), page, officer).status).toBe('accepted')
    expect(say(fix({}, { on: ON, fed: 42, no: 30 }), page)).toMatchObject({ body: { no: 30 } })
    const again = applyEntry(meals, page, accepted({ ...fix({ id: uuid(2) }), body: { on: ON, fed: 42, no: 12 } }, 2))
    expect(say(fix({ replaces: [uuid(2)] }), again)).toMatchObject({ body: { no: 12 } })
  })

  test('a second page for one key as a clash: in the ledger, beside the first, for a person to decide', () => {
    const told = say(made('enter', { on: ON, fed: 44 }, { id: uuid(0) }), page)
    expect(told).toMatchObject({
      status: 'held',
      apart: false,
      problems: [{ code: 'CLASH', facts: { first: uuid(1) } }],
    })
    expect(
      judge({ ...meals, clash: 'hold' }, made('enter', { on: ON, fed: 44 }), contextOf(HEAD, { today: ON }), page),
    ).toMatchObject({ status: 'held', apart: true })
  })

  test('the same page sent by two phones', () => {
    expect(say(made('enter', { on: ON, fed: 40 }), page).status).toBe('accepted')
  })

  test('nothing on hold before somebody decided', () => {
    const many = made('enter', { on: ON, fed: 402 })
    expect(say(many)).toMatchObject({ status: 'held', apart: true, problems: [{ code: 'MEALS_MANY' }] })
    expect(say(many, undefined, HEAD, {}, true).status).toBe('accepted')
  })
})

describe('the lock of a month', () => {
  const locked: World = { today: '2026-04-06', lockedUntil: '2026-03-31' }

  test('holds a step that was taken in it, and none that only speaks of it', () => {
    expect(say(made('taste', { tastedOn: '2026-03-30' }), page, HEAD, locked)).toMatchObject({
      status: 'held',
      apart: true,
      problems: [{ code: 'LATE_AFTER_LOCK', at: '/tastedOn', facts: { day: '2026-03-30', locked: '2026-03-31' } }],
    })
    expect(say(made('taste', { tastedOn: '2026-04-01' }), page, HEAD, locked).status).toBe('accepted')
    expect(say(made('note', { note: 'x', next: '2026-03-30' }), page, HEAD, locked).status).toBe('accepted')
  })

  test('holds what is written, corrected or cancelled in it, until an officer decides', () => {
    for (const [entry, record] of [
      [made('enter', { on: ON, fed: 2 }), undefined],
      [fix(), page],
      [made('cancel', {}, { replaces: [uuid(1)], reason: 'x' }), page],
    ] as const) {
      expect(say(entry, record, HEAD, locked), entry.step).toMatchObject({
        status: 'held',
        apart: true,
        problems: [{ code: 'LATE_AFTER_LOCK', facts: { day: ON, locked: '2026-03-31' } }],
      })
      expect(say(entry, record, HEAD, locked, true).status).toBe('accepted')
    }
  })

  test('is nothing to the days after it', () => {
    expect(
      say(made('enter', { on: '2026-04-01', fed: 2 }, { stream: '2026-04-01' }), undefined, HEAD, locked).status,
    ).toBe('accepted')
  })
})
