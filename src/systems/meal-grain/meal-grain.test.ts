import { expect, test } from 'vitest'
import { form, grain, kitchen, serve } from '#test/support/kernel-kitchen.ts'
import { head } from '#test/support/kernel-context.ts'
import { mealGrain } from './meal-grain.ts'

const MON = '2026-11-02'

test('a loan leaves one book as lent and comes back as less lent; without the other school it asks who', () => {
  const book = kitchen()
  grain(book, '2026-11-01', 'opening', 20_000)
  expect(grain(book, MON, 'lent', 5000).codes).toEqual(['MEALGRAIN_SCHOOL_MISSING'])
  expect(grain(book, MON, 'lent', 3000, { with: 'Primary School Rampur' }).codes).toEqual([])
  grain(book, MON, 'lent-back', 6000, { with: 'Primary School Rampur' })
  grain(book, MON, 'borrowed', 1000, { with: 'Primary School Rampur' })
  grain(book, MON, 'repaid', 500, { with: 'Primary School Rampur' })
  const lines = form(book, '2026-11')
  expect([lines.get('wheat lent'), lines.get('wheat closing')]).toEqual([
    [1500, 1500],
    [18_500, 18_500],
  ])
})

test('grain is brought forward from paper once for each kind and level, and only for levels of the school', () => {
  const book = kitchen()
  expect(grain(book, '2026-11-01', 'opening', 20_000).codes).toEqual([])
  expect(grain(book, MON, 'opening', 20_000).codes).toEqual(['MEALGRAIN_OPENED_TWICE'])
  expect(grain(book, MON, 'opening', 20_000, { grain: 'rice' }).codes).toEqual([])
  expect(grain(book, MON, 'opening', 20_000, { level: 'upper' }).codes).toEqual(['MEALGRAIN_LEVEL_FOREIGN'])
})

test('more on the scale than on paper is kept as both say', () => {
  const book = kitchen()
  expect(grain(book, MON, 'receipt', 50_000, { weighed: 50_200 })).toMatchObject({
    flags: [{ code: 'MEALGRAIN_OVER_WEIGHT', facts: { kg: 0.2 } }],
  })
  expect(form(book, '2026-11').get('wheat closing')).toEqual([50_200, 50_200])
})

test('the book brings forward, names each movement, and has the balance after it', () => {
  const book = kitchen()
  grain(book, '2026-10-30', 'opening', 10_000)
  grain(book, '2026-11-03', 'receipt', 5000)
  serve(book, MON, 4)
  const { rows } = mealGrain.sheets['book']!.table(book.context(mealGrain, head), { month: '2026-11' })
  const figures = rows.map(({ cells }) =>
    cells.map((c) => (typeof c === 'object' && c && 'amount' in c ? c.amount : c)),
  )
  expect(figures.slice(1)).toEqual([
    ['2026-11-01', { label: 'cells.forward' }, null, null, 10_000],
    [MON, { label: 'cells.used' }, null, 400, 9600],
    ['2026-11-03', { label: 'cells.received' }, 5000, null, 14_600],
  ])
})
