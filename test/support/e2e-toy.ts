/** Run in a copy of the project to which a toy register was added: uses it as a head would and prints what was there. */
import { goTo, openStage, until } from './e2e.ts'

const stage = await openStage()
try {
  const { page, errors } = await stage.enter('head')
  await goTo(page, 'Registers')
  await page.locator('main a[href="/r/toy-visit"]').click()
  await page.getByRole('link', { name: 'Write the visit' }).click()
  await page.getByLabel('Who came').fill('Abdul the weaver')
  await page.getByRole('button', { name: 'Write the visit' }).click()
  await page.getByRole('button', { name: 'Print' }).waitFor()
  const rows = () => stage.sql(`select * from entry where system = 'toy-visit'`)
  await until('the page arrives', async () => (await rows()).length === 1)
  await page.locator('main a[href="/r/toy-visit"]').click()
  await page.getByRole('listitem').filter({ hasText: 'Abdul the weaver' }).waitFor()
  const head = await stage.signIn('head')
  const { body } = await head.get('/records?system=toy-visit')
  console.log(JSON.stringify({ records: body.records.map((record: { body: object }) => record.body), errors }))
} finally {
  await stage.stop()
}
