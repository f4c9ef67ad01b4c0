import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitPupils } from '#test/support/device-pages.ts'
import { DESK, goTo, openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await admitPupils(await stage.signIn('head'), 6)
})
afterAll(() => stage?.stop())

const sheets = () => stage.sql(`select * from entry where system = 'attendance'`)

test('a sheet marked without network outlives a restart of the app, is sent when the network is back, and is seen by the Director General', async () => {
  const { page, cut, mend, errors } = await stage.enter('teacher')
  await waitTillCarried(page, page.getByRole('link', { name: 'Begin' }))

  await cut()
  await page.getByRole('link', { name: 'Begin' }).click()
  const marks = page.getByRole('group', { name: 'Marks' })
  await marks.getByRole('button', { name: /^2 .*: Present$/ }).click()
  await marks.getByRole('button', { name: /^5 .*: Present$/ }).click()
  expect(await marks.getByRole('button', { name: /: Absent$/ }).count()).toBe(2)
  await page.getByRole('button', { name: 'Save attendance' }).click()
  await page.getByRole('listitem').filter({ hasText: 'on phone' }).waitFor()
  await page.getByRole('link', { name: /1 waiting/ }).waitFor()

  await page.reload()
  const sheet = page.getByRole('listitem').filter({ hasText: 'on phone' })
  await sheet.waitFor()
  await page.getByRole('link', { name: /1 waiting/ }).click()
  await page.getByRole('heading', { name: 'Waiting for the network' }).waitFor()
  await page.getByText('Pupil attendance: Save attendance').waitFor()
  expect(await sheets()).toHaveLength(0)

  await mend()
  await until('the sheet arrives', async () => (await sheets()).length === 1)
  await page.getByText('Everything has arrived.').waitFor()
  await goTo(page, 'Today')
  await page.getByRole('listitem').filter({ hasText: 'Taken' }).waitFor()
  expect(await sheets()).toHaveLength(1)
  expect(errors).toEqual([])

  await stage.deps.rollup.drain()
  const desk = await stage.enter('dg', DESK)
  const rows = desk.page.getByRole('region', { name: 'Office' })
  for (const office of ['Megh Division', 'Nodi District', 'Kolmi Upazila', 'Sadar Cluster']) {
    const row = rows.getByRole('row', { name: office })
    await row.filter({ hasText: '4 / 6' }).waitFor()
    await row.getByRole('link').click()
    await desk.page.getByRole('heading', { level: 1, name: office }).waitFor()
  }
  await rows.getByRole('row', { name: 'Shapla' }).filter({ hasText: '4 / 6' }).getByRole('link').click()
  await desk.page.getByRole('heading', { level: 1, name: 'Shapla Government Primary School' }).waitFor()
  await desk.page.getByRole('listitem').filter({ hasText: 'Pupil attendance' }).getByRole('link').click()
  await desk.page
    .getByRole('heading', { name: 'On the page' })
    .or(desk.page.getByRole('heading', { name: 'History' }))
    .first()
    .waitFor()
  await desk.page.getByText('Took attendance').first().waitFor()
  await until('both absentees are on the page', async () => (await desk.page.getByText(/Absent/).count()) > 0)
  expect(desk.errors).toEqual([])
})
