/** Run in a copy of the project to which two toys were added: uses them as people would and prints what was there. */
import { goTo, openRegister, openStage, until, waitTillCarried } from './e2e.ts'

const stage = await openStage()
try {
  const { page, errors, cut, mend } = await stage.enter('head')
  await waitTillCarried(page, page.getByText('14 July 2026'))
  await openRegister(page, 'Toy visits')
  await page.getByRole('link', { name: 'Write the visit' }).click()
  await cut()
  await page.getByLabel('Who came').fill('Abdul the weaver')
  await page.getByRole('button', { name: 'Write the visit' }).click()
  await page.getByRole('button', { name: 'Print' }).waitFor()
  const rows = (system: string) => stage.sql(`select * from entry where system = $1`, [system])
  await page.locator('main a[href="/r/toy-visit"]').click()
  await page.getByRole('listitem').filter({ hasText: 'Abdul the weaver' }).waitFor()
  if ((await rows('toy-visit')).length > 0) throw new Error('it was sent without network')
  await mend()
  await until('the page arrives', async () => (await rows('toy-visit')).length === 1)

  const phone = await stage.enter('teacher')
  await goTo(phone.page, 'Applications')
  await phone.page.getByRole('link', { name: 'Ask: Toy key' }).click()
  await phone.page.getByLabel('What for').fill('Sunday sowing')
  await phone.page.getByLabel('Hours').fill('13')
  await phone.page.getByRole('button', { name: 'Ask for the key' }).click()
  await phone.page.getByText('13 hours are too long; at most 12.').waitFor()
  await phone.page.getByLabel('Hours').fill('3')
  await phone.page.getByRole('button', { name: 'Ask for the key' }).click()
  await until('the application arrives', async () => (await rows('toy-key')).length === 1)

  await goTo(page, 'Applications')
  await page.getByRole('listitem').filter({ hasText: 'Lend the key' }).getByRole('link').click()
  await page.getByRole('button', { name: 'Lend the key' }).click()
  await until('the decision arrives', async () => (await rows('toy-key')).length === 2)

  const [officer, teacher] = [await stage.signIn('ueo'), await stage.signIn('teacher')]
  const read = async (by: typeof officer, system: string) =>
    (await by.get(`/records?system=${system}`)).body.records as { state: string; body: object }[]
  console.log(
    JSON.stringify({
      visits: (await read(officer, 'toy-visit')).map((record) => record.body),
      visitsForTeacher: await read(teacher, 'toy-visit'),
      keys: (await read(officer, 'toy-key')).map((record) => [record.state, record.body]),
      errors: [...errors, ...phone.errors],
    }),
  )
} finally {
  await stage.stop()
}
