import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockTrust } from './clock.ts'

const MINUTE = 60_000
const contact = Date.parse('2026-03-10T03:00:00Z')
const received = contact + 60 * MINUTE

test('time is trusted when the device clock and its monotonic clock agree', () => {
  expect(clockTrust({ at: contact + 30 * MINUTE, since: 30 * MINUTE, contact }, received)).toBe('trusted')
  expect(clockTrust({ at: contact + 34 * MINUTE, since: 30 * MINUTE, contact }, received)).toBe('trusted')
})

test('A2 clock set back an hour: unverified, and nothing is thrown away for it', () => {
  expect(clockTrust({ at: contact - 30 * MINUTE, since: 30 * MINUTE, contact }, received)).toBe('unverified')
})

test('without evidence, or with evidence from the future, time is unverified', () => {
  expect(clockTrust({ at: received }, received)).toBe('unverified')
  expect(clockTrust({ at: received, contact }, received)).toBe('unverified')
  expect(clockTrust({ at: received, since: 5 }, received)).toBe('unverified')
  expect(clockTrust({ at: contact, since: -5, contact }, received)).toBe('unverified')
  expect(clockTrust({ at: contact + 90 * MINUTE, since: 90 * MINUTE, contact }, received)).toBe('unverified')
})

test('whatever a clock says there is an answer', () => {
  const ms = fc.oneof(fc.integer(), fc.constantFrom(Number.MAX_SAFE_INTEGER, -1, 0))
  fc.assert(
    fc.property(
      ms,
      fc.option(ms, { nil: undefined }),
      fc.option(ms, { nil: undefined }),
      ms,
      (at, since, seen, now) => {
        const clock = { at, ...(since !== undefined && { since }), ...(seen !== undefined && { contact: seen }) }
        expect(['trusted', 'unverified']).toContain(clockTrust(clock, now))
      },
    ),
  )
})
