import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool, within, everywhere, type Pool } from '#server/db/pool.ts'
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts'

let database: FreshDatabase
let pool: Pool

beforeAll(async () => {
  database = await freshDatabase()
  pool = openPool(database.url, 2)
})

afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('transactions that ask the pool for a second connection never wait for each other for ever', async () => {
  const ask = () => within(pool, everywhere, async () => (await pool.query('select 1 as one')).rows[0].one as number)
  expect(await Promise.all(Array.from({ length: 12 }, ask))).toEqual(Array.from({ length: 12 }, () => 1))
})

test('a write that fails behind the work is thrown, and nothing of the transaction stays', async () => {
  const work = within(pool, everywhere, async (client, behind) => {
    behind([
      client.query(`insert into setting (key, value) values ('pool-test', '1')`),
      client.query(`insert into setting (key, value) values ('pool-test', 'no json')`),
    ])
  })
  await expect(work).rejects.toThrow(/json/)
  expect((await pool.query(`select count(*)::int as n from setting where key = 'pool-test'`)).rows[0].n).toBe(0)
})
