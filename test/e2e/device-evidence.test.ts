import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Evidence } from '#kernel/entry/envelope.ts'
import { admitPupils } from '#test/support/device-pages.ts'
import { openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ withLog: true })
  await admitPupils(await stage.signIn('head'), 3)
  await publish()
})
afterAll(() => stage?.stop())

const publish = async () => {
  await stage.deps.log!.sequencer.drain()
  stage.deps.log!.published.forget()
}

const sheets = async () =>
  (await stage.sql(`select evidence, flags, stream from entry where system = 'attendance' order by seq`)) as {
    evidence: Evidence | null
    flags: unknown[]
    stream: string
  }[]

test('a phone signs with a key that no script can read out, also without network, and the page says what that proves', async () => {
  const { page, cut, mend, errors } = await stage.enter('teacher')
  await waitTillCarried(page, page.getByRole('link', { name: 'Begin' }))
  await cut()
  await page.getByRole('link', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Save attendance' }).click()
  await page.getByRole('listitem').filter({ hasText: 'on phone' }).waitFor()
  await mend()
  const [sheet] = await until('the sheet arrives', async () => ((await sheets()).length === 1 ? sheets() : undefined))
  const [key] = await stage.sql('select id, n, revoked from device_key')
  expect(sheet).toMatchObject({ flags: [], evidence: { key: key!['id'], n: 1, prev: null, seen: { size: 3 } } })
  expect(key).toMatchObject({ n: 1, revoked: null })

  const isExtractable = await page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open('khata')
        opening.onsuccess = () => {
          const all = opening.result.transaction('keys').objectStore('keys').getAll()
          all.onsuccess = () => done((all.result as CryptoKey[]).map(({ extractable }) => extractable))
        }
      }),
  )
  expect(new Set(isExtractable as boolean[])).toEqual(new Set([false]))

  await publish()
  await page.goto(`/r/attendance/${stage.offices.school}/${encodeURIComponent(sheet!.stream)}`)
  await page.getByText('signed by the phone').waitFor()
  await page.getByText(/not before .*not after/s).waitFor()
  expect(errors).toEqual([])
})

test('what the office wrote by other roads is marked as unsigned', async () => {
  const { page } = await stage.enter('head')
  const [pupil] = await stage.sql(`select stream from record where system = 'admission' limit 1`)
  await page.goto(`/r/admission/${stage.offices.school}/${String(pupil!['stream'])}`)
  await page.getByText('not signed by a phone').waitFor()
})
