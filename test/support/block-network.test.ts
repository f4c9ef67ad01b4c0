import { connect } from 'node:net'
import { expect, test } from 'vitest'

test('nothing beyond this machine is reachable, by socket or by fetch', async () => {
  expect(() => connect(80, '192.0.2.1')).toThrow('NETWORK_BLOCKED')
  const failed = await fetch('http://192.0.2.1/').catch((error: unknown) => error as Error)
  expect(String((failed as Error).cause)).toContain('NETWORK_BLOCKED')
})
