/**
 * One click of an officer, at every level from the ministry down: p99 of GET /oversight over HTTP, in milliseconds,
 * against the roll-up read alone in SQL. Small data here: the packs' whole trees, 20 schools that report for 20 days.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import type { House } from '#server/house.ts'
import { withCopies } from './support/bench-house.ts'
import type { Bench } from './support/figure.ts'
import { makeSchools, openDays, seatOfficer, sheetsOf } from './support/schools.ts'

const ROUNDS = 60

const bench: Bench = async () =>
  withCopies(['click'], async (make, urls) => {
    let cookie = ''
    let offices: string[] = []
    let floor = 0
    const days = openDays(20)
    await make(async (house) => {
      const schools = await makeSchools(house, 20)
      for (const school of schools) {
        const author = { person: school.person, posts: await house.directory.postsOf(school.person) }
        for (const day of days) await house.ledger.append(author, sheetsOf(school, day, Date.now()), Date.now())
      }
      await house.rollup.drain()
      const line = house.directory.upward(schools[0]!.office)
      offices = line.map((office) => office.id)
      cookie = await seatOfficer(house, line.at(-1)!.id)
      floor = await alone(house, offices, days[0]!)
    })
    const child = fork(new URL('./support/serve-child.ts', import.meta.url), {
      env: { ...process.env, DATABASE_URL: urls['click'] },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const [port] = (await once(child, 'message')) as [number]
    const times: number[] = []
    for (let i = 0; i < ROUNDS; i += 1) {
      for (const office of offices) {
        const from = performance.now()
        const response = await fetch(`http://127.0.0.1:${port}/api/v1/oversight?office=${office}&day=${days[0]!}`, {
          headers: { cookie },
        })
        if (!response.ok) throw new Error(await response.text())
        await response.arrayBuffer()
        if (i >= 10) times.push(performance.now() - from)
      }
    }
    child.kill('SIGTERM')
    await once(child, 'exit')
    const value = p99(times)
    return {
      name: 'oneclick',
      value,
      unit: 'ms p99',
      floor,
      ratio: value / floor,
      levels: offices.length,
      clicks: times.length,
    }
  })

export default bench

async function alone(house: House, offices: readonly string[], day: string): Promise<number> {
  const client = await house.pool.connect()
  const times: number[] = []
  try {
    await client.query(`select set_config('khata.lo', '', false), set_config('khata.hi', '~', false)`)
    for (let i = 0; i < ROUNDS; i += 1)
      for (const office of offices) {
        const ids = [office, ...house.directory.children(office).map((o) => o.id)]
        const from = performance.now()
        await client.query({
          name: 'floor',
          text: 'select office, system, on_day, measure, value from tally where office = any($1) and on_day = $2',
          values: [ids, day],
        })
        if (i >= 10) times.push(performance.now() - from)
      }
  } finally {
    client.release(true)
  }
  return p99(times)
}

const p99 = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!
