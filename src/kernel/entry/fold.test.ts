import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actorAt, contextOf, head, uuid } from '#test/support/kernel-context.ts'
import { defineRegister } from '../define/register.ts'
import { choice } from '../field/choice.ts'
import { count } from '../field/count.ts'
import { day } from '../field/day.ts'
import type { Accepted } from './envelope.ts'
import { applyEntry, fold, isClash, writtenState } from './fold.ts'
import { judge } from './judge.ts'
import type { Body, Record } from './record.ts'

const meals = defineRegister({
  id: 'meals',
  version: 1,
  catalogue: ['R4'],
  key: ['on'],
  fields: { on: day(), fed: count(), no: count().optional() },
  states: ['written', 'sealed', 'opened'],
  assigns: { no: 'meals' },
  steps: {
    seal: {
      from: ['written', 'opened'],
      to: 'sealed',
      by: [{ role: 'head', at: 'office' }],
      with: { how: choice('wax', 'ink') },
      assigns: { seal: 'seals' },
    },
    open: { from: 'sealed', to: 'opened', by: [{ role: 'head', at: 'office' }] },
    add: {
      from: ['written', 'opened'],
      to: 'written',
      by: [{ role: 'head', at: 'office' }],
      with: { fed: count() },
      amend: (body, given) => ({ ...body, fed: Number(body['fed']) + Number(given['fed']) }),
    },
  },
  access: { write: [{ role: 'head', at: 'office' }] },
  read: ['head'],
})

const ON = '2026-03-10'

const entry = (n: number, step: string, body: Body, changes: Partial<Accepted> = {}): Accepted => ({
  id: uuid(n),
  office: uuid(0xa1),
  system: 'meals',
  version: 1,
  stream: ON,
  step,
  body,
  replaces: [],
  by: uuid(1),
  post: 'head',
  device: 'd',
  clock: { at: n },
  seq: n,
  received: n,
  ...changes,
})

const all = (...entries: Accepted[]): Record =>
  fold(
    meals,
    entries.map((e) => ({ entry: e })),
  )!

describe('a page', () => {
  const written = entry(1, 'enter', { on: ON, fed: 40 }, { assigned: { no: 7 } })

  test('is written, acted on, and shows what the server gave', () => {
    const record = all(written, entry(2, 'seal', { how: 'wax' }, { assigned: { seal: 3 } }))
    expect(record).toMatchObject({ state: 'sealed', body: { on: ON, fed: 40, no: 7, how: 'wax', seal: 3 }, seq: 2 })
    expect(writtenState(meals)).toBe('written')
  })

  test('a step with its own way of amending uses it', () => {
    expect(all(written, entry(2, 'add', { fed: 5 }), entry(3, 'add', { fed: 6 })).body).toMatchObject({ fed: 51 })
  })

  test('a correction replaces the value and keeps what was done since', () => {
    const record = all(
      written,
      entry(2, 'seal', { how: 'ink' }),
      entry(3, 'correct', { on: ON, fed: 41, no: 7 }, { replaces: [uuid(1)], reason: 'miscounted' }),
    )
    expect(record).toMatchObject({ state: 'sealed', body: { fed: 41, no: 7, how: 'ink' }, gone: [uuid(1)] })
    expect(record.heads.map((h) => h.id)).toEqual([uuid(3)])
  })

  test('cancelling an act brings the state back', () => {
    const sealed = [written, entry(2, 'seal', { how: 'wax' }), entry(3, 'open', {})]
    expect(all(...sealed).state).toBe('opened')
    expect(all(...sealed, entry(4, 'cancel', {}, { replaces: [uuid(3)] })).state).toBe('sealed')
    const back = all(
      ...sealed,
      entry(4, 'cancel', {}, { replaces: [uuid(3)] }),
      entry(5, 'cancel', {}, { replaces: [uuid(2)] }),
    )
    expect(back).toMatchObject({ state: 'written', body: { fed: 40 } })
    expect(back.body).not.toHaveProperty('how')
  })

  test('cancelling the value leaves an empty page that can be written again', () => {
    const gone = all(written, entry(2, 'cancel', {}, { replaces: [uuid(1)] }))
    expect(gone).toMatchObject({ state: 'cancelled', body: {}, heads: [], gone: [uuid(1)] })
    expect(applyEntry(meals, gone, entry(3, 'enter', { on: ON, fed: 12 }))).toMatchObject({
      state: 'written',
      body: { fed: 12 },
    })
  })

  test('flags stay with the entry that brought them and go with it', () => {
    const flagged = applyEntry(meals, undefined, written, [{ code: 'HOLIDAY', facts: { day: ON } }])
    expect(flagged.flags).toEqual([{ code: 'HOLIDAY', facts: { day: ON }, entry: uuid(1) }])
    expect(applyEntry(meals, flagged, entry(2, 'correct', { on: ON, fed: 1 }, { replaces: [uuid(1)] })).flags).toEqual(
      [],
    )
  })

  test('an entry of a step that the definition lacks is a fault of the caller', () => {
    expect(() => all(entry(1, 'nonsense', {}))).toThrow('STEP_UNKNOWN')
  })
})

describe('two phones', () => {
  const first = entry(1, 'enter', { on: ON, fed: 40 })
  const second = entry(2, 'enter', { on: ON, fed: 44 })

  test('a clash shows both, and the one the server took first leads', () => {
    const record = all(first, second)
    expect(isClash(record)).toBe(true)
    expect(record.heads.map((h) => h.body['fed'])).toEqual([40, 44])
    expect(record.body['fed']).toBe(40)
  })

  test('an id that claims to be older does not take the lead', () => {
    expect(all(first, { ...second, id: uuid(0) }).body['fed']).toBe(40)
  })

  test('what is not sent yet comes after what the server has taken, as a value and as a step', () => {
    expect(all(entry(3, 'enter', { on: ON, fed: 44 }, { seq: 0, id: uuid(0) }), first).body['fed']).toBe(40)
    expect(all(first, entry(2, 'seal', { how: 'wax' }), entry(9, 'open', {}, { seq: 0, id: uuid(0) })).state).toBe(
      'opened',
    )
  })

  test('a correction that names both settles it', () => {
    const record = all(first, second, entry(3, 'correct', { on: ON, fed: 43 }, { replaces: [uuid(1), uuid(2)] }))
    expect(isClash(record)).toBe(false)
    expect(record.body['fed']).toBe(43)
  })

  test('two that say the same are no clash', () => {
    expect(isClash(all(first, entry(2, 'enter', { fed: 40, on: ON })))).toBe(false)
  })
})

/** A history that the rules let happen: each choice is judged on the page as it is, so that what is folded was accepted. */
const history = fc
  .array(fc.tuple(fc.nat(5), fc.nat(60), fc.nat(1000)), { minLength: 1, maxLength: 14 })
  .map((choices) => {
    const entries: Accepted[] = []
    let record: Record | undefined
    for (const [what, fed, name] of choices) {
      const step = ['enter', 'correct', 'cancel', 'seal', 'open', 'add'][what]!
      const named =
        step === 'correct' ? record?.heads : step === 'cancel' ? (fed % 2 ? record?.acts : record?.heads) : []
      const body: Body = what < 2 ? { on: ON, fed } : step === 'seal' ? { how: 'wax' } : step === 'add' ? { fed } : {}
      const made = entry(entries.length + 1, step, body, {
        id: uuid(name * 100 + entries.length),
        replaces: (named ?? []).slice(0, 1 + (fed % 3)).map((h) => h.id),
        reason: 'why',
        by: head.person,
      })
      const told = judge(meals, made, contextOf(head), record)
      if (told.status === 'refused' || (told.status === 'held' && told.apart)) continue
      const accepted = { ...made, body: told.body, ...(step === 'enter' && { assigned: { no: made.seq } }) }
      entries.push(accepted)
      record = applyEntry(meals, record, accepted, fed % 7 === 0 ? [{ code: 'HOLIDAY' }] : [])
    }
    return entries
  })

const withFlags = (e: Accepted) => ({ entry: e, flags: Number(e.body['fed']) % 7 === 0 ? [{ code: 'HOLIDAY' }] : [] })

test('any order and any repetition of accepted entries comes to the same page', () => {
  fc.assert(
    fc.property(
      history.chain((entries) =>
        fc.tuple(
          fc.constant(entries),
          fc.shuffledSubarray([...entries, ...entries], { minLength: entries.length * 2 }),
        ),
      ),
      ([entries, mixed]) => {
        expect(fold(meals, mixed.map(withFlags))).toEqual(fold(meals, entries.map(withFlags)))
      },
    ),
    { numRuns: 400 },
  )
})

test('a page carried on from where it stood is the page folded from the beginning', () => {
  fc.assert(
    fc.property(history, fc.nat(14), (entries, cut) => {
      let record = fold(meals, entries.slice(0, cut).map(withFlags))
      for (const e of entries.slice(cut))
        record = applyEntry(meals, JSON.parse(JSON.stringify(record ?? null)) ?? undefined, e, withFlags(e).flags)
      expect(record).toEqual(fold(meals, entries.map(withFlags)))
    }),
  )
})

test('folding changes nothing that it was handed', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const before = JSON.stringify(entries)
      const record = fold(meals, entries.map(withFlags))
      const text = JSON.stringify(record)
      for (const e of entries) applyEntry(meals, record, e)
      expect(JSON.stringify(entries)).toBe(before)
      expect(JSON.stringify(record)).toBe(text)
    }),
  )
})

test('the actor of the tests may do what the histories need', () => {
  expect(judge(meals, entry(1, 'enter', { on: ON, fed: 1 }), contextOf(actorAt('head')), undefined).status).toBe(
    'accepted',
  )
})
