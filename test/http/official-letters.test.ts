/** Official letters over HTTP on a real database: drafted, signed, numbered by the sender's file, printed, despatched, logged. */
import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { readPdf } from '#test/support/pdf.ts'

let t: TestApp
let ueo: Client
let uda: Client
let head: Client
beforeAll(async () => {
  t = await startApp({ config: { origin: 'https://khata.example.org' } })
  ueo = await t.signIn('ueo')
  uda = await t.signIn('uda')
  head = await t.signIn('head')
})
afterAll(() => t?.stop())

const file = (changes: object = {}) =>
  uda.entry('office-file', 'enter', {
    file: randomUUID(),
    number: '৩৮.০১.৭৬০৫.০০০.০০০.১২.০০০৩.২৬',
    title: 'Leave of teachers',
    kind: 'leave',
    on: '2026-07-01',
    ...changes,
  })

const draft = (writer: Client, changes: object = {}) =>
  writer.entry('official-letter', 'enter', {
    letter: randomUUID(),
    on: '2026-07-14',
    type: 'order',
    kind: 'leave',
    subject: 'জুলাই মাসে ছুটিজনিত শূন্য শ্রেণি পরিচালনা সংক্রান্ত',
    to: 'Head teachers (all)\nKolmi Upazila',
    body: 'উপর্যুক্ত বিষয়ে জানানো যাচ্ছে যে, কোনো শিক্ষক ছুটিতে থাকলেও শ্রেণি কার্যক্রম অব্যাহত রাখতে হবে।\nপ্রধান শিক্ষক বিকল্প শিক্ষক মনোনয়ন করবেন।',
    copies: 'District Primary Education Officer\nUpazila Nirbahi Officer',
    mode: 'email',
    ...changes,
  })

async function signed(signer: Client, stream: string): Promise<string> {
  const sign = signer.entry('official-letter', 'sign', {}, { stream })
  const [answer] = await signer.send(sign)
  expect(answer.status, JSON.stringify(answer.problems)).toBe('accepted')
  return sign.id
}

test('a letter gets the next number of its file, is printed with it, despatched and written into the ledger', async () => {
  expect((await uda.send(file()))[0].status).toBe('accepted')
  const letters = [draft(uda), draft(uda)]
  await uda.send(...letters)
  const memos: string[] = []
  for (const { stream } of letters) {
    const entry = await signed(ueo, stream)
    const paper = await ueo.get(`/documents/${t.offices.upazila}/${entry}`)
    expect(paper.headers['content-type']).toBe('application/pdf')
    const page = await ueo.get(`/records/${t.offices.upazila}/official-letter/${stream}`)
    const [mark] = page.body.documents as { memo: string; sha256: string }[]
    memos.push(mark!.memo)
    const { text } = await readPdf(paper.raw)
    for (const said of ['৩৮.০১.৭৬০৫.০০০.০০০.১২.০০০৩.২৬-', 'Kolmi Upazila', 'Upazila Nirbahi Officer', '২০২৬'])
      expect(text, said).toContain(said)
    const sha256 = createHash('sha256').update(paper.raw).digest('hex')
    const told = await ueo.get(`/records/${t.offices.upazila}/issued-paper/${entry}`)
    expect(told.body.record.body).toMatchObject({ sha256, number: mark!.memo, system: 'official-letter', page: stream })
    const despatch = await ueo.get(`/records/${t.offices.upazila}/letter-out/${stream}`)
    expect(despatch.body.record.body).toMatchObject({ to: 'Head teachers (all)', mode: 'email' })
  }
  expect(memos).toEqual(['38.01.7605.000.000.12.0003.26-1', '38.01.7605.000.000.12.0003.26-2'])
})

test('numbers of letters that are signed at once are given once each, with none left out', async () => {
  const letters = Array.from({ length: 6 }, () => draft(uda, { kind: 'general' }))
  await uda.send(...letters)
  const entries = await Promise.all(letters.map(({ stream }) => signed(ueo, stream)))
  const papers = await Promise.all(entries.map((entry) => ueo.get(`/documents/${t.offices.upazila}/${entry}`)))
  expect(papers.map(({ status, body }) => [status, body?.code])).toEqual(papers.map(() => [200, undefined]))
  const rows = (await t.sql('select memo from document where entry = any($1)', [entries])) as { memo: string }[]
  // There is no file for general letters: those of the year are numbered through.
  expect(rows.map(({ memo }) => memo).sort()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `${n}/2026`))
})

test('a school has numbers of its own, and a clerk cannot sign', async () => {
  const letter = draft(uda, { kind: 'general' })
  await uda.send(letter)
  const [answer] = await uda.send(uda.entry('official-letter', 'sign', {}, { stream: letter.stream }))
  expect(answer).toMatchObject({ status: 'refused', problems: [{ code: 'ROLE_NOT_ALLOWED' }] })
  const own = draft(head, { kind: 'general' })
  await head.send(own)
  const entry = await signed(head, own.stream)
  await head.get(`/documents/${t.offices.school}/${entry}`)
  const [row] = (await t.sql('select memo from document where entry = $1', [entry])) as { memo: string }[]
  expect(row!.memo).toBe('1/2026')
})

test('an issued letter is not corrected, and a file number is written strictly and is one’s own', async () => {
  const letter = draft(uda, { kind: 'general' })
  await uda.send(letter)
  await signed(ueo, letter.stream)
  const { body } = await uda.get(`/records/${t.offices.upazila}/official-letter/${letter.stream}`)
  const again = uda.entry('official-letter', 'correct', letter.body, {
    stream: letter.stream,
    replaces: body.record.heads.map(({ id }: { id: string }) => id),
    reason: 'one more word',
  })
  expect((await uda.send(again))[0]).toMatchObject({ status: 'refused', problems: [{ code: 'LETTER_ISSUED' }] })
  const wrong = await uda.send(
    file({ number: '38.1.7605.0.0.12.3.26' }),
    file({ number: '37.02.7605.000.000.12.0003.26' }),
    file({ number: '38.01.7605.000.000.12.0003.26-4' }),
  )
  expect(wrong.map((one: { problems: { code: string }[] }) => one.problems[0]?.code)).toEqual([
    'FILE_NUMBER_WRONG',
    'FILE_OTHER_OFFICE',
    'FILE_NUMBER_WRONG',
  ])
})
