import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rateOn } from '#kernel/rule/dated-rate.ts'
import { addDays, daysOfMonth, weekday, type Day } from '#kernel/rule/day.ts'
import { packs } from '#packs/index.ts'
import type { Book } from '#test/support/kernel-book.ts'
import { head, officer, teacher } from '#test/support/kernel-context.ts'
import { come, findings, form, grain, kitchen, mealPage, serve } from '#test/support/kernel-kitchen.ts'
import { declare } from '#test/support/kernel-school.ts'
import { meals } from './meals.ts'

const MON = '2026-11-02'
const start = (book: Book, on: Day = MON) => meals.starts!(book.context(meals, head), { on })

describe('a page begins with what is counted elsewhere', () => {
  test('enrolled from the admission register, present from the class sheets, and all who are there have eaten', () => {
    const book = kitchen({ primary: 4, upper: 3 })
    come(book, MON, 3)
    come(book, MON, 2, 3, '7-A', 101)
    expect(start(book)).toEqual({
      outcome: 'cooked',
      levels: [
        { level: 'primary', enrolled: 4, present: 3, ate: 3 },
        { level: 'upper', enrolled: 3, present: 2, ate: 2 },
      ],
    })
  })

  test('saved as it begins, there is nothing to remark, and nothing to give a reason for', () => {
    const book = kitchen()
    for (const kind of ['wheat', 'rice', 'millet']) grain(book, MON, 'receipt', 50_000, { grain: kind })
    for (const on of ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07']) {
      come(book, on, 4)
      expect(book.take(meals, 'enter', { on, ...start(book, on) }, { by: head })).toMatchObject({
        status: 'accepted',
        codes: [],
      })
    }
    expect(form(book, '2026-11').get('milk')).toEqual([600, 600])
    expect(form(book, '2026-11').get('fruit spent')).toEqual([1600, 1600])
  })

  test('without class sheets present and eaten are asked for: not known is not zero', () => {
    expect(start(kitchen())).toEqual({ outcome: 'cooked', levels: [{ level: 'primary', enrolled: 4 }] })
  })

  test('a teacher in charge writes, the head verifies, and then only the head and officers correct', () => {
    const book = kitchen()
    come(book, MON, 4)
    grain(book, MON, 'receipt', 50_000)
    expect(serve(book, MON, 4, {}, { by: teacher }).record!.state).toBe('entered')
    expect(book.take(meals, 'verify', {}, { stream: MON, by: head }).record!.state).toBe('verified')
    const change = { note: 'x' }
    expect(book.correct(meals, MON, change, { by: teacher }).codes).toEqual(['ROLE_NOT_ALLOWED'])
    expect(book.correct(meals, MON, change, { by: officer }).status).toBe('accepted')
  })
})

test('Today asks for a page on school days where pupils are fed, and nowhere else', () => {
  const book = kitchen()
  come(book, MON, 3)
  expect(meals.expects!(book.context(meals, head), MON)).toEqual([
    { stream: MON, preset: { on: MON }, label: { count: 3, by: '13:30' } },
  ])
  expect(meals.expects!(book.context(meals, head), '2026-11-01'), 'Sunday').toEqual([])
  expect(meals.expects!(kitchen({ rates: {} }).context(meals, head), MON), 'no meals in this pack').toEqual([])
})

describe('bad input', () => {
  test('a negative number and a level on two rows are refused with what to do', () => {
    const book = kitchen()
    expect(serve(book, MON, [{ ate: -1 }])).toMatchObject({
      status: 'refused',
      codes: ['FIELD_TOO_SMALL', 'FIELD_TOO_SMALL'],
    })
    expect(serve(book, MON, 4, { weighed: -5 }).codes).toEqual(['FIELD_TOO_SMALL'])
    expect(serve(book, MON, [{ ate: 1 }, { ate: 2 }]).codes).toEqual(['MEALS_LEVEL_TWICE'])
  })

  test('a page of a locked month is held for the officer and taken when she decides', () => {
    const book = kitchen({ lockedUntil: '2026-10-31', primary: 0 })
    expect(serve(book, '2026-10-27', 0)).toMatchObject({ status: 'held', codes: ['LATE_AFTER_LOCK'] })
    expect(grain(book, '2026-10-27', 'receipt', 1000).codes).toEqual(['LATE_AFTER_LOCK'])
    expect(serve(book, '2026-10-27', 0, {}, { decided: true }).status).toBe('accepted')
  })

  test('no meal, yet somebody ate: kept and marked', () => {
    const book = kitchen()
    come(book, MON, 4)
    expect(serve(book, MON, 4, { outcome: 'not-cooked', cause: 'cook' }).codes).toEqual(['MEALS_ATE_UNSERVED'])
    expect(form(book, '2026-11').get('meals')).toEqual([0, 0])
  })

  test('present on the page is not what the class sheets say: kept, and both figures named', () => {
    const book = kitchen()
    come(book, MON, 3)
    grain(book, MON, 'receipt', 50_000)
    expect(serve(book, MON, 4)).toMatchObject({
      flags: [{ code: 'MEALS_PRESENT_DIFFERS', facts: { here: 4, there: 3 } }],
    })
    expect(findings(book, '2026-11')).toEqual([[MON, 'cells.ateAboveSheets', 4, 3]])
  })
})

test('the same number eaten day after day is on the list from the pack’s number of pages on', () => {
  const book = kitchen()
  const days = ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06', '2026-11-07']
  days.forEach((on, i) => {
    come(book, on, 4)
    serve(book, on, i < 5 ? 4 : 3)
  })
  const found = () => findings(book, '2026-11').filter(([, what]) => what === 'cells.sameNumber')
  expect(found()).toEqual([['2026-11-02', 'cells.sameNumber', 4, null]])
  book.correct(meals, '2026-11-04', mealPage('2026-11-04', [{ ate: 3 }]), { by: head })
  expect(found()).toEqual([])
})

test('the register has a line for each page and says which school day has none', () => {
  const book = kitchen({ today: '2026-11-05' })
  come(book, MON, 4)
  grain(book, '2026-11-01', 'opening', 10_000)
  serve(book, MON, 4)
  declare(book, '2026-11-03')
  const { rows } = meals.sheets['register']!.table(book.context(meals, head), { month: '2026-11' })
  expect(rows.map(({ cells }) => cells[0])).toEqual([MON, '2026-11-04', { label: 'cells.total' }])
  expect(rows[0]!.cells.slice(5, 10)).toEqual([
    { amount: 10_000, unit: 'gram' },
    null,
    { amount: 400, unit: 'gram' },
    null,
    { amount: 9600, unit: 'gram' },
  ])
  expect(rows[1]!.cells).toContainEqual({ label: 'cells.missing' })
})

describe('the monthly form', () => {
  const { rates } = packs['up-basic']!.pack
  const DAYS = daysOfMonth('2026-10')
  const norm = (key: string, day: Day, level: string) =>
    (rateOn(rates[key] ?? [], day)?.value as { [level: string]: number } | undefined)?.[level] ?? 0
  const menu = rateOn(rates['meals.menu']!, '2026-10-01')!.value as { on: number; grain: string; extra?: string }[]

  const LEVELS = ['primary', 'upper'] as const
  const GRAINS = ['wheat', 'rice', 'millet'] as const
  const page = fc.record({
    day: fc.nat(30),
    outcome: fc.constantFrom('cooked', 'cooked', 'cooked', 'donated', 'delivered', 'not-cooked'),
    ate: fc.tuple(fc.nat(200), fc.nat(150)),
  })
  const slip = fc.record({
    day: fc.integer({ min: -40, max: 30 }),
    kind: fc.constantFrom('receipt', 'opening', 'spoiled', 'lent', 'lent-back', 'borrowed', 'repaid'),
    grain: fc.constantFrom(...GRAINS),
    level: fc.constantFrom(...LEVELS),
    amount: fc.integer({ min: 1, max: 200_000 }),
    missing: fc.option(fc.nat(500)),
  })
  const story = fc.record({
    pages: fc.uniqueArray(page, { selector: ({ day }) => day, maxLength: 20 }),
    slips: fc.array(slip, { maxLength: 12 }),
    order: fc.infiniteStream(fc.nat()),
  })

  test('is the sum of the pages to the gram and the paisa, whatever the order in which they came', () => {
    fc.assert(
      fc.property(story, ({ pages, slips, order }) => {
        const write = (book: Book, item: (typeof pages)[number] | (typeof slips)[number]) =>
          'ate' in item
            ? serve(
                book,
                DAYS[item.day]!,
                LEVELS.map((level, i) => ({ level, enrolled: 200, ate: item.ate[i]! })),
                { outcome: item.outcome, cause: 'cook' },
              )
            : grain(book, addDays(DAYS[0]!, item.day), item.kind, item.amount, {
                grain: item.grain,
                level: item.level,
                ...(item.kind === 'receipt' &&
                  item.missing !== null && { weighed: Math.max(0, item.amount - item.missing) }),
              })
        const all = [...pages, ...slips]
        const shuffled = all
          .map((item) => ({ item, at: order.next().value! }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item)
        const books = [all, shuffled].map((items) => {
          const book = kitchen({ today: '2026-11-12', primary: 0, groups: ['4-A', '7-A'] })
          for (const item of items) expect(write(book, item).status).toBe('accepted')
          return form(book, '2026-10')
        })
        expect([...books[1]!]).toEqual([...books[0]!])

        for (const kind of GRAINS) {
          const sums = LEVELS.map((level, i) => {
            const mine = slips.filter((s) => s.grain === kind && s.level === level)
            const sum = (when: (day: number) => boolean, kinds: readonly string[]) =>
              mine.filter((s) => when(s.day) && kinds.includes(s.kind)).reduce((total, s) => total + s.amount, 0)
            const lack = (when: (day: number) => boolean) =>
              mine
                .filter((s) => when(s.day) && s.kind === 'receipt')
                .reduce((total, s) => total + Math.min(s.amount, s.missing ?? 0), 0)
            const before = (day: number) => day < 0
            const within = (day: number) => day >= 0
            const in_ = ['opening', 'receipt', 'lent-back', 'borrowed']
            const out = ['spoiled', 'lent', 'repaid']
            const used = pages
              .filter((p) => p.outcome === 'cooked' && menu.find((m) => m.on === weekday(DAYS[p.day]!))?.grain === kind)
              .reduce((total, p) => total + p.ate[i]! * norm('meals.grain', DAYS[p.day]!, level), 0)
            const opening = sum(before, in_) - sum(before, out) - lack(before) + sum(within, ['opening'])
            const received = sum(within, ['receipt'])
            const spoiled = sum(within, ['spoiled'])
            const lent = sum(within, ['lent', 'repaid']) - sum(within, ['lent-back', 'borrowed'])
            return { opening, received, used, spoiled, short: lack(within), lent }
          })
          if (!books[0]!.has(`${kind} closing`)) continue
          for (const part of ['opening', 'received', 'used', 'spoiled', 'short', 'lent'] as const) {
            const values = sums.map((sum) => sum[part])
            expect(books[0]!.get(`${kind} ${part}`), `${kind} ${part}`).toEqual([...values, values[0]! + values[1]!])
          }
          const closing = sums.map((s) => s.opening + s.received - s.used - s.spoiled - s.short - s.lent)
          expect(books[0]!.get(`${kind} closing`)).toEqual([...closing, closing[0]! + closing[1]!])
        }
        const cost = LEVELS.map((level, i) =>
          pages
            .filter((p) => p.outcome === 'cooked')
            .reduce((total, p) => total + p.ate[i]! * norm('meals.cost', DAYS[p.day]!, level), 0),
        )
        expect(books[0]!.get('cost spent') ?? [0, 0, 0]).toEqual([...cost, cost[0]! + cost[1]!])
      }),
      { numRuns: 40 },
    )
  })
})
