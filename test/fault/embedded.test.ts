import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbedded } from '#server/db/embedded.ts'
import { isAlive } from '#server/db/postmaster.ts'
import { kill, makeCrowd, pushAll, startServer, type School, type Server } from '#test/support/device-crowd.ts'

const data = mkdtempSync(join(tmpdir(), 'khata-embedded-fault-'))
let server: Server
let schools: School[]

beforeAll(async () => {
  // Where the test runs as root, PostgreSQL runs as somebody else and must pass through.
  chmodSync(data, 0o711)
  server = await startServer({ data })
  schools = await makeCrowd((await database()).url, 2, 300, 0)
})
afterAll(async () => {
  if (server.child.exitCode === null) await kill(server.child)
  await (await database()).stop()
  rmSync(data, { recursive: true, force: true })
})

/** The database of the server, joined as a command beside it would. */
const database = () => startEmbedded(join(data, 'database'))

const health = async () => {
  const response = await fetch(`${server.address}/api/v1/health`)
  const { status, code } = (await response.json()) as { status: unknown; code?: string }
  return [response.status, code ?? status]
}

test('an embedded database that dies in the middle of pushes is started again by the server, on the same address', async () => {
  const { pid, url } = await database()
  let answered = 0
  let looking: Promise<void> | undefined
  const taken = await pushAll(
    schools,
    () => server.address,
    () => {
      answered += 1
      if (answered !== 3) return
      process.kill(pid, 'SIGKILL')
      looking = (async () => {
        while (isAlive(pid)) await new Promise((next) => setTimeout(next, 5))
        // Sessions of a killed server may answer for a moment more.
        await expect.poll(health, { timeout: 20_000, interval: 5 }).toEqual([503, 'DATABASE_AWAY'])
        await expect.poll(health, { timeout: 60_000, interval: 20 }).toEqual([200, 'ok'])
      })()
    },
    50,
  )
  await looking
  expect(taken.size).toBe(600)
  expect(server.child.exitCode).toBeNull()
  const now = await database()
  expect(now.pid).not.toBe(pid)
  expect(now.url).toBe(url)
  expect(await pushAll(schools, () => server.address)).toEqual(taken)
})

test('everything killed at once: a start on the same folder has all that was acknowledged', async () => {
  const before = await pushAll(schools, () => server.address)
  const { pid } = await database()
  const gone = kill(server.child)
  process.kill(pid, 'SIGKILL')
  await gone
  server = await startServer({ data })
  expect(await health()).toEqual([200, 'ok'])
  expect(await pushAll(schools, () => server.address)).toEqual(before)
})

test('a server killed alone leaves its database, and the next start joins it', async () => {
  const { pid } = await database()
  await kill(server.child)
  expect(isAlive(pid)).toBe(true)
  server = await startServer({ data })
  expect((await database()).pid).toBe(pid)
  expect(await health()).toEqual([200, 'ok'])
})
