import { readFile } from 'node:fs/promises'
import { writeXlsx } from 'hucre'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import labels from '#server/import/import.labels.json' with { type: 'json' }
import { textFaults } from '#test/contract/labels.ts'
import { codes, csv, startImporting, type Importing } from './import-file.ts'

let importing: Importing
const as: Importing['as'] = (username) => importing.as(username)
const give: Importing['give'] = (...args) => importing.give(...args)

beforeAll(async () => {
  importing = await startImporting()
})
afterAll(() => importing.world.stop())

describe('files', () => {
  test.each([
    ['a renamed JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'pupils.xlsx', 'JPEG'],
    ['a zip that is cut off', Buffer.from('504b0304140000000800', 'hex'), 'pupils.xlsx', 'ZIP_BROKEN'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'pupils.xls', 'XLS'],
    ['bytes called CSV', Buffer.from([0x61, 0x2c, 0x01, 0x02, 0xfe, 0x00, 0x0a]), 'pupils.csv', 'BINARY'],
    ['a page saved as a table', Buffer.from('<html><table><tr><td>1</td></tr></table></html>'), 'pupils.xls', 'HTML'],
    ['nothing', Buffer.alloc(0), 'pupils.csv', 'EMPTY'],
  ])('%s is told for what it is', async (_name, bytes, name, looks) => {
    const { status, body } = await give('head', 'pupils', bytes, { name })
    expect([status, body.code, body.facts.looks]).toEqual([422, 'IMPORT_FILE_UNREADABLE', looks])
  })

  test('a zip that is no workbook is told', async () => {
    const workbook = Buffer.from(await writeXlsx({ sheets: [{ name: 'A', rows: [['no']] }] }))
    const renamed = Buffer.from(workbook.toString('latin1').replaceAll('xl/worksheets/', 'xx/worksheets/'), 'latin1')
    expect((await give('head', 'pupils', renamed, { name: 'a.xlsx' })).body.facts.looks).toBe('ZIP')
  })

  test('an unknown kind, a role that may not, and no file at all', async () => {
    expect((await give('ueo', 'cats', 'a')).body.code).toBe('IMPORT_KIND_UNKNOWN')
    for (const [who, kind] of [
      ['teacher', 'pupils'],
      ['head', 'offices'],
      ['head', 'persons'],
      ['uno', 'postings'],
      ['uda', 'pupils'],
    ] as const)
      expect((await give(who, kind, 'code\n1')).status).toBe(403)
    expect((await (await as('ueo')).post('/import/offices', {})).status).toBe(400)
  })

  test('headers that are unknown, doubled or missing are told before any row', async () => {
    const { body } = await give('ueo', 'persons', 'Code,CODE,Colour\n1,2,3')
    expect(body.problems.map((p: { code: string; row: number }) => [p.row, p.code])).toEqual([
      [1, 'IMPORT_COLUMN_TWICE'],
      [1, 'IMPORT_COLUMN_UNKNOWN'],
      [1, 'IMPORT_COLUMN_MISSING'],
    ])
    expect([body.done, body.rows, body.ok]).toEqual([false, 1, 0])
  })
})

describe('the report', () => {
  test('says what the file has in the row, and which cell is meant', async () => {
    const { body } = await give('ueo', 'offices', 'code,level,parent,name\nx-1,village,9001-1,  Fine ', { dry: true })
    expect(body.problems).toMatchObject([
      { row: 2, column: 'level', code: 'FIELD_UNKNOWN_CHOICE', said: ['x-1', 'village', '9001-1', 'Fine'], at: 1 },
    ])
  })

  test('comes after lines that tell how far it is; what goes wrong comes as a last line too', async () => {
    const headers = { accept: 'application/x-ndjson' }
    const lines = (answer: { body: unknown }) =>
      String(answer.body)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    const good = lines(
      await give('ueo', 'offices', 'code,level,parent,name\nx-1,cluster,9001-1,Fine', { dry: true, headers }),
    )
    expect(good[0]).toEqual({ stage: 'read', done: 1, of: 1 })
    expect(good.at(-1)).toMatchObject({ report: { made: 1, total: 0, done: false } })
    const bad = lines(await give('ueo', 'offices', Buffer.alloc(0), { headers }))
    expect(bad).toMatchObject([{ problem: { code: 'IMPORT_FILE_UNREADABLE', status: 422 } }])
  })
})

describe('offices', () => {
  test('come in any order, below the importer, with their history; the same file again changes nothing', async () => {
    const file = csv(
      ['code', 'level', 'parent', 'name_bn', 'name_en', 'lat', 'lon', 'opened'],
      ['910001', 'বিদ্যালয়', '9001-1-9', 'জবা সরকারি প্রাথমিক বিদ্যালয়', '', '২৪.০০৫', '89.25', '01/07/1973'],
      ['9001-1-9', 'cluster', '9001-1', 'পূর্ব ক্লাস্টার', 'East', '', '', ''],
    )
    const first = await give('ueo', 'offices', file, { dry: true })
    expect([first.body.problems, first.body.made, first.body.done]).toEqual([[], 2, false])
    expect(await importing.world.sql(`select 1 from office where code = '910001'`)).toEqual([])
    expect((await give('ueo', 'offices', file)).body).toMatchObject({
      kind: 'offices',
      rows: 2,
      ok: 2,
      made: 2,
      known: 0,
      total: 0,
      done: true,
    })
    const [school] = await importing.world.sql(
      `select path, lat, lon, opened, parent, names from office where code = '910001'`,
    )
    expect(school).toMatchObject({
      path: 'bd-primary/MOPME/DPE/90/90-01/9001-1/9001-1-9/910001/',
      lat: 24_005_000,
      lon: 89_250_000,
      opened: '1973-07-01',
    })
    expect(
      await importing.world.sql(
        `select change, valid_from from office_place p join office o on o.id = p.office where code = '910001'`,
      ),
    ).toEqual([{ change: 'created', valid_from: '1973-07-01' }])
    expect(importing.world.deps.directory.findByCode('bd-primary', '910001')?.level).toBe('school')
    expect((await give('ueo', 'offices', file)).body).toMatchObject({ made: 0, known: 2, done: true })
  })

  test('a new name keeps the old one in the history', async () => {
    expect((await give('ueo', 'offices', 'code;name_en;lat;lon\n9001-1-9;Purba;;\n')).body).toMatchObject({
      made: 1,
      done: true,
    })
    const rows = await importing.world.sql(
      `select p.names, valid_from, valid_to, change from office_place p join office o on o.id = p.office where code = '9001-1-9' order by valid_from`,
    )
    expect(rows).toEqual([
      { names: { bn: 'পূর্ব ক্লাস্টার', en: 'East' }, valid_from: '1900-01-01', valid_to: '2026-07-13', change: 'created' },
      { names: { bn: 'পূর্ব ক্লাস্টার', en: 'Purba' }, valid_from: '2026-07-14', valid_to: null, change: 'renamed' },
    ])
  })

  test('what is not hers, of a wrong level, moved, doubled or malformed is told row by row, and nothing is written', async () => {
    const file = csv(
      ['code', 'level', 'parent', 'name', 'lat', 'lon'],
      ['ok-1', 'cluster', '9001-1', 'Fine', '', ''],
      ['a', 'school', '9001-1', 'Too deep', '', ''],
      ['b', 'cluster', '9001-2', 'Of another upazila', '', ''],
      ['c', 'school', 'nowhere', 'No parent', '', ''],
      ['900101', 'school', '9001-1-9', 'Moved', '', ''],
      ['900201', 'school', '9001-2-1', 'Foreign', '', ''],
      ['9001-1', 'upazila', '90-01', 'Her own', '', ''],
      ['900102', 'cluster', '', 'Other level', '', ''],
      ['ok-1', 'cluster', '9001-1', 'Again', '', ''],
      ['d/e', 'village', '9001-1', '', '95', 'x'],
      ['f', 'school', 'd/e', 'Below a bad row', '', ''],
    )
    const answer = await give('ueo', 'offices', file)
    expect(codes(answer)).toEqual([
      '3 level IMPORT_LEVEL_WRONG',
      '4 parent IMPORT_OFFICE_FOREIGN',
      '5 parent IMPORT_OFFICE_UNKNOWN',
      '6 parent IMPORT_OFFICE_MOVED',
      '7 code IMPORT_OFFICE_FOREIGN',
      '8 code IMPORT_OFFICE_FOREIGN',
      '9 level IMPORT_LEVEL_CHANGED',
      '10 code IMPORT_ROW_TWICE',
      '11 code IMPORT_CODE_WRONG',
      '11 name FIELD_MISSING',
      '11 level FIELD_UNKNOWN_CHOICE',
      '11 lat IMPORT_NUMBER_WRONG',
      '11 lon IMPORT_NUMBER_WRONG',
      '12 parent IMPORT_OFFICE_UNKNOWN',
    ])
    expect([answer.body.done, answer.body.ok]).toEqual([false, 1])
    expect(await importing.world.sql(`select 1 from office where code = 'ok-1'`)).toEqual([])
  })

  test('a block list of the Local Government Directory comes as it is', async () => {
    const file = csv(
      [
        'S.No.',
        'State Code',
        'State Name',
        'District Code',
        'District Name',
        'Block Code',
        'Block Version',
        'Block Name ',
        'Block Name',
      ],
      [1, 99, 'STATE', 991, 'SARYU', 99120, 1, 'AAMPUR', 'आमपुर'],
      [2, 99, 'STATE', 991, 'SARYU', 9911, 2, 'NEEM', ''],
    )
    expect((await give('bsa', 'offices', file)).body).toMatchObject({ made: 2, done: true, problems: [] })
    expect(
      await importing.world.sql(
        `select level, names from office where code in ('99120', '9911') order by length(code)`,
      ),
    ).toEqual([
      { level: 'block', names: { en: 'NEEM' } },
      { level: 'block', names: { en: 'AAMPUR', hi: 'आमपुर' } },
    ])
  })

  test('a list of upazilas by the number of their district comes with Bangla names', async () => {
    expect(
      (await give('dpeo', 'offices', 'id,district_id,name,bn_name,url\n9001-7,90-01,Joba,জবা,example.gov.bd')).body,
    ).toMatchObject({ made: 1, done: true, problems: [] })
    expect(await importing.world.sql(`select level, names from office where code = '9001-7'`)).toEqual([
      { level: 'upazila', names: { en: 'Joba', bn: 'জবা' } },
    ])
  })
})

describe('persons and postings', () => {
  test('a workbook of persons: scripts by the header or by the letters, digits of any script', async () => {
    const rows = [
      ['Employee code', 'নাম (বাংলা)', 'Name', 'Gender', 'Mobile'],
      ['1001', 'রহিমা খাতুন', 'Rahima Khatun', 'মহিলা', '০১৭১২-৩৪৫৬৭৮'],
      [1002, '', 'বেলাল', 'M', 1812345678],
    ]
    const file = await writeXlsx({ sheets: [{ name: 'Staff', rows }] })
    expect((await give('ueo', 'persons', file, { name: 'staff.csv' })).body).toMatchObject({
      rows: 2,
      made: 2,
      done: true,
      problems: [],
    })
    expect(
      await importing.world.sql(`select code, names, sex, phone from person where code like '100_' order by code`),
    ).toEqual([
      { code: '1001', names: { bn: 'রহিমা খাতুন', en: 'Rahima Khatun' }, sex: 'female', phone: '+8801712345678' },
      { code: '1002', names: { bn: 'বেলাল' }, sex: 'male', phone: '+8801812345678' },
    ])
    expect((await give('ueo', 'persons', file)).body).toMatchObject({ made: 0, known: 2, done: true })
  })

  test('postings take a free post, or make one; nobody posts herself or outside her area', async () => {
    const heads = ['person', 'office', 'post', 'kind', 'from', 'to']
    await importing.world.sql(`update person set code = 'own' where id = $1`, [importing.world.people.ueo.person])
    const bad = await give(
      'ueo',
      'postings',
      csv(
        heads,
        ['own', '900101', 'head', '', '01-01-2026', ''],
        ['1001', '900201', 'teacher', '', '01-01-2026', ''],
        ['9', '900101', 'ueo', 'weekly', '31-02-2026', ''],
        ['1001', '900101', 'teacher', '', '2026-02-01', '2026-01-01'],
      ),
    )
    expect(codes(bad)).toEqual([
      '2 person IMPORT_POSTING_OWN',
      '3 office IMPORT_OFFICE_FOREIGN',
      '4 person IMPORT_PERSON_UNKNOWN',
      '4 post FIELD_UNKNOWN_CHOICE',
      '4 kind FIELD_UNKNOWN_CHOICE',
      '4 from IMPORT_DAY_WRONG',
      '5 to IMPORT_PERIOD_WRONG',
    ])
    const good = csv(
      heads,
      ['1001', '900101', 'সহকারী শিক্ষক', 'নিয়মিত', '০১-০২-২০২৬', ''],
      ['1002', '900101', 'Head Teacher', 'acting', '2026/02/01', '2026/03/01'],
    )
    expect((await give('ueo', 'postings', good)).body).toMatchObject({ made: 2, done: true, problems: [] })
    const posts = () =>
      importing.world.sql(`select t.kind, count(*)::int as n from post t where office = $1 group by 1 order by 1`, [
        importing.world.offices.school,
      ])
    expect(await posts()).toEqual([
      { kind: 'head', n: 1 },
      { kind: 'teacher', n: 3 },
    ])
    expect((await give('ueo', 'postings', good)).body).toMatchObject({ made: 0, known: 2, done: true })
    const ended = csv(
      heads,
      ['1001', '900101', 'teacher', '', '01-02-2026', '30-06-2026'],
      ['1002', '900101', 'teacher', '', '01-07-2026', ''],
    )
    expect((await give('ueo', 'postings', ended)).body).toMatchObject({ made: 2, done: true, problems: [] })
    expect(await posts(), 'the post that became free is taken').toEqual([
      { kind: 'head', n: 1 },
      { kind: 'teacher', n: 3 },
    ])
    expect((await give('ueo2', 'persons', csv(['code', 'name'], ['1002', 'Stolen']))).body.problems[0].code).toBe(
      'IMPORT_PERSON_FOREIGN',
    )
  })
})

test('every code that an import gives has its sentence in three languages', async () => {
  expect(textFaults(labels)).toEqual([])
  const folder = new URL('../../src/server/import/', import.meta.url)
  for (const file of ['offices', 'persons', 'postings', 'pupils', 'pupil-page', 'row', 'headers'])
    for (const [, code] of (await readFile(new URL(`${file}.ts`, folder), 'utf8')).matchAll(/'(IMPORT_[A-Z_]+)'/g))
      expect(labels).toHaveProperty([`codes.${code}`])
})
