import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESK, goTo, openStage, PICTURE, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'
import type { PersonKey } from '#test/support/world.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.stop())

const entries = () => stage.sql(`select step, body, stream from entry where system = 'leave' order by seq`)

test('maternity leave is asked without network with its certificate, goes from desk to desk, and comes back as an order', async () => {
  const phone = await stage.enter('teacher2')
  await waitTillCarried(phone.page, phone.page.getByText('14 July 2026'))
  await goTo(phone.page, 'Applications')
  const ask = phone.page.getByRole('link', { name: 'Ask: Leave (other than casual)' })
  await ask.waitFor()

  await phone.cut()
  await ask.click()
  await phone.page.getByLabel('Kind of leave').selectOption({ label: 'Maternity leave' })
  await phone.page.getByLabel('From', { exact: true }).fill('2026-08-01')
  await phone.page.getByLabel('To', { exact: true }).fill('2027-01-31')
  await phone.page.getByLabel('Reason').fill('Delivery expected in August')
  await phone.page.getByText('Nasrin Akter').waitFor() // who will have to act is told before anything is sent
  await phone.page.getByText(/^More/).click()
  await phone.page.locator('input[type=file]').setInputFiles({
    name: 'certificate.png',
    mimeType: 'image/png',
    buffer: PICTURE,
  })
  await phone.page.getByText('KB').waitFor()
  await phone.page.getByRole('button', { name: 'Ask for leave' }).click()
  await phone.page.getByText('waits to be sent').waitFor()
  expect(await entries()).toHaveLength(0)

  await phone.mend()
  await until('the application arrives', async () => (await entries()).length === 1)
  const [asked] = await entries()
  const stream = String(asked!['stream'])

  const head = await stage.enter('head')
  await goTo(head.page, 'Applications')
  await head.page.getByRole('listitem').filter({ hasText: 'Maternity leave' }).getByRole('link').click()
  await head.page.getByRole('button', { name: 'Recommend and forward' }).click()
  const form = head.page.getByRole('dialog', { name: 'Recommend and forward' })
  await form.getByRole('button', { name: 'Recommend and forward' }).click()
  await until('the head has recommended', async () => (await entries()).length === 2)
  for (const desk of ['aueo', 'ueo'] satisfies PersonKey[]) {
    const officer = await stage.signIn(desk)
    await officer.send(officer.entry('leave', 'recommend', {}, { stream, office: stage.offices.school }))
  }

  const desk = await stage.enter('dpeo', DESK)
  await goTo(desk.page, 'Applications')
  await desk.page.getByRole('listitem').filter({ hasText: 'Maternity leave' }).getByRole('link').first().click()
  await desk.page.getByRole('button', { name: 'Grant' }).click()
  await desk.page.getByRole('dialog', { name: 'Grant' }).getByRole('button', { name: 'Grant' }).click()
  await until('the grant arrives', async () => (await entries()).length === 5)

  await phone.page.reload()
  await phone.page.getByRole('listitem').filter({ hasText: 'Granted' }).getByRole('link').first().click()
  await phone.page.getByText('Order granting leave').first().waitFor()
  await until(
    'the staff register knows',
    async () => (await stage.sql(`select 1 from record where system = 'absence' and state = 'entered'`)).length,
  )
  expect([...phone.errors, ...head.errors, ...desk.errors]).toEqual([])
})
