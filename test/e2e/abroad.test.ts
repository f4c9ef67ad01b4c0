import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESK, goTo, openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'
import { readPdf } from '#test/support/pdf.ts'
import type { PersonKey } from '#test/support/world.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  const [head, aueo] = await Promise.all([stage.signIn('head'), stage.signIn('aueo')])
  const person = head.me.person.id
  const account = { person, on: '2026-01-01', since: '2010-01-01', vacation: 'no', full: 60, half: 100 }
  const attest = { stream: person, office: stage.offices.school }
  for (const [answer] of [
    await head.send(head.entry('leave-account', 'enter', account)),
    await aueo.send(aueo.entry('leave-account', 'verify', {}, attest)),
  ])
    if (answer.status !== 'accepted') throw new Error(JSON.stringify(answer))
})
afterAll(() => stage?.stop())

const entries = () => stage.sql(`select id, step, stream from entry where system = 'leave' order by seq`)

test('a head teacher asks without network for forty days abroad; three offices recommend, the Director General grants', async () => {
  const { page, cut, mend, errors } = await stage.enter('head')
  await waitTillCarried(page, page.getByText('14 July 2026'))
  await goTo(page, 'Applications')
  const ask = page.getByRole('link', { name: 'Ask: Leave (other than casual)' })
  await ask.waitFor()

  await cut()
  await ask.click()
  await page.getByLabel('Kind of leave').selectOption({ label: 'Leave abroad' })
  await page.getByLabel('From', { exact: true }).fill('2026-09-01')
  await page.getByLabel('To', { exact: true }).fill('2026-10-10')
  await page.getByLabel('Reason').fill('Umrah with my mother')
  await page.getByRole('button', { name: 'Ask for leave' }).click()
  await page.getByRole('alert').first().waitFor() // country, purpose and funding are asked of this kind alone
  expect(await page.getByLabel('Reason').inputValue()).toBe('Umrah with my mother')
  await page.getByLabel('Country').fill('Saudi Arabia')
  await page.getByLabel('Purpose').selectOption({ label: 'Pilgrimage' })
  await page.getByRole('radiogroup', { name: 'Who pays' }).getByText('Own', { exact: true }).click()
  await page.getByText('Anwar Kabir').waitFor() // above thirty days it goes up to the Director General, and that is told
  await page.getByRole('button', { name: 'Ask for leave' }).click()
  await page.getByText('waits to be sent').waitFor()
  await mend()
  const [asked] = await until('the application arrives', async () => {
    const found = await entries()
    return found.length === 1 && found
  })
  const stream = String(asked!['stream'])

  const district = await stage.enter('dpeo', DESK)
  const recommend = async (desk: PersonKey) => {
    const officer = await stage.signIn(desk)
    const [answer] = await officer.send(
      officer.entry('leave', 'recommend', { advice: 'May be granted' }, { stream, office: stage.offices.school }),
    )
    expect(answer.status, JSON.stringify(answer)).toBe('accepted')
  }
  await recommend('ueo')
  await goTo(district.page, 'Applications')
  await district.page.getByRole('listitem').filter({ hasText: 'Leave abroad' }).getByRole('link').first().click()
  await district.page.getByText('Saudi Arabia').first().waitFor()
  expect(await district.page.getByRole('button', { name: 'Grant' }).count()).toBe(0)
  await district.page.getByRole('button', { name: 'Recommend and forward' }).click()
  await district.page
    .getByRole('dialog', { name: 'Recommend and forward' })
    .getByRole('button', { name: 'Recommend and forward' })
    .click()
  await until('the district has recommended', async () => (await entries()).length === 3)
  await recommend('dd')

  const top = await stage.enter('dg', DESK)
  await goTo(top.page, 'Applications')
  await top.page.getByRole('listitem').filter({ hasText: 'Leave abroad' }).getByRole('link').first().click()
  await top.page.getByRole('button', { name: 'Grant' }).click()
  await top.page.getByRole('dialog', { name: 'Grant' }).getByRole('button', { name: 'Grant' }).click()
  await until('the grant arrives', async () => (await entries()).length === 5)

  await page.reload()
  await page.getByText('Order granting leave').first().waitFor()
  const grant = (await entries()).at(-1)!
  const head = await stage.signIn('head')
  const paper = await head.get(`/documents/${stage.offices.school}/${String(grant['id'])}`)
  const { text } = await readPdf(paper.raw)
  expect(text).toContain('৪০')
  expect([...errors, ...district.errors, ...top.errors]).toEqual([])
})
