import { readFileSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from './database.ts'

async function tables(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create table mine (n int)')
  const found = await client.query<{ name: string }>(`select tablename as name from pg_tables where tablename = 'mine'`)
  await client.end()
  return found.rows.map((row) => row.name)
}

test('two databases share no table, and a dropped one is gone', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()])
  expect(await tables(one.url)).toEqual(['mine'])
  expect(await tables(two.url)).toEqual(['mine'])
  await Promise.all([one.drop(), two.drop()])
  await expect(tables(one.url)).rejects.toThrow(/does not exist/)
})

test('the run keeps one cluster in its own home', () => {
  const pidFile = `${process.env.KHATA_TEST_HOME}/pgdata/postmaster.pid`
  expect(Number(readFileSync(pidFile, 'utf8').split('\n')[0])).toBeGreaterThan(0)
})
