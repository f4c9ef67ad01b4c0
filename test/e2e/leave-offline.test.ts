import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESK, goTo, openRegister, openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.stop())

const entries = () => stage.sql(`select * from entry where system = 'casual-leave'`)

test('leave asked without network reaches the head, who grants it; the teacher and the officer see it granted', async () => {
  const phone = await stage.enter('teacher')
  await waitTillCarried(phone.page, phone.page.getByText('14 July 2026'))

  await phone.cut()
  await goTo(phone.page, 'Applications')
  await phone.page.getByRole('link', { name: 'Ask: Casual leave' }).click()
  await phone.page.getByLabel('From').fill('2026-07-20')
  await phone.page.getByLabel('Ground').selectOption({ label: 'Family' })
  await phone.page.getByRole('button', { name: 'Ask for leave' }).click()
  await phone.page.getByText('on phone').first().waitFor()
  await phone.page.getByText('waits to be sent').waitFor()
  expect(await entries()).toHaveLength(0)

  await phone.mend()
  await until('the application arrives', async () => (await entries()).length === 1)
  await phone.page.getByText('Asked', { exact: true }).waitFor()

  const head = await stage.enter('head')
  await goTo(head.page, 'Applications')
  await head.page.getByRole('heading', { name: 'With me: 1' }).waitFor()
  await head.page.getByRole('listitem').filter({ hasText: 'Rafiqul' }).getByRole('link').click()
  await head.page.getByRole('button', { name: 'Grant' }).click()
  await head.page.getByRole('dialog', { name: 'Grant' }).getByRole('button', { name: 'Grant' }).click()
  await head.page.getByText('Granted', { exact: true }).first().waitFor()
  await until('the decision arrives', async () => (await entries()).length === 2)

  await goTo(phone.page, 'Applications')
  await phone.page.waitForURL('**/inbox')
  await phone.page.reload()
  await phone.page.getByRole('listitem').filter({ hasText: 'Granted' }).getByRole('link').click()
  await phone.page.getByText('Shahana Begum').or(phone.page.getByText('শাহানা বেগম')).first().waitFor()

  const desk = await stage.enter('ueo', DESK)
  await openRegister(desk.page, 'Casual leave')
  await desk.page.getByRole('listitem').filter({ hasText: 'Shapla' }).filter({ hasText: 'Granted' }).waitFor()
  expect([...phone.errors, ...head.errors, ...desk.errors]).toEqual([])
})
