/** What happens to meals, each case by its number in the fact book (group C). */
import { expect, test } from 'vitest'
import { come, findings, form, grain, kitchen, serve } from '#test/support/kernel-kitchen.ts'
import { head, officer, teacher, uuid } from '#test/support/kernel-context.ts'
import { declare } from '#test/support/kernel-school.ts'
import { mealIncident } from '../meal-incident/meal-incident.ts'
import { mealIvrs } from '../meal-ivrs/meal-ivrs.ts'
import { meals } from './meals.ts'

// 2026-11-02 is a Monday; Sundays are closed. Wheat on Monday and Thursday, rice on Tuesday, Wednesday and Saturday.
const MON = '2026-11-02'
const TUE = '2026-11-03'
const WED = '2026-11-04'
const THU = '2026-11-05'

const stocked = () => {
  const book = kitchen()
  for (const kind of ['wheat', 'rice', 'millet']) grain(book, '2026-11-01', 'opening', 50_000, { grain: kind })
  return book
}

test('C1 meal served, attendance zero: the page is kept and says so, and stands on the list of what does not agree', () => {
  const book = stocked()
  come(book, MON, 0)
  expect(serve(book, MON, 3)).toMatchObject({
    status: 'accepted',
    codes: ['MEALS_WITHOUT_ATTENDANCE', 'MEALS_PRESENT_DIFFERS'],
    flags: [{ facts: { ate: 3 } }, { facts: { here: 3, there: 0 } }],
  })
  expect(serve(book, TUE, 3).codes, 'no sheet at all').toEqual(['MEALS_WITHOUT_ATTENDANCE'])
  expect(findings(book, '2026-11')).toEqual([
    [MON, 'cells.noAttendance', 3, 0],
    [TUE, 'cells.noAttendance', 3, 0],
  ])
  expect(meals.measures!.count['odd']!(book.page(meals, MON), book.context(meals))).toBe(1)
})

test('C2 ate more than present: kept, marked, the reason asked; with a reason only marked', () => {
  const book = stocked()
  come(book, MON, 3)
  expect(serve(book, MON, [{ present: 3, ate: 4 }])).toMatchObject({
    status: 'accepted',
    codes: ['MEALS_ATE_ABOVE_PRESENT', 'MEALS_REASON_MISSING'],
    flags: [{ facts: { ate: 4, present: 3 } }, {}],
  })
  come(book, TUE, 3)
  expect(serve(book, TUE, [{ present: 3, ate: 4 }], { why: 'guests' }).codes).toEqual(['MEALS_ATE_ABOVE_PRESENT'])
  come(book, WED, 4)
  expect(serve(book, WED, [{ enrolled: 3, present: 4, ate: 4 }]).codes).toEqual([
    'MEALS_PRESENT_ABOVE_ENROLLED',
    'MEALS_REASON_MISSING',
  ])
})

test('C3 holiday meal: kept and marked, its grain leaves the book, the day is no school day', () => {
  const book = stocked()
  declare(book, MON)
  come(book, MON, 4)
  expect(serve(book, MON, 4).codes).toEqual(['HOLIDAY'])
  expect(meals.expects!(book.context(meals, head), MON)).toEqual([])
  const lines = form(book, '2026-11')
  expect(lines.get('wheat used')).toEqual([400, 400])
  expect(lines.get('servedDays')).toEqual([null, 1])
  expect(findings(book, '2026-11')).toEqual([[MON, 'cells.onHoliday', 4, null]])
})

test('C4 grain negative before late receipt entry: shown as it is, the reason asked; the receipt comes and all agrees', () => {
  const book = kitchen()
  come(book, MON, 4)
  expect(serve(book, MON, 4)).toMatchObject({
    status: 'accepted',
    codes: ['MEALS_GRAIN_NEGATIVE'],
    flags: [{ facts: { kg: 0.4 } }],
  })
  expect(form(book, '2026-11').get('wheat closing')).toEqual([-400, -400])
  expect(meals.explain!(book.page(meals, MON), book.context(meals))).toContainEqual({
    label: 'lines.wheatLeft',
    value: -400,
    unit: 'gram',
  })
  expect(grain(book, MON, 'receipt', 50_000).status).toBe('accepted')
  expect(form(book, '2026-11').get('wheat closing')).toEqual([49_600, 49_600])
})

test('C5 rate change mid-month: each day at its own rate, the month is their sum to the paisa', () => {
  const book = kitchen({ today: '2024-12-31', primary: 0 })
  // 5.45 until 30 November 2024, 6.19 from 1 December.
  serve(book, '2024-11-30', 10)
  serve(book, '2024-12-02', 10)
  expect([form(book, '2024-11').get('cost spent'), form(book, '2024-12').get('cost spent')]).toEqual([
    [5450, 5450],
    [6190, 6190],
  ])
  const mixed = kitchen({
    primary: 0,
    rates: {
      ...kitchen().world.rates,
      'meals.cost': [
        { from: '2026-11-01', to: '2026-11-03', value: { primary: 678 }, source: 'test' },
        { from: '2026-11-04', value: { primary: 701 }, source: 'test' },
      ],
    },
  })
  for (const day of [MON, TUE, WED, THU]) serve(mixed, day, 7)
  expect(form(mixed, '2026-11').get('cost spent')).toEqual([14 * 678 + 14 * 701, 14 * 678 + 14 * 701])
})

test('C6 composite school, mixed norms: each level by its own norm and rate, the pot weighed once is shared out to the gram', () => {
  const book = kitchen({ primary: 4, upper: 3 })
  come(book, MON, 4)
  come(book, MON, 3, 3, '7-A', 101)
  const rows = [
    { level: 'primary', enrolled: 4, ate: 4 },
    { level: 'upper', enrolled: 3, ate: 3 },
  ]
  serve(book, MON, rows)
  const lines = form(book, '2026-11')
  expect(lines.get('wheat used')).toEqual([400, 450, 850])
  expect(lines.get('cost spent')).toEqual([4 * 678, 3 * 1017, 4 * 678 + 3 * 1017])
  expect(lines.get('meals')).toEqual([4, 3, 7])
  come(book, THU, 4)
  come(book, THU, 3, 3, '7-A', 101)
  serve(book, THU, rows, { weighed: 901 })
  // 901 g in the proportion 400 : 450 are 424 and 477.
  expect(form(book, '2026-11').get('wheat used')).toEqual([824, 927, 1751])
})

test('C7 Wednesday holiday, milk moved: the next school day asks for it and counts it, a vacation does not', () => {
  const book = stocked()
  declare(book, WED)
  come(book, THU, 4)
  expect(serve(book, THU, 4).codes).toEqual([])
  expect(form(book, '2026-11').get('milk')).toEqual([600, 600])
  const open = stocked()
  come(open, WED, 4)
  come(open, THU, 4)
  expect(serve(open, WED, 4, { milk: false }).codes, 'left out').toEqual(['MEALS_CHANGE_UNEXPLAINED'])
  expect(serve(open, THU, 4, { milk: true, change: 'moved' }).codes).toEqual([])
  expect(form(open, '2026-11').get('milk')).toEqual([600, 600])
  const summer = kitchen({
    holidays: [{ from: '2026-10-20', to: '2026-11-04', names: { en: 'Vacation' }, source: 'test' }],
  })
  serve(summer, THU, 4)
  expect(form(summer, '2026-11').get('milk')).toEqual([0, 0])
})

test('C8 wheat day, only rice left: rice leaves the book, wheat does not, and the change asks why', () => {
  const book = stocked()
  come(book, MON, 4)
  expect(serve(book, MON, 4, { dish: 'tahri', grain: 'rice' }).codes).toEqual(['MEALS_CHANGE_UNEXPLAINED'])
  come(book, THU, 4)
  expect(serve(book, THU, 4, { dish: 'tahri', grain: 'rice', change: 'grain-short' }).codes).toEqual([])
  const lines = form(book, '2026-11')
  expect([lines.get('rice used'), lines.get('wheat used')]).toEqual([
    [800, 800],
    [0, 0],
  ])
})

test('C9 sack short-weight: both weights are kept, the difference stands as short and not as used', () => {
  const book = kitchen()
  expect(grain(book, MON, 'receipt', 50_000, { weighed: 48_500 })).toMatchObject({
    status: 'accepted',
    codes: ['MEALGRAIN_SHORT_WEIGHT', 'MEALGRAIN_CAUSE_MISSING'],
    flags: [{ facts: { kg: 1.5 } }, {}],
  })
  expect(grain(book, MON, 'receipt', 50_000, { weighed: 49_000, cause: 'torn-sack' }).codes).toEqual([
    'MEALGRAIN_SHORT_WEIGHT',
  ])
  const lines = form(book, '2026-11')
  expect(['received', 'short', 'closing'].map((part) => lines.get(`wheat ${part}`)![0])).toEqual([
    100_000, 2500, 97_500,
  ])
})

test('C10 spoiled grain: leaves the book as spoiled with its cause', () => {
  const book = stocked()
  expect(grain(book, MON, 'spoiled', 3000).codes).toEqual(['MEALGRAIN_CAUSE_MISSING'])
  expect(grain(book, MON, 'spoiled', 2000, { cause: 'damp' }).codes).toEqual([])
  const lines = form(book, '2026-11')
  expect(['spoiled', 'used', 'closing'].map((part) => lines.get(`wheat ${part}`)![0])).toEqual([5000, 0, 45_000])
})

test('C11 donated feast: meals count, the school’s grain and money do not move', () => {
  const book = stocked()
  come(book, MON, 4)
  expect(serve(book, MON, 4, { outcome: 'donated', dish: 'other', donor: 'a family of the village' }).codes).toEqual([])
  const lines = form(book, '2026-11')
  expect([lines.get('meals'), lines.get('wheat used'), lines.get('cost spent')]).toEqual([[4, 4], [0, 0], undefined])
  expect(meals.measures!.count['served']!(book.page(meals, MON), book.context(meals))).toBe(1)
})

test('C12 NGO food not delivered: no meal, no grain, the reason counts for the officers', () => {
  const book = kitchen({ settings: { kitchen: 'central' } })
  come(book, MON, 4)
  expect(meals.starts!(book.context(meals, head), { on: MON })).toMatchObject({ outcome: 'delivered' })
  expect(serve(book, MON, [{ present: 4, ate: 0 }], { outcome: 'undelivered' }).codes).toEqual(['MEALS_CAUSE_MISSING'])
  come(book, TUE, 4)
  expect(serve(book, TUE, [{ present: 4, ate: 0 }], { outcome: 'undelivered', cause: 'transport' }).codes).toEqual([])
  come(book, WED, 4)
  expect(serve(book, WED, 4, { outcome: 'late' }).codes).toEqual([])
  const lines = form(book, '2026-11')
  expect(['servedDays', 'noTransport', 'meals'].map((line) => lines.get(line)!.at(-1))).toEqual([1, 1, 4])
  expect(lines.has('rice used')).toBe(false)
  const context = book.context(meals)
  const { served, noTransport } = meals.measures!.count
  expect([served, noTransport].map((count) => count!(book.page(meals, TUE), context))).toEqual([0, 1])
})

test('C13 cook absent, parents cook: the meal counts, the page says who cooked and asks about the cooks', () => {
  const book = stocked()
  come(book, MON, 4)
  expect(serve(book, MON, 4, { cookedBy: 'parents', note: 'both cooks ill' }).codes).toEqual(['MEALS_COOKED_BY_OTHERS'])
  expect(form(book, '2026-11').get('wheat used')).toEqual([400, 400])
})

test('C14 IVRS figure differs from register: both are kept, neither is copied, the list shows them side by side', () => {
  const book = stocked()
  come(book, MON, 4)
  serve(book, MON, 4)
  const told = book.take(mealIvrs, 'enter', { on: MON, ate: 6 }, { by: officer })
  expect(told).toMatchObject({ status: 'accepted', flags: [{ code: 'IVRS_DIFFERS', facts: { heard: 6, written: 4 } }] })
  expect(findings(book, '2026-11')).toEqual([[MON, 'cells.ivrsDiffers', 4, 6]])
  expect(form(book, '2026-11').get('meals')).toEqual([4, 4])
})

test('C15 food-poisoning incident, record frozen: no change takes hold until the officer lifts it, none is lost', () => {
  const book = stocked()
  come(book, MON, 4)
  serve(book, MON, 4)
  const report = {
    incident: uuid(0x77),
    on: MON,
    kind: 'illness',
    ill: 2,
    hospital: 1,
    what: 'vomiting after the meal',
  }
  expect(book.take(mealIncident, 'enter', report, { by: teacher }).record!.state).toBe('frozen')
  const change = { levels: [{ level: 'primary', enrolled: 4, present: 4, ate: 2 }] }
  for (const by of [head, officer])
    expect(book.correct(meals, MON, change, { by })).toMatchObject({ status: 'held', codes: ['MEALS_FROZEN'] })
  expect(book.cancel(meals, MON, { by: head })).toMatchObject({ status: 'held', codes: ['MEALS_FROZEN'] })
  expect(form(book, '2026-11').get('meals')).toEqual([4, 4])
  expect(book.take(mealIncident, 'lift', { finding: 'x' }, { by: head, stream: uuid(0x77) }).codes).toEqual([
    'ROLE_NOT_ALLOWED',
  ])
  const lifted = book.take(mealIncident, 'lift', { finding: 'stale oil' }, { by: officer, stream: uuid(0x77) })
  expect(lifted.record!.state).toBe('lifted')
  expect(book.correct(meals, MON, change, { by: head }).status).toBe('accepted')
  expect(form(book, '2026-11').get('meals')).toEqual([2, 2])
  expect(form(book, '2026-11').get('others incidents')!.at(-1)).toBe(1)
})
