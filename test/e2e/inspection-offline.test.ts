import { afterAll, beforeAll, expect, test } from 'vitest'
import { goTo, openRegister, openStage, PHONE, PICTURE, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.stop())

const entries = () => stage.sql(`select step, office, body from entry where system = 'inspection' order by seq`)

test('an officer writes a visit at a school without network, with a photo; its head answers, and she accepts', async () => {
  const phone = await stage.enter('aueo', PHONE)
  await openRegister(phone.page, 'Inspection register')
  await waitTillCarried(phone.page, phone.page.getByRole('link', { name: 'Write a visit' }))
  await phone.page.getByRole('link', { name: 'Write a visit' }).click()
  await phone.page.getByText('Never visited').first().waitFor()

  await phone.cut()
  await phone.page.getByLabel('Search').fill('Shapla')
  await phone.page.getByRole('listitem').filter({ hasText: 'Shapla' }).getByRole('link').click()
  await phone.page.getByRole('heading', { name: 'Shapla Government Primary School' }).waitFor()
  await phone.page.getByLabel('Arrived').fill('2026-07-14T10:10')
  await phone.page.getByLabel('Surprise visit').check()
  await phone.page.locator('button[id$="-points"]').click()
  await phone.page.locator('[id$="points-0-point"]').fill('Roof of class 3 leaks')
  await phone.page.getByLabel('Serious').check()
  await phone.page.locator('input[type=file]').first().setInputFiles({
    name: 'roof.png',
    mimeType: 'image/png',
    buffer: PICTURE,
  })
  await phone.page.getByText('KB').waitFor()
  await phone.page.getByRole('button', { name: 'Write a visit' }).click()
  await phone.page.getByText('Roof of class 3 leaks').waitFor()
  expect(await entries()).toHaveLength(0)

  await phone.mend()
  await until('the visit arrives', async () => (await entries()).length === 1)
  const [written] = await entries()
  expect(written).toMatchObject({ step: 'enter', office: stage.offices.school })
  const { photo1 } = written!['body'] as { photo1: { sha256: string } }
  await until(
    'the photo arrives',
    async () => (await stage.sql(`select 1 from file where sha256 = '${photo1.sha256}'`)).length,
  )

  const head = await stage.enter('head')
  await goTo(head.page, 'Applications')
  await head.page.getByRole('listitem').filter({ hasText: 'Inspection' }).getByRole('link').first().click()
  await head.page.getByRole('button', { name: 'Give compliance' }).click()
  const form = head.page.getByRole('dialog', { name: 'Give compliance' })
  await form.getByLabel('Done', { exact: true }).check()
  await form.getByRole('button', { name: 'Give compliance' }).click()
  await until('the compliance arrives', async () => (await entries()).length === 2)

  await phone.page.reload()
  await openRegister(phone.page, 'Inspection register')
  await phone.page.getByRole('listitem').filter({ hasText: 'Compliance given' }).getByRole('link').click()
  await phone.page.getByRole('button', { name: 'Accept' }).click()
  await until('the end arrives', async () => (await entries()).length === 3)
  expect([...phone.errors, ...head.errors]).toEqual([])
})
