import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balances, running, type Move } from './account.ts'
import { dayOfEpoch } from './day.ts'

const move = fc.record({
  account: fc.constantFrom('rice', 'wheat'),
  day: fc.integer({ min: 20_000, max: 20_010 }).map(dayOfEpoch),
  amount: fc.integer({ min: -50_000, max: 50_000 }),
})
const moves = fc.array(move).map((list): Move[] => list.map((m, order) => ({ ...m, order })))

test('balances and the running book are the same in whatever order the moves arrive', () => {
  fc.assert(
    fc.property(
      moves.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        expect(running(shuffled)).toEqual(running(list))
        expect([...balances(shuffled)].sort()).toEqual([...balances(list)].sort())
      },
    ),
  )
})

test('the last running balance of an account is its balance', () => {
  fc.assert(
    fc.property(moves, (list) => {
      const last = new Map(running(list).map(({ account, balance }) => [account, balance]))
      expect([...last].sort()).toEqual([...balances(list)].sort())
    }),
  )
})

test('a balance as of a day leaves out later moves; sums that are no whole number are an error', () => {
  const list: Move[] = [
    { account: 'rice', day: '2026-03-01', order: 1, amount: 500 },
    { account: 'rice', day: '2026-03-05', order: 2, amount: -700 },
  ]
  expect(balances(list, '2026-03-04')).toEqual(new Map([['rice', 500]]))
  expect(balances(list)).toEqual(new Map([['rice', -200]]))
  expect(() => balances([{ account: 'rice', day: '2026-03-01', order: 1, amount: 0.5 }])).toThrow('ACCOUNT_NOT_WHOLE')
})
