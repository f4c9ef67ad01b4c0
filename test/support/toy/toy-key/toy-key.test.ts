import { expect, test } from 'vitest'
import { notLong } from './toy-key.rules.ts'

test('a key is lent for a day and no longer', () => {
  expect(notLong({ hours: 12 })).toBe(true)
  expect(notLong({ hours: 13 })).toMatchObject({ code: 'TOY_KEY_LONG', facts: { hours: 13, most: 12 } })
})
