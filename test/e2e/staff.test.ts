import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESK, openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'

let stage: Stage

beforeAll(async () => {
  // Five minutes before the school opens: later the app would ask why.
  stage = await openStage({ start: Date.parse('2026-07-14T02:55:00Z') })
})
afterAll(() => stage?.stop())

const entries = () => stage.sql(`select * from entry where system = 'staff-attendance'`)

test('one tap without network marks the arrival; it arrives when the network is back, and the officer of the cluster sees one more at work', async () => {
  const { page, cut, mend, errors } = await stage.enter('teacher')
  await waitTillCarried(page, page.getByRole('button', { name: 'Mark arrival' }))

  await cut()
  await page.getByRole('button', { name: 'Mark arrival' }).click()
  const own = page.getByRole('region', { name: 'Your own' })
  await own.getByText('on phone').waitFor()
  await own.getByRole('button', { name: 'Mark departure' }).waitFor()
  expect(await own.getByRole('button', { name: 'Mark arrival' }).count()).toBe(0)
  expect(await entries()).toHaveLength(0)

  await mend()
  await until('the arrival arrives', async () => (await entries()).length === 1)
  await own.getByText('Present', { exact: true }).waitFor()
  expect(errors).toEqual([])

  await stage.deps.rollup.drain()
  const desk = await stage.enter('aueo', DESK)
  await desk.page.getByText('Staff attendance: At work').or(desk.page.getByText('At work')).first().waitFor()
  await desk.page.getByText('1 / 6').first().waitFor()
  await desk.page.getByRole('button', { name: 'Mark arrival' }).click()
  await until('the officer has marked too', async () => (await entries()).length === 2)
  expect(desk.errors).toEqual([])
})
