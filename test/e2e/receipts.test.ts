/** The author's phone keeps the receipt of what she wrote, and tells her when an accepted entry is not in the log. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitPupils } from '#test/support/device-pages.ts'
import { openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ withLog: true, config: { log: { promise: 2 } } })
  await admitPupils(await stage.signIn('head'), 3)
  await publish()
})
afterAll(() => stage?.stop())

const publish = async () => {
  await stage.deps.log!.sequencer.drain()
  stage.deps.log!.published.forget()
}

/** What the phone does every minute. */
const syncNow = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('online')))

const kept = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        const opening = indexedDB.open('khata')
        opening.onsuccess = () => {
          const all = opening.result.transaction('receipts').objectStore('receipts').count()
          all.onsuccess = () => done(all.result)
        }
      }),
  )

test('an accepted entry that is kept out of the log is told to its author, who sends it again', async () => {
  const { page, errors } = await stage.enter('teacher')
  await waitTillCarried(page, page.getByRole('link', { name: 'Begin' }))
  await page.getByRole('link', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Save attendance' }).click()
  await until(
    'the sheet arrives',
    async () => (await stage.sql(`select 1 from entry where system = 'attendance'`)).length === 1,
  )
  expect(await stage.sql('delete from log_pending returning seq')).toHaveLength(1)
  const notice = page.getByRole('link', { name: '1 accepted but not in the public log' })
  await until('the phone misses it', async () => {
    await syncNow(page)
    return notice.isVisible()
  })
  await notice.click()
  await page.getByRole('heading', { name: 'Accepted, but not in the log' }).waitFor()
  await page.getByText('Pupil attendance: Save attendance').waitFor()

  // The operator loses the row as well; what the author wrote is on her phone.
  await stage.sql(`delete from entry where system = 'attendance'`)
  await stage.sql(`delete from record where system = 'attendance'`)
  stage.deps.ledger.records.forget(stage.offices.school)
  await page.getByRole('button', { name: 'Send again' }).click()
  await until(
    'the sheet arrives again',
    async () => (await stage.sql(`select 1 from entry where system = 'attendance'`)).length === 1,
  )
  await publish()
  await until('the phone has its receipt', async () => {
    await syncNow(page)
    return page.getByText('Everything has arrived.').isVisible()
  })
  expect(await kept(page)).toBe(1)
  expect(errors).toEqual([])
})

test('an entry that is in the log otherwise than it was written is told as well', async () => {
  await admitPupils(await stage.signIn('head'), 3, { group: '4-A' })
  const { page } = await stage.enter('teacher')
  await waitTillCarried(page, page.getByRole('link', { name: 'Begin' }))
  await page.getByRole('link', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Save attendance' }).click()
  const row = `system = 'attendance' and stream like '%4-A%'`
  await until('the sheet arrives', async () => (await stage.sql(`select 1 from entry where ${row}`)).length === 1)
  await stage.sql(`update entry set body = jsonb_set(body, '{marks}', '{}') where ${row}`)
  await publish()
  await until('the phone sees the difference', async () => {
    await syncNow(page)
    return page.getByRole('link', { name: '1 accepted but not in the public log' }).isVisible()
  })
  await page.getByRole('link', { name: '1 accepted but not in the public log' }).click()
  await page.getByText('The receipt that the server gave does not verify.').waitFor()
})
