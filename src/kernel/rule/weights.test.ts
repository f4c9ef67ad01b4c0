import { expect, test } from 'vitest'
import { faultOf, orderKey, pointsOf, type WeightTable } from './weights.ts'

const table: WeightTable = {
  total: 10_000,
  weights: [
    { criterion: 'service', each: 250, most: 5_000 },
    { criterion: 'distance', each: 50, most: 3_000 },
    { criterion: 'spouse', each: 2_000, most: 2_000 },
  ],
  ties: ['serviceDays'],
}

test('points come line by line, none above its most, and equals are told apart by the next facts', () => {
  const counted = { service: 30, distance: 12, spouse: 1, serviceDays: 10_957 }
  expect(pointsOf(table, counted)).toEqual({
    lines: [
      { criterion: 'service', counted: 30, points: 5_000 },
      { criterion: 'distance', counted: 12, points: 600 },
      { criterion: 'spouse', counted: 1, points: 2_000 },
    ],
    points: 7_600,
  })
  expect(pointsOf(table, { distance: -3 }).points).toBe(0)
  expect(orderKey(table, counted)).toEqual([7_600, 10_957])
})

test('a table whose parts do not add up, or that counts a thing twice, ranks nobody', () => {
  expect(faultOf(table)).toBeUndefined()
  expect(faultOf({ ...table, total: 9_000 })).toBe('WEIGHTS_SUM_WRONG')
  expect(faultOf({ ...table, weights: [...table.weights, table.weights[0]!] })).toBe('WEIGHTS_TWICE')
})
