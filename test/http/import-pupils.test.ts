import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '#cli/import.ts'
import { admitPupils } from '#test/support/device-pages.ts'
import { codes, csv, pupil, PUPILS, startImporting, type Importing } from './import-file.ts'

let importing: Importing
const as: Importing['as'] = (username) => importing.as(username)
const give: Importing['give'] = (...args) => importing.give(...args)

beforeAll(async () => {
  importing = await startImporting()
})
afterAll(() => importing.world.stop())

describe('pupils', () => {
  test('a head brings in her own register; entries are hers, marked as the register marks them; again changes nothing', async () => {
    const file = csv(
      PUPILS,
      pupil(11),
      pupil(12, {
        school: '',
        class: '১ম শ্রেণি',
        section: 'ক',
        'admission no': '১২',
        'admission date': '০৫/০১/২০২৬',
        proof: '',
        sex: 'ছেলে',
        'birth code': '2019 0112 3456 7890 1',
        phone: '01712345678',
      }),
    )
    const { body } = await give('head', 'pupils', `\uFEFF${file}`)
    expect(body).toMatchObject({ rows: 2, ok: 2, made: 2, known: 0, flagged: 1, total: 0, problems: [], done: true })
    const entries = await importing.world.sql(
      `select seq, by_person, post, step, body, flags from entry where office = $1 and system = 'admission' order by seq`,
      [importing.world.offices.school],
    )
    expect(entries.map((e) => [e['seq'], e['by_person'], e['post'], e['step']])).toEqual(
      [1, 2].map((seq) => [seq, importing.world.people.head.person, importing.world.people.head.post, 'enter']),
    )
    expect(entries[1]).toMatchObject({
      body: {
        no: 12,
        group: '1-A',
        on: '2026-01-05',
        sex: 'boy',
        phone: '+8801712345678',
        birthCode: '20190112345678901',
        name: { bn: 'শিশু 12' },
      },
      flags: [{ code: 'ADMISSION_NO_PROOF' }],
    })
    expect(
      await importing.world.sql(`select next from series where office = $1 and series = 'admission'`, [
        importing.world.offices.school,
      ]),
    ).toEqual([{ next: 13 }])
    expect((await give('head', 'pupils', `\uFEFF${file}`)).body).toMatchObject({
      rows: 2,
      made: 0,
      known: 2,
      done: true,
    })
    await importing.world.deps.rollup.drain()
    const [tally] = await importing.world.sql(
      `select value from tally where office = $1 and system = 'admission' and measure = 'pupils'`,
      [importing.world.offices.upazila],
    )
    expect(tally).toEqual({ value: 2 })
    const head = await as('head')
    const [next] = await head.send(
      head.entry('admission', 'enter', {
        pupil: '01900000-0000-7000-8000-000000000777',
        on: '2026-07-14',
        group: '1-A',
        name: { en: 'New' },
        sex: 'girl',
        birth: '2020-01-01',
        proof: 'none',
        mother: { en: 'M' },
      }),
    )
    expect(next.assigned).toEqual({ no: 13 })
  })

  test('an officer over several schools: all problems of all rows, in her language, and nothing is written', async () => {
    const before = await importing.world.sql('select count(*) from entry')
    const file = csv(
      PUPILS,
      pupil(20),
      pupil(21, { school: '900201' }),
      pupil(22, { school: '1' }),
      pupil(23, { class: '9', sex: 'x', birth: '31-02-2019' }),
      pupil(24, { 'admission date': '05-01-2030' }),
      pupil(20),
      pupil(11),
      pupil(25, { 'birth code': '123', roll: 900 }),
      pupil(26, { name_bn: '', phone: '5' }),
      pupil(27, { birth: '01-02-2026' }),
      pupil(28, { school: '900102' }),
    )
    const answer = await give('aueo', 'pupils', file, { headers: { 'x-khata-lang': 'hi' } })
    expect(codes(answer)).toEqual([
      '3 school IMPORT_OFFICE_FOREIGN',
      '4 school IMPORT_OFFICE_UNKNOWN',
      '5 class FIELD_UNKNOWN_CHOICE',
      '5 sex FIELD_UNKNOWN_CHOICE',
      '5 birth IMPORT_DAY_WRONG',
      '6 admission date DAY_IN_FUTURE',
      '7 admission no ADMISSION_NUMBER_USED',
      '8 admission no ADMISSION_NUMBER_USED',
      '9 roll FIELD_TOO_LARGE',
      '9 birth code FIELD_WRONG_CODE',
      '10 name_bn FIELD_MISSING',
      '10 phone FIELD_WRONG_CODE',
      '11 birth ADMISSION_BEFORE_BIRTH',
    ])
    expect(answer.body).toMatchObject({ rows: 11, ok: 2, made: 0, done: false, total: 13 })
    expect(answer.body.problems.find((p: { row: number }) => p.row === 4).text).toContain('कार्यालय')
    expect(await importing.world.sql('select count(*) from entry')).toEqual(before)
    const table = await give('aueo', 'pupils', file, { headers: { accept: 'text/csv', 'x-khata-lang': 'bn' } })
    expect(table.headers['content-type']).toContain('text/csv')
    expect(String(table.body)).toMatch(
      /^\uFEFFসারি,ঘর,সমস্যা,সংকেত,ফাইলে যা আছে\r\n3,school,.+,IMPORT_OFFICE_FOREIGN,"900201 \| 21 .+\r\n/,
    )
  })

  test('an officer above writes for several schools at once, from a workbook with date cells, headed in Bangla', async () => {
    const heads = [
      'বিদ্যালয়ের কোড',
      'ভর্তি নম্বর',
      'ভর্তির তারিখ',
      'শ্রেণি',
      'রোল',
      'শিক্ষার্থীর নাম',
      'লিঙ্গ',
      'জন্মতারিখ',
      'মাতার নাম',
    ]
    const day = (text: string) => new Date(`${text}T00:00:00Z`)
    const rows = [
      heads,
      [900101, 31, day('2026-01-06'), '২', 1, 'মিতু', 'ছাত্রী', day('2018-05-01'), 'রহিমা'],
      ['900102', '৩২', day('2026-01-06'), 'তৃতীয়', 1, 'রাজু', 'ছাত্র', day('2017-05-01'), 'সালমা'],
    ]
    const bad = await give('ueo', 'pupils', await writeXlsx({ sheets: [{ name: 'A', rows }] }))
    expect(codes(bad)).toEqual(['3 শ্রেণি FIELD_UNKNOWN_CHOICE'])
    rows[2]![3] = '3য়'
    const file = await writeXlsx({ sheets: [{ name: 'A', rows }] })
    expect((await give('ueo', 'pupils', file)).body).toMatchObject({ made: 2, done: true, problems: [] })
    const [entry] = await importing.world.sql(`select body, post from entry where office = $1 and body->>'no' = '32'`, [
      importing.world.offices.school2,
    ])
    expect(entry).toMatchObject({
      body: { on: '2026-01-06', birth: '2017-05-01', group: '3-A', sex: 'boy', name: { bn: 'রাজু' }, proof: 'none' },
      post: importing.world.people.ueo.post,
    })
  })

  test('UTF-16 with tabs, as spreadsheets save text', async () => {
    const text = [PUPILS, pupil(41)].map((row) => row.join('\t')).join('\r\n')
    const file = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
    expect((await give('head', 'pupils', file, { dry: true })).body).toMatchObject({
      ok: 1,
      made: 1,
      done: false,
      problems: [],
    })
  })
})

test('while a file is being written, the numbers of other schools go up all the same', async () => {
  const { sql, offices, deps } = importing.world
  await deps.rollup.drain()
  await sql('begin')
  await sql('select from office_head where office = $1 for update', [offices.school])
  // The import has its lock and waits for the school; other tests wait in databases of their own.
  const held = `select from pg_locks w where not granted and locktype = 'transactionid' and exists (
    select from pg_locks o join pg_database d on d.oid = o.database where o.pid = w.pid and d.datname = current_database())`
  const writing = give('head', 'pupils', csv(PUPILS, pupil(50)))
  await expect.poll(() => sql(held), { timeout: 10_000 }).toHaveLength(1)
  const head = await as('head3')
  await admitPupils(head, 2)
  const waiting = () => sql('select from tally_delta where office = $1', [offices.school3])
  expect((await waiting()).length).toBeGreaterThan(0)
  await deps.rollup.drain()
  const after = await waiting()
  await sql('commit')
  expect(after).toEqual([])
  expect((await writing).body).toMatchObject({ made: 1, done: true })
})

test('the command prints the report and writes only what is whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'khata-import-'))
  const file = join(folder, 'pupils.csv')
  await writeFile(file, csv(PUPILS, pupil(51)))
  await run(['pupils', file, '--as', 'head', '--dry'], importing.world.deps)
  expect(await importing.world.sql(`select 1 from entry where body->>'no' = '51'`)).toEqual([])
  await run(['pupils', file, '--as', 'head'], importing.world.deps)
  expect(await importing.world.sql(`select 1 as n from entry where body->>'no' = '51'`)).toEqual([{ n: 1 }])
  await expect(run(['pupils', file, '--as', 'nobody'], importing.world.deps)).rejects.toThrow('IMPORT_ACCOUNT_UNKNOWN')
})
