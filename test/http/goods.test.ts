/** Goods on a real server: the status file of DBT out and in, transfers between schools, two phones at one stock. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import type { Client } from '#test/support/app.ts'
import { admitPupils } from '#test/support/device-pages.ts'
import { codes, csv, startImporting, type Importing } from './import-file.ts'

let importing: Importing
let head: Client
let upHead: Client

beforeAll(async () => {
  importing = await startImporting()
  head = await importing.as('head')
  upHead = await importing.as('uphead')
})
afterAll(() => importing?.world.stop())

const ON = '2026-07-10'
const taken = async (client: Client, system: string, step: string, body: object, more: object = {}) => {
  const [answer] = await client.send(client.entry(system, step, body as never, more))
  return answer!
}

async function newItem(client: Client, name: string): Promise<string> {
  const item = uuidv7()
  const answer = await taken(client, 'stock-item', 'enter', { item, name: { en: name }, class: 'fixed', unit: 'piece' })
  expect(answer, JSON.stringify(answer)).toMatchObject({ status: 'accepted' })
  return item
}

const move = (client: Client, item: string, what: string, quantity: number, more: object = {}) =>
  taken(client, 'stock', 'enter', { move: uuidv7(), on: ON, what, item, quantity, unit: 'piece', ...more })

test('D15 one transfer taken in by two schools: the second is kept and says so', async () => {
  const slip = { school: '0933', slip: '17' }
  const first = await move(head, await newItem(head, 'Bench'), 'transfer-in', 10, slip)
  expect(first).toMatchObject({ status: 'accepted', flags: [] })
  const second = await move(upHead, await newItem(upHead, 'Bench'), 'transfer-in', 10, slip)
  expect(second.status).toBe('accepted')
  expect(second.flags.map(({ code }: { code: string }) => code)).toContain('CLAIMED_ELSEWHERE')
})

test('two phones issue from one stock: both are kept, the second says by how much it went beyond', async () => {
  const item = await newItem(head, 'Football')
  await move(head, item, 'donation', 5)
  const teacher = await importing.as('teacher')
  expect((await move(teacher, item, 'issue', 4)).flags).toEqual([])
  expect((await move(head, item, 'issue', 3)).flags).toEqual([
    { code: 'STOCK_OVER_BALANCE', at: '/quantity', facts: { left: 1, over: 2 } },
  ])
})

test('the status file: out as a table, in by dry run and rows told, then written once', async () => {
  const pupils = await admitPupils(upHead, 3)
  for (const pupil of pupils) {
    const page = {
      pupil,
      year: '2026-27',
      on: ON,
      relation: 'mother',
      holder: { en: 'Sita' },
      last4: '4821',
      seeded: 'yes',
    }
    expect(await taken(upHead, 'dbt', 'enter', page)).toMatchObject({ status: 'accepted' })
    await taken(upHead, 'dbt', 'verify', {}, { stream: `${pupil}/2026-27` })
  }
  const school = importing.world.offices.upSchool
  const out = await upHead.get(`/sheet/${school}/dbt/file?day=${ON}&format=csv&lang=en`)
  expect(String(out.raw)).toContain('Last 4 figures of the account')
  const rows = [
    ['Adm. no.', 'School year', 'Pupil', 'Status', 'Date', 'Reason', 'Amount'],
    [1, '2026-27', 'x', 'Credited', '11-07-2026', '', '1200'],
    [2, '2026-27', 'y', 'विफल', '11-07-2026', 'खाता बन्द', ''],
    [3, '2026-27', 'z', 'Verified', '', '', ''],
  ]
  const bad = csv(
    ...rows,
    [9, '2026-27', 'w', 'Credited', '11-07-2026', '', '1200'],
    [3, '2026-27', 'z', 'Credited', '', '', 'many'],
  )
  const refused = await importing.give('uphead', 'dbt', bad)
  expect(refused.body).toMatchObject({ rows: 5, done: false, made: 0 })
  expect(codes(refused)).toEqual(['5 Adm. no. RECORD_MISSING', '6 Date FIELD_MISSING', '6 Amount IMPORT_NUMBER_WRONG'])
  const dry = await importing.give('uphead', 'dbt', csv(...rows), { dry: true })
  expect(dry.body).toMatchObject({ rows: 3, ok: 3, made: 2, known: 1, total: 0, done: false })
  const done = await importing.give('uphead', 'dbt', csv(...rows))
  expect(done.body).toMatchObject({ made: 2, known: 1, done: true })
  expect((await importing.give('uphead', 'dbt', csv(...rows))).body).toMatchObject({ made: 0, known: 3, done: true })
  const { body } = await upHead.get('/records?system=dbt&limit=10')
  expect(body.records.map(({ state }: { state: string }) => state).sort()).toEqual(['credited', 'failed', 'verified'])
})
