/** Papers that steps issue: made with the entry, printed once, kept byte for byte. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everywhere, within } from '#server/db/pool.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { correction, pupilBody } from '#test/support/device-pages.ts'
import { isArchival, readPdf } from '#test/support/pdf.ts'

let t: TestApp
let head: Client
let school: string

beforeAll(async () => {
  t = await startApp({ config: { origin: 'https://khata.example.org' } })
  head = await t.signIn('head')
  school = t.offices.school
})
afterAll(() => t?.stop())

const NAME = { bn: 'রাবেয়া খাতুন', en: 'Rabeya Khatun' }

/** Admits a pupil and strikes her off; the entry that did it. */
async function removed(client: Client, given = {}): Promise<{ stream: string; entry: string }> {
  const body = pupilBody({ birth: '2016-05-20', name: NAME, mother: { en: 'Mother Begum' }, ...given })
  const enter = client.entry('admission', 'enter', body)
  const [entered] = await client.send(enter)
  expect(entered.status).toBe('accepted')
  const leave = client.entry(
    'admission',
    'remove',
    { leftOn: '2026-07-13', cause: 'moved-away' },
    { stream: enter.stream },
  )
  const [left] = await client.send(leave)
  expect(left.status, JSON.stringify(left.problems)).toBe('accepted')
  return { stream: enter.stream, entry: leave.id }
}

test('a transfer certificate is issued by the step, with its number, both dates, birth in words and a code', async () => {
  const { stream, entry } = await removed(head)
  const page = await head.get(`/records/${school}/admission/${stream}`)
  expect(page.body.documents).toEqual([
    expect.objectContaining({ entry, kind: 'transfer-certificate', number: page.body.record.body.tc }),
  ])
  const paper = await head.get(`/documents/${school}/${entry}`)
  expect(paper.headers['content-type']).toBe('application/pdf')
  expect(isArchival(paper.raw)).toBe(true)
  const { pages, text } = await readPdf(paper.raw)
  expect(pages).toHaveLength(1)
  for (const said of ['১৪৩৩', '২০২৬', '২০১৬', '১৩', 'Mother Begum', 'Shapla Government Primary School'])
    expect(text).toContain(said)
  // In the order of glyphs the words of a birth date cannot be read back; that there are some shows in their number.
  expect(text.match(/২০/g)!.length).toBeGreaterThan(2)
})

test('it is the same paper for ever: by its hash, by its digest, whatever is corrected later', async () => {
  const { stream, entry } = await removed(head)
  const first = await head.get(`/documents/${school}/${entry}`)
  const sha256 = createHash('sha256').update(first.raw).digest('hex')
  const [{ digest, sha256: kept }] = (await t.sql('select digest, sha256 from document where entry = $1', [entry])) as [
    { digest: string; sha256: string },
  ]
  expect(kept).toBe(sha256)
  const { body } = await head.get(`/records/${school}/admission/${stream}`)
  const page = pupilBody({ ...body.record.heads[0].body, name: { en: 'Another Name' }, no: body.record.body.no })
  const [corrected] = await head.send(correction(head, { ...body.record, acts: [] }, page))
  expect(corrected.status).toBe('accepted')
  t.clock.go(86_400_000)
  for (const url of [`/documents/${sha256}`, `/documents/${digest}`, `/documents/${school}/${entry}`]) {
    const again = await head.get(url)
    expect(again.raw.equals(first.raw), url).toBe(true)
    expect(again.headers['etag']).toBe(`"${sha256}"`)
  }
})

test('a paper printed late says what the record said when it was issued', async () => {
  const made = await removed(head)
  const before = await head.get(`/documents/${school}/${made.entry}`)
  await t.sql('update document set bytes = null, sha256 = null, digest = null where entry = $1', [made.entry])
  const { body } = await head.get(`/records/${school}/admission/${made.stream}`)
  await head.send(
    correction(head, { ...body.record, acts: [] }, { ...body.record.heads[0].body, mother: { en: 'Somebody' } }),
  )
  t.clock.go(3_600_000)
  const after = await head.get(`/documents/${school}/${made.entry}`)
  expect(after.raw.equals(before.raw)).toBe(true)
})

test('what was printed nobody of the application can change, and it waits for no reader', async () => {
  const { entry } = await removed(head)
  await t.app.archive.drain()
  const [row] = await t.sql('select bytes is not null as printed from document where entry = $1', [entry])
  expect(row).toEqual({ printed: true })
  await within(t.pool, everywhere, async (client) => {
    const { rowCount } = await client.query(`update document set bytes = '\\x00' where entry = $1`, [entry])
    expect(rowCount).toBe(0)
  })
  for (const sql of ['delete from document', `update document set number = 1`])
    await expect(within(t.pool, everywhere, (client) => client.query(sql))).rejects.toThrow('permission denied')
})

test('who may not read the record may not have the paper', async () => {
  const { entry } = await removed(head)
  const other = await t.signIn('head2')
  expect((await other.get(`/documents/${school}/${entry}`)).status).toBe(404)
  const [{ sha256 }] = (await t.sql('select sha256 from document where sha256 is not null limit 1')) as [
    { sha256: string },
  ]
  expect((await other.get(`/documents/${sha256}`)).status).toBe(404)
  expect((await (await t.signIn('aueo')).get(`/documents/${school}/${entry}`)).status).toBe(200)
  expect((await t.anyone.get(`/documents/${sha256}`)).status).toBe(401)
  expect((await head.get(`/documents/${'0'.repeat(64)}`)).status).toBe(404)
  expect((await head.get(`/documents/${school}/none`)).status).toBe(400)
})

test('in Uttar Pradesh it is written in Hindi', async () => {
  const uphead = await t.signIn('uphead')
  const { entry } = await removed(uphead, { group: '3-A', name: { hi: 'राबिया', en: 'Rabiya' } })
  const { text } = await readPdf((await uphead.get(`/documents/${t.offices.upSchool}/${entry}`)).raw)
  expect(text).toContain('२०२६')
  expect(text).not.toContain('१४३३')
})
