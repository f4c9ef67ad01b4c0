import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareOut } from './share-out.ts'

test('parts add up to the whole and none is a gram or more from its exact share', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.array(fc.nat(10_000), { minLength: 1, maxLength: 4 }), (total, weights) => {
      const parts = shareOut(total, weights)
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
      const sum = weights.reduce((a, b) => a + b, 0)
      if (sum > 0) parts.forEach((part, i) => expect(Math.abs(part - (total * weights[i]!) / sum)).toBeLessThan(1))
    }),
  )
})

test('without weights all of it is the first’s', () => {
  expect(shareOut(900, [0, 0])).toEqual([900, 0])
})
