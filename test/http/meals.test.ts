/** Midday meals over HTTP on a real database: the day of two phones, the papers of the month, what the officer sees. */
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Body } from '#kernel/entry/record.ts'
import { compareRecords } from '#server/append/compare-records.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, correction, sheetBody } from '#test/support/device-pages.ts'
import { readPdf } from '#test/support/pdf.ts'

let t: TestApp
let head: Client
let teacher: Client
let pupils: string[]
beforeAll(async () => {
  t = await startApp()
  ;[head, teacher] = await Promise.all([t.signIn('uphead'), t.signIn('upteacher')])
  pupils = await admitPupils(head, 8, { on: '2026-04-01' })
  for (const [grain, grams] of [
    ['wheat', 50_000],
    ['rice', 500],
  ] as const)
    await taken(head, 'meal-grain', {
      slip: uuidv7(),
      on: '2026-07-11',
      kind: 'receipt',
      grain,
      level: 'primary',
      amount: grams,
    })
})
afterAll(() => t?.stop())

/** Monday and Tuesday of the week in July; roti of wheat on the first, rice on the second. */
const [MON, TUE] = ['2026-07-13', '2026-07-14']

async function taken(client: Client, system: string, body: Body, step = 'enter', stream?: string) {
  const [answer] = await client.send(client.entry(system, step, body, stream === undefined ? {} : { stream }))
  return answer
}
const meal = (on: string, present: number, more: Body = {}): Body => ({
  on,
  outcome: 'cooked',
  levels: [{ level: 'primary', enrolled: 8, present, ate: present }],
  ...more,
})
const codes = (answer: { flags: { code: string }[] }) => answer.flags.map(({ code }) => code)
const formOf = async (client: Client, format: string, lang = 'en') =>
  client.get(`/sheet/${t.offices.upSchool}/meal-month/form?month=2026-07&format=${format}&lang=${lang}`)

test('a day as it is: class sheet, meal, nothing to remark; the figures stand in CSV and on paper in three languages', async () => {
  await taken(teacher, 'attendance', sheetBody(pupils, 2, { on: MON }))
  const answer = await taken(head, 'meals', meal(MON, 6))
  expect([answer.status, codes(answer)]).toEqual(['accepted', []])
  const lines = String((await formOf(head, 'csv')).raw).split(/\r?\n/)
  const line = (name: string, nth = 0) => lines.filter((text) => text.includes(name))[nth]
  // 6 children at 100 g; 50 kg less 600 g are left.
  for (const [name, figure] of [
    ['Meals', '6'],
    ['Used', '0.6'],
    ['Closing', '49.4'],
  ] as const)
    expect(line(name), lines.join('\n')).toContain(figure)
  for (const lang of ['bn', 'hi', 'en']) {
    const { headers, raw } = await formOf(head, 'pdf', lang)
    expect(headers['content-type']).toContain('application/pdf')
    const { text } = await readPdf(raw)
    const own = (ascii: string) =>
      ascii.replaceAll(/\d/g, (c) => String.fromCharCode({ bn: 0x9e6, hi: 0x966, en: 0x30 }[lang]! + Number(c)))
    expect(text, lang).toContain(own('49.4'))
  }
})

test('two phones write one day: both pages are kept for a person to decide, and grain is taken once', async () => {
  await taken(teacher, 'attendance', sheetBody(pupils, 3, { on: TUE }))
  const first = await taken(head, 'meals', meal(TUE, 5))
  const second = await taken(teacher, 'meals', meal(TUE, 4))
  expect([first.status, second.status]).toEqual(['accepted', 'held'])
  expect(second.problems.map(({ code }: { code: string }) => code)).toEqual(['CLASH'])
  const lines = String((await formOf(head, 'csv')).raw)
  expect(lines).toContain('49.4')
})

test('rice below zero: kept and shown as it is; the receipt that comes late puts it right', async () => {
  const { body } = await head.get('/records?system=meals&limit=10')
  const page = body.records.find((record: { stream: string }) => record.stream === TUE)
  const [answer] = await head.send(correction(head, page, meal(TUE, 8, { why: 'sheet-wrong' })))
  expect(codes(answer)).toContain('MEALS_GRAIN_NEGATIVE')
  expect(String((await formOf(head, 'csv')).raw)).toMatch(/-0\.3/)
  await taken(head, 'meal-grain', {
    slip: uuidv7(),
    on: MON,
    kind: 'receipt',
    grain: 'rice',
    level: 'primary',
    amount: 10_000,
  })
  expect(String((await formOf(head, 'csv')).raw)).toContain('9.7')
})

test('the block sees how many ate of those present, who has not told, grain of the month; a school that has told nothing has no data', async () => {
  await t.deps.rollup.drain()
  const beo = await t.signIn('beo')
  const { body } = await beo.get(`/oversight?day=${MON}`)
  const figure = (measure: string) =>
    body.figures.find((f: { system: string; measure: string }) => f.system === 'meals' && f.measure === measure)
  expect(figure('reported')).toMatchObject({ value: 1, of: 1 })
  expect(figure('ate')).toMatchObject({ value: 6, of: 6 })
  expect(figure('unserved')).toMatchObject({ value: 0, good: 'low' })
  expect(figure('grain')).toEqual({ system: 'meals', measure: 'grain', value: 600, unit: 'mass' })
  expect(figure('cost')).toMatchObject({ value: 6 * 678, unit: 'money' })
  const { body: before } = await beo.get('/oversight?day=2026-07-10')
  const none = before.figures.find(
    (f: { system: string; measure: string }) => f.system === 'meals' && f.measure === 'ate',
  )
  expect(none).toMatchObject({ value: null, of: null })
})

test('the officer has the list of what does not agree at hand, and so has the head', async () => {
  const beo = await t.signIn('beo')
  for (const client of [head, beo]) {
    const { status, raw } = await client.get(
      `/sheet/${t.offices.upSchool}/meals/anomalies?month=2026-07&format=csv&lang=en`,
    )
    expect(status).toBe(200)
    expect(String(raw)).toContain(`${TUE},`)
  }
})

test('pages whose remarks tell fractions of a kilogram are compared with their entries like any other', async () => {
  const told = await t.sql(`select 1 from entry where flags @? '$[*].facts.kg ? (@ != @.floor())'`)
  expect(told.length).toBeGreaterThan(0)
  expect(await compareRecords(t.pool)).toMatchObject({ faults: [] })
})
