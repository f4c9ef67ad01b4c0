/** Papers: every sheet, register and record as PDF, read back; the same tables as files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Paper } from '#server/documents/paper.ts'
import { Press } from '#server/documents/press.ts'
import { systems } from '#systems/index.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, cancellation, correction, pupilBody, sheetBody } from '#test/support/device-pages.ts'
import { isArchival, readPdf } from '#test/support/pdf.ts'

const LANGUAGES = ['bn', 'hi', 'en'] as const
const PARAMS = { group: '3-A', month: '2026-07', day: '2026-07-14', year: '2026', page: 'none' }
const NAME = { bn: 'মোছাঃ রাবেয়া খাতুন', hi: 'राबिया ख़ातून', en: 'Rabeya Khatun' }

let t: TestApp
let head: Client
let school: string
let pupils: string[]

beforeAll(async () => {
  t = await startApp()
  head = await t.signIn('head')
  school = t.offices.school
  pupils = await admitPupils(head, 45, { name: NAME, category: 'OBC' })
  await head.send(head.entry('attendance', 'enter', sheetBody(pupils, 5)))
})
afterAll(() => t?.stop())

const sheetUrl = (system: string, sheet: string, more = ''): string => {
  const params = systems.find(({ id }) => id === system)!.sheets[sheet]!.params.map((p) => `${p}=${PARAMS[p]}`)
  return `/sheet/${school}/${system}/${sheet}?${params.join('&')}${more}`
}

const printed = async (url: string, who = head) => {
  const answer = await who.get(url)
  expect(answer.headers['content-type'], `${url} ${JSON.stringify(answer.body).slice(0, 200)}`).toBe('application/pdf')
  return answer.raw
}

test.each(systems)('$id: its register and every sheet are printed in each language with every sign', async (system) => {
  const common = Object.keys(system.sheets).filter((sheet) => !system.sheets[sheet]!.isFor)
  const urls = [`/registers/${school}/${system.id}?`, ...common.map((sheet) => sheetUrl(system.id, sheet))]
  const uphead = await t.signIn('uphead')
  // What only one school system has is printed there.
  const theirs = Object.keys(system.sheets)
    .filter((sheet) => !common.includes(sheet))
    .map((sheet) => sheetUrl(system.id, sheet).replace(school, t.offices.upSchool))
  const papers = await Promise.all(
    LANGUAGES.flatMap((lang) => [
      ...urls.map((url) => printed(`${url}&format=pdf&lang=${lang}`)),
      ...theirs.map((url) => printed(`${url}&format=pdf&lang=${lang}`, uphead)),
    ]),
  )
  for (const paper of papers) expect(isArchival(paper), 'a sign is missing in the faces').toBe(true)
})

test('no word of any system has a sign that the faces of papers lack', async () => {
  const press = new Press()
  const folder = join(import.meta.dirname, '../../src/systems')
  for (const lang of LANGUAGES) {
    const lines = ['common', ...systems.map(({ id }) => id)].flatMap((id) =>
      Object.values(
        JSON.parse(readFileSync(join(folder, id, `${id}.labels.json`), 'utf8')) as Record<
          string,
          Record<string, string>
        >,
      ).map((texts) => texts[lang]!),
    )
    const paper: Paper = {
      lang,
      region: 'IN',
      head: ['–'],
      name: 0,
      date: '',
      signs: [],
      foot: '',
      pages: '',
      numbering: '1',
      qrText: '',
      title: 'Words',
      number: '',
      facts: [],
      wide: false,
      size: 8,
      blocks: [{ kind: 'notes', title: '', lines }],
    }
    expect(isArchival(await press.print(paper, 0)), lang).toBe(true)
  }
  await press.close()
})

test('a month sheet lies on its side, repeats its head on each page and counts them', async () => {
  const pdf = await readPdf(await printed(sheetUrl('attendance', 'month', '&format=pdf&lang=en')))
  expect(pdf.landscape).toBe(true)
  expect(pdf.pages).toHaveLength(2)
  for (const [i, page] of pdf.pages.entries()) {
    expect(page).toContain('31')
    expect(page).toContain(`Page ${i + 1} of 2`)
    expect(page).toContain("Pupil's name")
  }
  expect(pdf.text).toContain('Shapla Government Primary School')
  expect(pdf.text).toContain('July 2026')
  expect(pdf.text).toContain('Head Teacher')
  expect(pdf.pages[0]!.match(/Rabeya Khatun/g)!.length).toBeGreaterThan(20)
})

test('each language has its own digits, and where the pack says so the date stands twice', async () => {
  const [bn, hi, en] = await Promise.all(
    LANGUAGES.map(async (lang) => readPdf(await printed(sheetUrl('admission', 'roll', `&format=pdf&lang=${lang}`)))),
  )
  expect(bn!.text).toContain('১৪৩৩')
  expect(bn!.text).not.toMatch(/[0-9०-९]/)
  expect(hi!.text).toContain('१४३३')
  expect(hi!.text).not.toMatch(/[0-9০-৯]/)
  expect(en!.text).toContain('1433 / 14 July 2026')
  const beo = await t.signIn('uphead')
  const up = await beo.get(`/registers/${t.offices.upSchool}/holiday?format=pdf&lang=en`)
  const text = (await readPdf(up.raw)).text
  expect(text).toContain('Basic Education Council')
  expect(text).not.toContain(' / 14 July')
})

test('a corrected page is printed with the old value, who, when and why', async () => {
  const [answer] = await head.send(head.entry('admission', 'enter', pupilBody({ roll: 90, name: { en: 'Old Name' } })))
  const body = { ...answer.record.body, name: { en: 'New Name' } }
  const [done] = await head.send(correction(head, answer.record, body))
  const url = `/records/${school}/admission/${done.record.stream}`
  const { text } = await readPdf(await printed(`${url}?format=pdf&lang=en`))
  for (const said of ['New Name', 'Old Name', 'Shahana Begum', 'Head Teacher', 'written wrongly', '14-07-2026, 10:00'])
    expect(text).toContain(said)
  const [gone] = await head.send(cancellation(head, done.record))
  expect(gone.status).toBe('accepted')
  expect((await readPdf(await printed(`${url}?format=pdf&lang=en`))).text).toContain('New Name')
  const csv = await head.get(`/registers/${school}/admission?format=csv&lang=en&state=cancelled`)
  expect(csv.raw.toString()).toContain('New Name')
})

test('the whole register comes as a file, row by row; facts about people stay at the office', async () => {
  const url = `/registers/${school}/admission?lang=en&from=2026-01-01&to=2026-12-31`
  const own = (await head.get(`${url}&format=csv`)).raw.toString()
  expect(own.startsWith('\uFEFF')).toBe(true)
  const lines = own.trim().split('\r\n')
  expect(lines).toHaveLength(1 + 45 + 1)
  expect(lines[0]).toContain('Date of birth')
  expect(lines[1]).toContain('2026-01-04,Class 3 · A,1,Rabeya Khatun')
  const officer = await t.signIn('aueo')
  const seen = (await officer.get(`${url}&format=csv`)).raw.toString()
  expect(seen).not.toContain('Date of birth')
  expect(seen).not.toContain('2017-05-05')
  expect(seen.trim().split('\r\n')).toHaveLength(47)
  const xlsx = await head.get(`${url}&format=xlsx`)
  expect(xlsx.raw.subarray(0, 2).toString()).toBe('PK')
  expect(xlsx.headers['content-disposition']).toContain('.xlsx')
})

test('who may not read a register gets neither file nor paper; bad questions are told so', async () => {
  const other = await t.signIn('head2')
  for (const format of ['csv', 'pdf', 'json'])
    expect((await other.get(`/registers/${school}/admission?format=${format}`)).body.code).toBe('OFFICE_FOREIGN')
  expect((await head.get(`/registers/${school}/nothing?format=pdf`)).status).toBe(404)
  expect((await head.get(`/registers/${school}/admission?format=pdf&from=2026-02-30`)).status).toBe(400)
  expect((await head.get(sheetUrl('admission', 'roll', '&format=pdf&lang=fr'))).status).toBe(400)
})

test('a sign without a picture in any face does not stop a paper', async () => {
  await head.send(head.entry('attendance', 'enter', sheetBody(pupils, 0, { on: '2026-07-13', note: 'all well 😀' })))
  const paper = await printed(`/records/${school}/attendance/2026-07-13/3-A?format=pdf&lang=en`)
  expect(isArchival(paper)).toBe(false)
  expect((await readPdf(paper)).text).toContain('all well')
})

test('the same page printed twice says the same, and its code carries the digest', async () => {
  const url = sheetUrl('admission', 'roll', '&format=pdf&lang=bn')
  const [one, two] = [await head.get(url), await head.get(url)]
  expect(one.headers['x-khata-digest']).toMatch(/^[0-9a-f]{64}$/)
  expect(two.headers['x-khata-digest']).toBe(one.headers['x-khata-digest'])
  expect(one.raw.equals(two.raw)).toBe(true)
})

test('the enrolment file of UDISE+ has its own columns, and no such file where nobody asks for it', async () => {
  const uphead = await t.signIn('uphead')
  await admitPupils(uphead, 3, { group: '3-A', category: 'SC' })
  const url = sheetUrl('admission', 'udise', '&format=csv')
  const file = (await uphead.get(url.replace(school, t.offices.upSchool))).raw.toString()
  const [heads, ...rows] = file.trim().split('\r\n')
  expect(heads).toMatch(/^key,udise_code,ac_year,mapping,item_group,item_id,cpp_b,cpp_g,c1_b,c1_g/)
  expect(rows[1]).toBe('99110001+R2+2026-07-14,99110001,2026-27,1,1,2,0,0,0,0,0,0,0,3,0,0,0,0,0,0,0,0,0,0')
  expect((await head.get(url)).status).toBe(404)
})
