/** A whole upazila's registers in one file: as many as the program must take in one go, all or nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFile } from '#server/import/import-file.ts'
import type { ImportReport } from '#server/import/report.ts'
import { startApp, type TestApp } from '#test/support/app.ts'

const SCHOOLS = 300
const PUPILS = 100_000

let world: TestApp

beforeAll(async () => {
  world = await startApp()
})
afterAll(() => world.stop())

async function give(kind: string, text: string): Promise<ImportReport> {
  const { person } = world.people.ueo
  const [held] = await world.deps.directory.postsOf(person)
  return importFile(world.deps, {
    kind,
    bytes: Buffer.from(text),
    fileName: 'all.csv',
    actor: { person, held: held! },
    isDry: false,
    language: 'en',
  })
}

/** The rows of all schools in turn, so that neighbours in the file lie at different schools. */
function file(pupils = PUPILS, last?: string): string {
  const lines = ['school,no,on,class,section,roll,name,sex,birth,mother,father,proof,birth code']
  for (let i = 0; i < pupils; i += 1) {
    const no = Math.floor(i / SCHOOLS) + 1
    const code = `2019${String(i).padStart(13, '0')}`
    lines.push(
      `b${i % SCHOOLS},${no},0${1 + (i % 9)}-02-2026,${1 + (i % 5)},A,${no},শিশু ${i},${i % 2 ? 'girl' : 'boy'},${1 + (i % 28)}-${1 + (i % 11)}-${2015 + (i % 4)},মাতা ${i % 977},পিতা ${i % 983},birth-certificate,${code}`,
    )
  }
  if (last !== undefined) lines[lines.length - 1] = last
  return lines.join('\r\n')
}

const count = async (table: string): Promise<number> =>
  Number((await world.sql(`select count(*) as n from ${table}`))[0]!['n'])

test('300 schools and 100,000 pupils', { timeout: 240_000 }, async () => {
  const offices = [
    'code,level,parent,name',
    ...Array.from({ length: SCHOOLS }, (_, i) => `b${i},school,9001-1-1,School ${i}`),
  ].join('\n')
  expect(await give('offices', offices)).toMatchObject({ made: SCHOOLS, done: true })

  const some = 20_000
  const broken = await give(
    'pupils',
    file(some, 'b0,1,05-02-2026,1,A,1,শিশু,girl,10-03-2018,মাতা,পিতা,birth-certificate,'),
  )
  expect(broken).toMatchObject({ rows: some, ok: some - 1, made: 0, done: false, total: 1 })
  expect(broken.problems).toMatchObject([{ row: some + 1, column: 'no', code: 'ADMISSION_NUMBER_USED' }])
  for (const table of ['entry', 'record', 'tray', 'claim', 'series', 'tally_delta', 'recount'])
    expect([table, await count(table)]).toEqual([table, 0])

  const text = file()
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50)
  const started = performance.now()
  const report = await give('pupils', text)
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  expect(report).toMatchObject({ rows: PUPILS, ok: PUPILS, made: PUPILS, known: 0, total: 0, done: true })
  // 40 s alone on two cores; other tests run beside this one.
  expect(seconds).toBeLessThan(120)
  expect(most).toBeLessThan(1.5 * 1024 ** 3)
  if (process.env['KHATA_TEST_SAY']) process.stderr.write(`${seconds.toFixed(1)} s, ${Math.round(most / 1e6)} MB\n`)

  expect(await count('entry')).toBe(PUPILS)
  expect(await count(`record where system = 'admission'`)).toBe(PUPILS)
  const heads =
    await world.sql(`select h.seq = count(*) and max(e.seq) = h.seq and count(distinct e.seq) = h.seq as whole, s.next, max((e.body->>'no')::int) as last
    from office_head h join entry e on e.office = h.office join series s on s.office = h.office and s.series = 'admission' group by h.office, h.seq, s.next`)
  expect(heads).toHaveLength(SCHOOLS)
  for (const { whole, next, last } of heads) expect([whole, next]).toEqual([true, Number(last) + 1])
  await world.deps.rollup.drain()
  const [tally] = await world.sql(
    `select value from tally where office = $1 and system = 'admission' and measure = 'pupils'`,
    [world.offices.upazila],
  )
  expect(tally).toEqual({ value: PUPILS })

  expect(await give('pupils', text)).toMatchObject({ made: 0, known: PUPILS, done: true })
  expect(await count('entry')).toBe(PUPILS)
})
