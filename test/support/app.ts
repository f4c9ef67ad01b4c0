/** The whole server on a database of its own, with a small world in it and people who sign in. */
import type { FastifyInstance } from 'fastify'
import { join } from 'node:path'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Body } from '#kernel/entry/record.ts'
import { packs } from '#packs/index.ts'
import { Ledger, streamFor } from '#server/append/ledger.ts'
import type { Me } from '#server/auth/me.ts'
import { hashPassword } from '#server/auth/password.ts'
import { codeAt, makeSecret } from '#server/auth/totp.ts'
import type { Config } from '#server/config.ts'
import { openPool, type Pool } from '#server/db/pool.ts'
import { Directory } from '#server/directory.ts'
import { buildApp } from '#server/http/app.ts'
import type { Deps } from '#server/http/deps.ts'
import { getSystem } from '#server/reach.ts'
import { Rollup } from '#server/rollup/rollup.ts'
import { officeId, plant } from '#server/tree/plant.ts'
import { freshDatabase } from './database.ts'
import { startLog } from './log.ts'
import { offices, people, type OfficeKey, type PersonKey } from './world.ts'

/** The password of everybody in the test world. */
export const PASSWORD = 'pond-kite-mango-7'

/** A Tuesday on which both countries have school, at 10:00 in Dhaka. */
export const START = Date.parse('2026-07-14T04:00:00Z')

export type Seated = { person: string; post: string; office: string; username: string; totpSecret?: string }

export type Answer = {
  status: number
  // Tests look into answers of every shape; each says what it expects there.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any
  headers: Record<string, string | string[] | number | undefined>
  raw: Buffer
}

export type CallOptions = { headers?: Record<string, string>; post?: string }

export type Caller = {
  get(url: string, options?: CallOptions): Promise<Answer>
  post(url: string, body?: unknown, options?: CallOptions): Promise<Answer>
  put(url: string, body?: unknown, options?: CallOptions): Promise<Answer>
  del(url: string, options?: CallOptions): Promise<Answer>
}

/** A signed-in person on a device. Paths begin after /api/v1 unless they begin with '//'. */
export type Client = Caller & {
  me: Me
  device: string
  cookie: string
  /** An entry as this device would make it now, at the office of the acting post unless another is named. */
  entry(system: string, step: string, body: Body, more?: Partial<Entry>): Entry
  /** Sends entries; the answers in their order. */
  send(...entries: Entry[]): Promise<Answer['body'][]>
}

export type TestApp = {
  app: FastifyInstance
  deps: Deps
  pool: Pool
  url: string
  /** What the server takes for now; set it or let it go on. */
  clock: { now: number; go(ms: number): void }
  offices: Record<OfficeKey, string>
  people: Record<PersonKey, Seated>
  /** SQL as superuser, past every policy. */
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** Seats a person in one more post from a day to a day; returns the post. */
  seat(
    person: string,
    office: OfficeKey,
    kind: string,
    from?: string,
    to?: string,
    posting?: 'regular' | 'acting' | 'additional',
  ): Promise<string>
  /** A new person without a post or account. */
  makePerson(name: string): Promise<string>
  /** Drops what the server keeps in memory, after SQL changed what it had read. */
  forget(): Promise<void>
  /** Calls without signing in. */
  anyone: Caller
  signIn(
    username: PersonKey | (string & {}),
    more?: { password?: string; code?: string; device?: string; deviceName?: string },
  ): Promise<Client>
  stop(): Promise<void>
}

let hash: Promise<string> | undefined

/** Starts a server on a fresh database with the world of `world.ts` in it. Call `stop` in afterAll. */
export async function startApp(
  options: { config?: Partial<Config>; now?: number; deps?: Partial<Deps>; withLog?: boolean } = {},
): Promise<TestApp> {
  const database = await freshDatabase()
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  const pool = openPool(database.url, 6)
  const sql = async (text: string, values: unknown[] = []) =>
    (await admin.query(text, values)).rows as Record<string, unknown>[]
  const seated = await seed(pool, sql)
  const directory = new Directory(pool)
  await directory.load()
  const clock = { now: options.now ?? START, go: (ms: number) => void (clock.now += ms) }
  const now = () => clock.now
  const ledger = new Ledger(pool, directory)
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    data: join(process.env['KHATA_TEST_HOME']!, 'data'),
    demo: false,
    logLevel: 'silent',
    ...options.config,
  }
  const log = options.withLog ? await startLog(pool, now) : undefined
  const deps: Deps = {
    config,
    pool,
    directory,
    ledger,
    rollup: new Rollup(pool, directory, ledger, now),
    now,
    ...(log && { log }),
    ...options.deps,
  }
  const app = await buildApp(deps)
  await app.ready()

  // As an installation does at its start.
  await app.auth.box.sealPlain(pool)

  const test: TestApp = {
    app,
    deps,
    pool,
    url: database.url,
    clock,
    offices: Object.fromEntries(
      Object.entries(offices).map(([key, { pack, code }]) => [key, officeId(pack, code)]),
    ) as TestApp['offices'],
    people: seated,
    sql,
    async seat(person, office, kind, from = '2020-01-01', to, posting = 'regular') {
      const post = uuidv7()
      const { pack } = offices[office]
      const { role } = packs[pack]!.pack.posts.find(({ id }) => id === kind)!
      await sql('insert into post (id, office, kind, role) values ($1, $2, $3, $4)', [
        post,
        test.offices[office],
        kind,
        role,
      ])
      await sql('insert into posting (id, post, person, kind, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6)', [
        uuidv7(),
        post,
        person,
        posting,
        from,
        to ?? null,
      ])
      await test.forget()
      return post
    },
    async makePerson(name) {
      const person = uuidv7()
      await sql('insert into person (id, names) values ($1, $2)', [person, { en: name }])
      return person
    },
    async forget() {
      await directory.load()
      directory.forget()
      app.auth.sessions.forget()
    },
    anyone: callerOf(app, {}),
    signIn: (username, more) => signIn(test, username, more ?? {}),
    async stop() {
      await app.close()
      await deps.rollup.stop()
      log?.remove()
      await pool.end()
      await admin.end()
      await database.drop()
    },
  }
  return test
}

async function signIn(
  test: TestApp,
  username: string,
  more: NonNullable<Parameters<TestApp['signIn']>[1]>,
): Promise<Client> {
  const secret = (test.people as Record<string, Seated | undefined>)[username]?.totpSecret
  // A test signs the same officer in twice within half a minute of a clock that stands still.
  if (secret) await test.sql('update account set totp_last_step = 0 where username = $1', [username])
  const code = more.code ?? (secret && codeAt(secret, test.clock.now))
  const device = more.device ?? uuidv7()
  const answer = await test.anyone.post('/session', {
    username,
    password: more.password ?? PASSWORD,
    ...(code && { code }),
    device: { id: device, name: more.deviceName ?? 'test' },
  })
  if (answer.status !== 200) throw new Error(`${username} cannot sign in: ${String(answer.body.code)}`)
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!
  const me = answer.body as Me
  const caller = callerOf(test.app, { cookie })
  const entry: Client['entry'] = (system, step, body, given = {}) => ({
    id: uuidv7({ msecs: test.clock.now }),
    office: me.posts.find((held) => held.post === (given.post ?? me.post))!.office.id,
    system,
    version: getSystem(system).version,
    stream: given.stream ?? streamFor(system, body),
    step,
    body,
    replaces: [],
    by: me.person.id,
    post: me.post,
    device,
    clock: { at: test.clock.now, since: 1_000, contact: test.clock.now - 1_000 },
    ...given,
  })
  const send: Client['send'] = async (...entries) => {
    const { status, body } = await caller.post('/entries', { entries })
    if (status !== 200) throw new Error(`entries were not taken: ${String(body.code)}`)
    return body.answers
  }
  return { ...caller, me, device, cookie, entry, send }
}

function callerOf(app: FastifyInstance, own: Record<string, string>): Caller {
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body: unknown,
    { headers = {}, post }: CallOptions = {},
  ): Promise<Answer> => {
    const isRaw = Buffer.isBuffer(body)
    const answer = await app.inject({
      method,
      url: url.startsWith('//') ? url.slice(1) : `/api/v1${url}`,
      headers: {
        ...(method !== 'GET' && { 'x-khata': '1' }),
        ...(isRaw && { 'content-type': 'application/octet-stream' }),
        ...(post && { 'x-khata-post': post }),
        ...own,
        ...headers,
      },
      ...(body !== undefined && { payload: body as object }),
    })
    const isJson = /\b(json|problem\+json)\b/.test(String(answer.headers['content-type']))
    return {
      status: answer.statusCode,
      body: isJson ? answer.json() : answer.body,
      headers: answer.headers,
      raw: answer.rawPayload,
    }
  }
  return {
    get: (url, options) => call('GET', url, undefined, options),
    post: (url, body, options) => call('POST', url, body, options),
    put: (url, body, options) => call('PUT', url, body, options),
    del: (url, options) => call('DELETE', url, undefined, options),
  }
}

async function seed(pool: Pool, sql: TestApp['sql']): Promise<TestApp['people']> {
  for (const pack of ['bd-primary', 'up-basic'])
    await plant(pool, { pack, offices: Object.values(offices).filter((office) => office.pack === pack) })
  hash ??= hashPassword(PASSWORD)
  const stored = await hash
  const seated: Record<string, Seated> = {}
  for (const [username, { office, kind, names, sex }] of Object.entries(people)) {
    const { pack, code } = offices[office]
    const { role } = packs[pack]!.pack.posts.find((post) => post.id === kind)!
    const made: Seated = {
      person: uuidv7(),
      post: uuidv7(),
      office: officeId(pack, code),
      username,
      ...(role === 'officer' && { totpSecret: makeSecret() }),
    }
    await sql('insert into person (id, names, sex) values ($1, $2, $3)', [made.person, names, sex])
    await sql('insert into post (id, office, kind, role) values ($1, $2, $3, $4)', [made.post, made.office, kind, role])
    await sql(`insert into posting (id, post, person, valid_from) values ($1, $2, $3, '2020-01-01')`, [
      uuidv7(),
      made.post,
      made.person,
    ])
    await sql(
      `insert into account (person, username, password, must_change, totp_secret, totp_since) values ($1, $2, $3, false, $4, case when $4::text is null then null else '2020-01-01'::timestamptz end)`,
      [made.person, username, stored, made.totpSecret ?? null],
    )
    seated[username] = made
  }
  return seated as TestApp['people']
}
