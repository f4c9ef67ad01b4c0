import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitPupils, sheetBody } from '#test/support/device-pages.ts'
import { openStage, type Seat, type Stage } from '#test/support/e2e.ts'

let stage: Stage
let head: Seat

beforeAll(async () => {
  stage = await openStage()
  const hand = await stage.signIn('head')
  const pupils = await admitPupils(hand, 5)
  await hand.send(hand.entry('attendance', 'enter', sheetBody(pupils, 1)))
  head = await stage.enter('head')
})
afterAll(() => stage?.stop())

async function taken(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = (await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])) as [Download, unknown]
  return { name: file.suggestedFilename(), bytes: await readFile((await file.path())!) }
}

test('a sheet, a whole register and a page are taken away as files; without network one may still print', async () => {
  const { page } = head
  await page.goto('/sheet/attendance/month?group=3-A&month=2026-07')
  const sheet = await taken(page, 'PDF')
  expect(sheet.name).toBe('900101-attendance-month-3-A-2026-07.pdf')
  expect(sheet.bytes.subarray(0, 5).toString()).toBe('%PDF-')
  await page.goto('/r/admission')
  await page.getByText('The whole register').click()
  const register = await taken(page, 'Excel')
  expect(register.bytes.subarray(0, 2).toString()).toBe('PK')
  await page.locator('main li a').first().click()
  await page.getByRole('button', { name: 'PDF', exact: true }).waitFor()
  expect((await taken(page, 'PDF')).bytes.subarray(0, 5).toString()).toBe('%PDF-')
  await head.cut()
  await page.getByRole('button', { name: 'PDF', exact: true }).click()
  await page.getByRole('alert').getByText('Printing works without it').waitFor()
  await page.getByRole('button', { name: 'Print', exact: true }).waitFor()
  await head.mend()
  expect(head.errors).toEqual([])
})

test('a transfer certificate stands on the page of the pupil who left', async () => {
  const { page } = head
  const hand = await stage.signIn('head')
  const [pupil] = await admitPupils(hand, 1)
  const [left] = await hand.send(
    hand.entry('admission', 'remove', { leftOn: '2026-07-13', cause: 'moved-away' }, { stream: pupil! }),
  )
  expect(left.status).toBe('accepted')
  await page.goto(`/r/admission/${stage.offices.school}/${pupil}`)
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'Papers issued' }) })
  await section.getByText('Transfer certificate').waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), section.getByRole('button').click()])
  expect(file.suggestedFilename()).toBe(`900101-transfer-certificate-${left.assigned.tc}.pdf`)
  expect(head.errors).toEqual([])
})
