/**
 * Class sheets of 40 saved per second over HTTP, one school's eight classes in a push, against the same SQL statements
 * with the same rows alone: no HTTP, no reading, no checks, no folding.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import pg, { type PoolClient } from 'pg'
import { inParallel } from '#cli/in-parallel.ts'
import { openHouse } from '#server/house.ts'
import type { Bench } from './support/figure.ts'
import { GROUPS, makeSchools, openDays, sheetsOf, type School } from './support/schools.ts'
import { benchConfig, withCopies } from './support/bench-house.ts'

/** Pushes whose time is taken; those of the days before them warm both ends. */
const PUSHES = 1_600
const MOST_WARM = 2
const MOST_DAYS = 19
/** More than the pool of the server has connections to the database: phones wait for each other, the server never for them. */
const CONNECTIONS = 16

type Statement = { name?: string; text: string; values?: unknown[] }

const bench: Bench = async () =>
  withCopies(['http', 'floor', 'record'], async (make, urls) => {
    let schools: School[] = []
    const days = openDays(MOST_DAYS + MOST_WARM)
    const warm = Math.min(MOST_WARM, days.length - 1)
    await make(async (house) => {
      schools = await makeSchools(house, Math.ceil(PUSHES / (days.length - warm)))
      await house.rollup.drain()
    })
    const pushes = days.map((day) =>
      schools.map((school) => ({ school, entries: sheetsOf(school, day, Date.now() - 60_000) })),
    )
    const value = await overHttp(urls['http']!, pushes, warm)
    const statements = await recordStatements(urls['record']!, pushes.slice(warm))
    const floor = await alone(urls['floor']!, statements)
    return {
      name: 'append',
      value,
      unit: 'class sheets/s',
      floor,
      ratio: value / floor,
      classSize: 40,
      sheetsPerPush: GROUPS.length,
      connections: CONNECTIONS,
      sheets: schools.length * GROUPS.length * (days.length - warm),
    }
  })

export default bench

type Push = { school: School; entries: ReturnType<typeof sheetsOf> }
type Written = { cookie: string; body: Buffer }

/** The server in a process of its own; pushes over kept-alive connections. The first days warm both ends. */
async function overHttp(url: string, pushes: Push[][], warm: number): Promise<number> {
  const child = fork(new URL('./support/serve-child.ts', import.meta.url), {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [port] = (await once(child, 'message')) as [number]
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const send = (push: Written) => post(port, agent, push)
  // What phones do on their own processors is written out before the clock starts.
  const written = pushes.map((day) =>
    day.map(({ school, entries }) => ({ cookie: school.cookie, body: Buffer.from(JSON.stringify({ entries })) })),
  )
  try {
    for (const day of written.slice(0, warm)) await inParallel(CONNECTIONS, day, send)
    const work = written.slice(warm).flat()
    const start = performance.now()
    await inParallel(CONNECTIONS, work, send)
    return (work.length * GROUPS.length * 1000) / (performance.now() - start)
  } finally {
    agent.destroy()
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}

function post(port: number, agent: Agent, { cookie, body }: Written): Promise<void> {
  return new Promise((done, fail) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        path: '/api/v1/entries',
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          cookie,
          'x-khata': '1',
        },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          const { answers } = JSON.parse(Buffer.concat(parts).toString()) as { answers?: { status: string }[] }
          if (!answers?.every((answer) => answer.status === 'accepted'))
            fail(new Error(Buffer.concat(parts).toString().slice(0, 500)))
          else done()
        })
      },
    )
    sent.on('error', fail)
    sent.end(body)
  })
}

/** The statements of each push, as the ledger sends them. */
async function recordStatements(url: string, pushes: Push[][]): Promise<Statement[][]> {
  const house = await openHouse({ ...benchConfig(), databaseUrl: url })
  const recorded: Statement[][] = []
  let current: Statement[] = []
  const connect = house.pool.connect.bind(house.pool) as (...args: unknown[]) => unknown
  house.pool.connect = ((...args: unknown[]) =>
    args.length > 0
      ? connect(...args)
      : (connect() as Promise<PoolClient>).then((client) =>
          spied(client, (statement) => current.push(statement)),
        )) as never
  for (const { school, entries } of pushes.flat()) {
    const author = { person: school.person, posts: await house.directory.postsOf(school.person) }
    current = []
    await house.ledger.append(author, entries, Date.now())
    recorded.push(current)
  }
  await house.close()
  return recorded
}

/** A client that tells each statement before it sends it; the pool's own callers are not listened to. */
function spied(client: PoolClient, tell: (statement: Statement) => void): PoolClient {
  const query = client.query.bind(client) as (statement: unknown, values?: unknown[]) => unknown
  return new Proxy(client, {
    get: (target, key) => {
      if (key !== 'query')
        return typeof target[key as 'query'] === 'function'
          ? target[key as 'query'].bind(target)
          : target[key as 'query']
      return (statement: string | Statement, values?: unknown[]) => {
        tell(typeof statement === 'string' ? { text: statement, ...(values && { values }) } : { ...statement })
        return query(statement, values)
      }
    },
  })
}

async function alone(url: string, batches: Statement[][]): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new pg.Client({ connectionString: url, pipeline: true })
      await client.connect()
      await client.query('set role khata_app')
      return client
    }),
  )
  const queue = [...batches]
  const start = performance.now()
  await Promise.all(
    clients.map(async (client) => {
      for (let batch = queue.shift(); batch; batch = queue.shift())
        await Promise.all(batch.map((statement) => client.query(statement as pg.QueryConfig)))
    }),
  )
  const seconds = (performance.now() - start) / 1000
  for (const client of clients) await client.end()
  return (batches.length * GROUPS.length) / seconds
}
