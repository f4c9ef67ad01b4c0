/** Schools that push thousands of entries over HTTP to a server in a process of its own, whatever happens to it. */
import { createHash, randomBytes } from 'node:crypto'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { Entry } from '#kernel/entry/envelope.ts'
import { addDays } from '#kernel/rule/day.ts'
import { officeId, plant } from '#server/tree/plant.ts'
import { pupilBody } from './device-pages.ts'

export type School = { office: string; person: string; post: string; cookie: string; entries: Entry[] }

/** Schools with a head who is signed in, each with pupils to admit and holidays to declare. */
export async function makeCrowd(url: string, schools: number, pupils: number, holidays: number): Promise<School[]> {
  const pool = new pg.Pool({ connectionString: url })
  const codes = Array.from({ length: schools }, (_, i) => `fault-${i}`)
  await plant(pool, {
    pack: 'bd-primary',
    offices: codes.map((code) => ({ code, level: 'school', parent: '50-76-pabna-sadar', names: { en: code } })),
  })
  const made: School[] = []
  for (const code of codes) {
    const [person, post, token] = [uuidv7(), uuidv7(), randomBytes(32).toString('base64url')]
    const office = officeId('bd-primary', code)
    await pool.query(`insert into person (id, names) values ($1, '{"en":"Head"}')`, [person])
    await pool.query(`insert into post (id, office, kind, role) values ($1, $2, 'head', 'head')`, [post, office])
    await pool.query(`insert into posting (id, post, person, valid_from) values ($1, $2, $3, '2020-01-01')`, [
      uuidv7(),
      post,
      person,
    ])
    await pool.query(`insert into account (person, username, password, must_change) values ($1, $2, '', false)`, [
      person,
      code,
    ])
    await pool.query(
      `insert into session (id, token_hash, person, device, expires) values ($1, $2, $3, $4, now() + interval '1 day')`,
      [uuidv7(), createHash('sha256').update(token).digest(), person, uuidv7()],
    )
    const school: School = { office, person, post, cookie: `khata=${token}`, entries: [] }
    const entry = (system: string, stream: string, body: Entry['body']): Entry => ({
      id: uuidv7(),
      office,
      system,
      version: 1,
      stream,
      step: 'enter',
      body,
      replaces: [],
      by: person,
      post,
      device: person,
      clock: { at: Date.now() },
    })
    const today = new Date().toISOString().slice(0, 10)
    for (let i = 0; i < pupils; i += 1) {
      const body = pupilBody({ sex: i % 3 ? 'girl' : 'boy' })
      school.entries.push(entry('admission', String(body['pupil']), body))
    }
    for (let i = 0; i < holidays; i += 1) {
      const on = addDays(today, i + 1)
      school.entries.push(entry('holiday', on, { on, kind: 'closed', cause: 'other' }))
    }
    made.push(school)
  }
  await pool.end()
  return made
}

export type Server = { child: ChildProcess; address: string }

/** Starts the server as a process of its own on a database, or on the embedded one of a data folder. */
export async function startServer(on: string | { data: string }): Promise<Server> {
  const place = typeof on === 'string' ? { DATABASE_URL: on } : { KHATA_DATA: on.data }
  const child = fork(new URL('../fault/serve-child.ts', import.meta.url), {
    env: { ...process.env, ...place, KHATA_DEMO: 'false', KHATA_PORT: '0', KHATA_LOG: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [port] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended: ${String(code)}`))),
  ])) as [number]
  return { child, address: `http://127.0.0.1:${port}` }
}

/** Ends a process as a power cut would. */
export async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

export type Given = { status: number; code?: string; answers?: { id: string; status: string; seq: number }[] }

export async function push(address: string, school: School, entries: readonly Entry[]): Promise<Given> {
  const response = await fetch(`${address}/api/v1/entries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-khata': '1', cookie: school.cookie },
    body: JSON.stringify({ entries }),
  })
  const body = (await response.json()) as { code?: string; answers?: Given['answers'] }
  return { status: response.status, ...body }
}

/** Pushes all entries of all schools in batches, trying again while the server is away; calls back after each answer. */
export async function pushAll(
  schools: readonly School[],
  addressNow: () => string,
  heard: (given: Given | 'nothing') => void = () => undefined,
  size = 100,
): Promise<Map<string, number>> {
  const acknowledged = new Map<string, number>()
  const end = Date.now() + 90_000
  await Promise.all(
    schools.map(async (school) => {
      for (let i = 0; i < school.entries.length;) {
        const given = await push(addressNow(), school, school.entries.slice(i, i + size)).catch(
          () => 'nothing' as const,
        )
        heard(given)
        if (Date.now() > end) throw new Error(`the server does not come back: ${JSON.stringify(given)}`)
        if (given === 'nothing' || given.status >= 500) {
          await sleep(50)
          continue
        }
        for (const { id, status, seq } of given.answers ?? []) {
          if (status !== 'accepted') throw new Error(`${id} was ${status}`)
          acknowledged.set(id, seq)
        }
        i += size
      }
    }),
  )
  return acknowledged
}
