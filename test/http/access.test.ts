import { createHash, randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '#kernel/entry/envelope.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import type { Role } from '#kernel/define/who.ts'
import { packs } from '#packs/index.ts'
import { everywhere, within } from '#server/db/pool.ts'
import { reachOf } from '#server/reach.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, cancellation, sheetBody } from '#test/support/device-pages.ts'
import { keyOf, line, mayRead, readWorld, type Reader, type World } from '#test/support/oracle.ts'
import { offices, people, type OfficeKey, type PersonKey } from '#test/support/world.ts'

const SYSTEMS = ['admission', 'attendance', 'holiday', 'casual-leave', 'absence']
const OFFICES = Object.keys(offices) as OfficeKey[]
const SCHOOLS = OFFICES.filter((key) => offices[key].level === 'school')

let t: TestApp
let world: World
/** Which record waits for whom, and what is held where: read past every policy. */
let duties: { key: string; office: string; role: string }[]

beforeAll(async () => {
  t = await startApp()
  await fill()
  world = await readWorld(t.sql)
  duties = (
    await t.sql('select office, system, stream, duty_office, duty_role from record where duty_office is not null')
  ).map((row) => ({
    key: keyOf(row as Folded),
    office: row['duty_office'] as string,
    role: row['duty_role'] as string,
  }))
})
afterAll(() => t?.stop())

async function take(client: Client, entry: Entry): Promise<Folded> {
  const [answer] = await client.send(entry)
  if (answer.status !== 'accepted') throw new Error(JSON.stringify(answer))
  return answer.record
}

/** Records of all five systems at all schools, holidays at every level, leave in every state. */
async function fill(): Promise<void> {
  const byUser = Object.fromEntries(
    await Promise.all((Object.keys(people) as PersonKey[]).map(async (key) => [key, await t.signIn(key)])),
  ) as { [key in PersonKey]: Client }
  for (const key of ['secretary', 'dpeo', 'ueo', 'aueo2', 'head', 'head3', 'dgse', 'beo', 'uphead'] as const) {
    const client = byUser[key]
    await take(
      client,
      client.entry('holiday', 'enter', { on: `2026-09-${10 + key.length}`, kind: 'closed', cause: 'fog' }),
    )
  }
  const staff = [
    ['head', 'teacher'],
    ['head2', 'teacher3'],
    ['head3', 'teacher4'],
    ['uphead', 'upteacher'],
  ] as const
  for (const [headKey, teacherKey] of staff) {
    const [head, teacher] = [byUser[headKey], byUser[teacherKey]]
    const pupils = await admitPupils(head, 2)
    await take(teacher, teacher.entry('attendance', 'enter', sheetBody(pupils, 1)))
    const ask = (client: Client, day: string) =>
      take(
        client,
        client.entry('casual-leave', 'ask', {
          case: randomUUID(),
          teacher: client.me.person.id,
          days: { from: day, to: day },
          ground: 'family',
        }),
      )
    await ask(teacher, '2026-07-20')
    await ask(head, '2026-07-21')
    const granted = await ask(teacher, '2026-07-22')
    await take(head, head.entry('casual-leave', 'grant', {}, { stream: granted.stream }))
    const given = await ask(teacher, '2026-07-27')
    await take(head, head.entry('casual-leave', 'grant', {}, { stream: given.stream }))
    await take(head, head.entry('casual-leave', 'cancel', {}, { stream: given.stream, reason: 'she came' }))
    const gone = await take(head, head.entry('attendance', 'enter', sheetBody(pupils, 0, { on: '2026-07-13' })))
    await take(head, cancellation(head, gone))
    await head.send(head.entry('attendance', 'enter', sheetBody(pupils, 0, { on: '2026-06-22' })))
  }
  await t.deps.rollup.drain()
}

type Seat = { office: OfficeKey; kind: string; from: string; to?: string; posting: 'regular' | 'acting' | 'additional' }

/** Any post that the country of an office has at its level, held now, earlier, or later. */
const seat: fc.Arbitrary<Seat> = fc
  .record({
    office: fc.constantFrom(...OFFICES),
    n: fc.nat(20),
    time: fc.constantFrom('now', 'now', 'now', 'over', 'later'),
    posting: fc.constantFrom('regular', 'acting', 'additional'),
  })
  .map(({ office, n, time, posting }) => {
    const kinds = packs[offices[office].pack]!.pack.posts.filter((post) => post.level === offices[office].level)
    const days = {
      now: { from: '2026-01-01' },
      over: { from: '2020-01-01', to: '2026-07-13' },
      later: { from: '2026-07-15' },
    }[time]
    return { office, kind: kinds[n % Math.max(1, kinds.length)]?.id ?? '', posting, ...days }
  })
  .filter(({ kind }) => kind !== '') as fc.Arbitrary<Seat>

/** Somebody who has a history here, or nobody yet. */
const who = fc.option(fc.constantFrom('teacher', 'head', 'teacher4', 'upteacher', 'aueo') as fc.Arbitrary<PersonKey>)

type Get = (url: string) => Promise<{ status: number; body: any }> // oxlint-disable-line typescript/no-explicit-any

/** Opens a session past the sign-in page; what is tested here begins after it. */
async function sessionOf(person: string): Promise<(post: string) => Get> {
  const token = randomBytes(32).toString('base64url')
  await t.sql(
    `insert into account (person, username, password, must_change, totp_since) values ($1::uuid, $1::text, '', false, now())
     on conflict (person) do update set totp_since = coalesce(account.totp_since, now())`,
    [person],
  )
  await t.sql(
    `insert into session (id, token_hash, person, device, created, seen, expires) values ($1, $2, $3, $4, '2026-07-14', '2026-07-14', '2026-08-14')`,
    [uuidv7(), createHash('sha256').update(token).digest(), person, uuidv7()],
  )
  return (post) => async (url) => {
    const answer = await t.app.inject({
      url: `/api/v1${url}`,
      headers: { cookie: `khata=${token}`, 'x-khata-post': post },
    })
    return { status: answer.statusCode, body: answer.json() }
  }
}

const keysOf = (records: Folded[]): string[] => records.map(keyOf).sort()

async function listed(get: Get, system: string, office?: string): Promise<string[]> {
  const found: string[] = []
  for (let after = ''; ;) {
    const { status, body } = await get(
      `/records?system=${system}&limit=7${office ? `&office=${office}` : ''}${after && `&after=${encodeURIComponent(after)}`}`,
    )
    expect(status).toBe(200)
    found.push(...keysOf(body.records))
    if (!body.next) return found.sort()
    after = body.next
  }
}

/** Everything that the API shows under one post against what the rule says. */
async function expectExactly(get: Get, reader: Reader): Promise<void> {
  const readable = world.records.filter((record) => mayRead(world, reader, record))
  const allowed = new Set(readable.map(keyOf))
  for (const system of SYSTEMS) {
    const expected = keysOf(readable.filter((record) => record.system === system))
    expect([reader, system, await listed(get, system)]).toEqual([reader, system, expected])
    const school = t.offices.school
    expect(await listed(get, system, school)).toEqual(expected.filter((key) => key.startsWith(school)))
  }
  for (const record of world.records) {
    const { status, body } = await get(`/records/${record.office}/${record.system}/${record.stream}`)
    expect([reader, keyOf(record), status]).toEqual([reader, keyOf(record), allowed.has(keyOf(record)) ? 200 : 404])
    if (status !== 200) continue
    expect(body.record.heads).toEqual(record.heads)
    expect(body.entries.length).toBeGreaterThan(0)
    for (const list of Object.values(body.needs as { [need: string]: Folded[] }))
      for (const page of list) expect(allowed).toContain(keyOf(page))
  }
}

/** What the device of a post gets: nothing that it may not read, and all that it works with. */
async function expectSynced(get: Get, reader: Reader): Promise<void> {
  const { status, body } = await get('/sync')
  expect(status).toBe(200)
  const got = new Set(keysOf(body.records))
  const isHers = (key: string) => world.about.get(key) === reader.person
  const above = new Set(line(world, reader.office).map(({ id }) => id))
  const waiting = new Set(
    duties.filter((duty) => duty.office === reader.office && duty.role === reader.role).map(({ key }) => key),
  )
  for (const record of world.records) {
    const key = keyOf(record)
    const isOwn =
      record.office === reader.office ||
      (record.system === 'holiday' && above.has(record.office)) ||
      isHers(key) ||
      waiting.has(key)
    if (!mayRead(world, reader, record)) expect([reader, key, got.has(key)]).toEqual([reader, key, false])
    else if (isOwn) expect([reader, key, got.has(key)]).toEqual([reader, key, true])
  }
  const inbox = (await get('/inbox')).body
  expect(keysOf(inbox.cases)).toEqual(
    [...waiting]
      .filter((key) =>
        mayRead(
          world,
          reader,
          world.records.find((r) => keyOf(r) === key)!,
        ),
      )
      .sort(),
  )
  expect(keysOf(inbox.sent)).toEqual(
    [...world.about]
      .filter(([, person]) => person === reader.person)
      .map(([key]) => key)
      .sort(),
  )
}

/** Offices at and below the post are open to Oversight, others are not; sheets by what the role reads as well. */
async function expectWithin(get: Get, reader: Reader, role: Role): Promise<void> {
  for (const key of OFFICES) {
    const office = t.offices[key]
    const isBelow = line(world, office).some(({ id }) => id === reader.office)
    const { status, body } = await get(`/oversight?office=${office}`)
    expect([reader, key, status]).toEqual([reader, key, isBelow ? 200 : 403])
    for (const record of (body.records ?? []) as Folded[])
      expect(
        mayRead(
          world,
          reader,
          world.records.find((r) => keyOf(r) === keyOf(record))!,
        ),
      ).toBe(true)
  }
  for (const key of SCHOOLS) {
    const isBelow = line(world, t.offices[key]).some(({ id }) => id === reader.office)
    const sheets = {
      'admission/roll?group=3-A&day=2026-07-14': role !== 'viewer',
      'attendance/month?group=3-A&month=2026-07': true,
    }
    for (const [path, isRead] of Object.entries(sheets)) {
      const { status, body } = await get(`/sheet/${t.offices[key]}/${path}`)
      expect([reader, key, path, status]).toEqual([reader, key, path, isBelow && isRead ? 200 : 403])
      if (status === 200) expect(body.rows.some((row: { open?: unknown }) => row.open)).toBe(role !== 'viewer')
    }
  }
}

/** What the policies alone let the application's role see with the settings of a post. */
async function expectPolicies(reader: Reader, role: Role): Promise<void> {
  const office = t.deps.directory.get(reader.office)
  const reach = reachOf(reader.person, { post: '', kind: 'regular', role, title: {}, office, from: '2000-01-01' })
  const seen = await within(t.pool, reach, async (client) => ({
    records: (await client.query('select office, system, stream from record')).rows as Folded[],
    streams: (await client.query('select distinct office, system, stream from entry')).rows as Folded[],
    offices: (await client.query('select distinct office from tally')).rows as { office: string }[],
  }))
  const expected = keysOf(world.records.filter((record) => mayRead(world, reader, record)))
  expect(keysOf(seen.records)).toEqual(expected)
  expect(keysOf(seen.streams)).toEqual(expected)
  for (const { office } of seen.offices) expect(line(world, office).map(({ id }) => id)).toContain(reader.office)
}

describe('for any person, posts and offices', () => {
  test('the API shows what role within office, own and spreading give, and row-level security alone gives the same', async () => {
    await fc.assert(
      fc.asyncProperty(who, fc.array(seat, { minLength: 1, maxLength: 2 }), async (known, seats) => {
        const person = known === null ? await t.makePerson('Somebody') : t.people[known].person
        const made: { post: string; seat: Seat }[] = []
        for (const one of seats)
          made.push({ seat: one, post: await t.seat(person, one.office, one.kind, one.from, one.to, one.posting) })
        const open = await sessionOf(person)
        const posts = known === null ? made : [...made, { post: t.people[known].post, seat: undefined }]
        for (const { post, seat: held } of posts) {
          const get = open(post)
          const today = (await get('/me')).body.posts as { post: string; role: Role; office: { id: string } }[]
          const now = today.find((one) => one.post === post)
          const isHeld =
            held === undefined || (held.from <= '2026-07-14' && (held.to === undefined || held.to >= '2026-07-14'))
          expect(now !== undefined).toBe(isHeld)
          if (!now) {
            for (const path of ['/sync', '/inbox', '/oversight', '/records?system=holiday'])
              expect((await get(path)).body.code).toBe('POST_NOT_HELD')
            continue
          }
          const reader = { person, role: now.role, office: now.office.id }
          await expectExactly(get, reader)
          t.deps.isFiltering = false
          await expectExactly(get, reader).finally(() => (t.deps.isFiltering = true))
          await expectSynced(get, reader)
          await expectWithin(get, reader, now.role)
          await expectPolicies(reader, now.role)
        }
        for (const { post } of made) await t.sql('delete from posting where post = $1', [post])
        await t.forget()
      }),
      { numRuns: Number(process.env['KHATA_ACCESS_RUNS'] ?? 10), endOnFailure: true },
    )
  })
})

describe('held entries and trays', () => {
  test('are seen by their author, and waiting ones by the nearest officer', async () => {
    const held = await t.sql(`select id, office, person from tray where status = 'held'`)
    expect(held).toHaveLength(4)
    for (const key of Object.keys(people) as PersonKey[]) {
      const get = (await sessionOf(t.people[key].person))(t.people[key].post)
      const tray = (await get('/tray')).body.items.map((item: { id: string }) => item.id)
      expect([key, tray]).toEqual([
        key,
        held.filter((item) => item['person'] === t.people[key].person).map((item) => item['id']),
      ])
      const waiting = (await get('/inbox')).body.held.map((item: { id: string }) => item.id).sort()
      const mine: { [officer: string]: OfficeKey[] } = {
        aueo: ['school', 'school2'],
        aueo2: ['school3'],
        beo: ['upSchool'],
      }
      const expected = held
        .filter((item) => (mine[key] ?? []).some((office) => t.offices[office] === item['office']))
        .map((item) => item['id'])
      expect([key, waiting]).toEqual([key, expected.sort()])
    }
  })
})

describe('the application’s own role in the database', () => {
  let client: pg.Client
  beforeAll(async () => {
    client = new pg.Client({ connectionString: t.url })
    await client.connect()
    await client.query('set role khata_app')
  })
  afterAll(() => client?.end())

  const inReach = async (settings: Partial<typeof everywhere>, work: () => Promise<unknown>): Promise<string> => {
    await client.query('begin')
    for (const [key, value] of Object.entries({ ...everywhere, ...settings }))
      await client.query('select set_config($1, $2, true)', [`khata.${key}`, value])
    try {
      await work()
      return 'done'
    } catch (error) {
      return (error as { code: string }).code
    } finally {
      await client.query('rollback')
    }
  }

  test.each([
    'update entry set body = body',
    'update entry set path = path',
    'delete from entry',
    'truncate entry',
    'delete from record',
    'delete from tray',
    'delete from office_head',
    'update file set type = type',
    'drop table entry',
    'alter table entry disable row level security',
    'alter role khata_app bypassrls',
    'create table mine ()',
    'delete from account_change',
  ])('may not: %s', async (sql) => {
    expect(await inReach({}, () => client.query(sql))).toBe('42501')
  })

  test('may not touch the parts of the ledger by their own names either', async () => {
    const parts = await t.sql(`select relname from pg_class where relname like 'entry\\_%' and relkind = 'r'`)
    expect(parts.length).toBeGreaterThan(10)
    for (const { relname } of parts)
      for (const sql of [
        `select from ${String(relname)}`,
        `update ${String(relname)} set path = path`,
        `delete from ${String(relname)}`,
      ])
        expect([sql, await inReach({}, () => client.query(sql))]).toEqual([sql, '42501'])
  })

  test('is no owner, no superuser, and not past the policies', async () => {
    const [role] = await t.sql(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'khata_app'`,
    )
    expect(Object.values(role!)).toEqual([false, false, false, false])
    const bare = await t.sql(
      `select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relrowsecurity and not relispartition
         and exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'path' and not attisdropped)`,
    )
    // The tree itself is read by everybody who is signed in.
    expect(bare.map((row) => row['relname']).sort()).toEqual(['office', 'office_place'])
  })

  test('sees nothing of schools without settings, nor with the settings that a transaction left', async () => {
    const count = async () => {
      const seen: { [table: string]: number } = {}
      for (const table of ['entry', 'record', 'tray', 'tally', 'tally_delta', 'recount', 'file'])
        seen[table] = Number((await client.query(`select count(*) from ${table}`)).rows[0].count)
      return seen
    }
    const nothing = { entry: 0, record: 0, tray: 0, tally: 0, tally_delta: 0, recount: 0, file: 0 }
    const fresh = new pg.Client({ connectionString: t.url })
    await fresh.connect()
    await fresh.query('set role khata_app')
    for (const table of Object.keys(nothing))
      expect([table, (await fresh.query(`select from ${table}`)).rowCount]).toEqual([table, 0])
    await fresh.end()
    expect(await inReach({}, async () => expect((await count())['entry']).toBeGreaterThan(40))).toBe('done')
    expect(await count()).toEqual(nothing)
  })

  test('writes nothing outside of its reach, nor a path that is not the office’s own range', async () => {
    const { path } = world.places.get(t.offices.school)!
    const narrow = { lo: path, hi: `${path.slice(0, -1)}0` }
    const far = world.places.get(t.offices.school3)!.path
    const insert = (at: string) =>
      client.query(`insert into entry (office, id, path, system, version, stream, step, body, by_person, post, device, clock, received, seq, salt)
        select office, gen_random_uuid(), '${at}', system, version, stream, step, body, by_person, post, device, clock, received, seq, salt from entry limit 1`)
    expect(await inReach(narrow, () => insert(path))).toBe('done')
    expect(await inReach(narrow, () => insert(far))).toBe('42501')
    const touched = async (at: string) =>
      (await client.query('update record set state = state where path = $1', [at])).rowCount
    expect(await inReach(narrow, async () => expect(await touched(path)).toBeGreaterThan(0))).toBe('done')
    expect(await inReach(narrow, async () => expect(await touched(far)).toBe(0))).toBe('done')
    expect(await inReach(narrow, () => client.query('update record set path = $1 where path = $2', [far, path]))).toBe(
      '42501',
    )
  })

  test('reads by the range of a path, not by what merely begins alike', async () => {
    // 9001-1 and 9001-10 begin alike; the slash after each code keeps them apart.
    const { path } = world.places.get(t.offices.upazila)!
    const neighbour = `${path.slice(0, -1)}0/school/`
    await t.sql(`update record set path = $1 where office = $2 and system = 'attendance'`, [
      neighbour,
      t.offices.school3,
    ])
    const held = (await t.deps.directory.postsOf(t.people.ueo.person))[0]!
    const seen = await within(
      t.pool,
      reachOf(t.people.ueo.person, held),
      async (one) => (await one.query('select from record where path = $1', [neighbour])).rowCount,
    )
    expect(seen).toBe(0)
    await t.sql(`update record set path = $1 where office = $2 and system = 'attendance'`, [
      world.places.get(t.offices.school3)!.path,
      t.offices.school3,
    ])
  })
})
