import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeAt } from '#server/auth/totp.ts'
import { PASSWORD } from '#test/support/app.ts'
import { admitPupils } from '#test/support/device-pages.ts'
import { DESK, goTo, openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await admitPupils(await stage.signIn('head'), 6)
})
afterAll(() => stage?.stop())

const sheets = () => stage.sql(`select * from entry where system = 'attendance'`)

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Enter' }).click()
}

test('an officer gives a colleague a new password, who chooses her own and sets up the authenticator before she is let in', async () => {
  const above = await stage.enter('ueo', DESK)
  await above.page.goto('/accounts')
  await above.page.getByRole('searchbox').fill('Mizanur')
  await above.page.getByRole('button', { name: 'Change Mizanur Rahman' }).click()
  const dialog = above.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Give a new password' }).click()
  await dialog.getByRole('button', { name: 'Give a new password' }).click()
  await above.page.getByRole('heading', { name: '1 slips' }).waitFor()
  const first = await above.page.locator('.slips code').nth(2).innerText()

  const { page } = await stage.open()
  await page.goto('/signin')
  await signIn(page, 'aueo', PASSWORD)
  await page.getByRole('alert').waitFor()
  await signIn(page, 'aueo', first)
  await page.getByRole('heading', { name: 'New password' }).waitFor()
  await page.getByLabel('Present password').fill(first)
  await page.getByLabel('New password', { exact: true }).fill('river-banyan-7')
  await page.getByLabel('New password again').fill('river-banyan-8')
  await page.getByRole('button', { name: 'Save password' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('New password again').fill('river-banyan-7')
  await page.getByRole('button', { name: 'Save password' }).click()

  await page.getByRole('button', { name: 'Set up' }).click()
  const secret = (await page.locator('code.secret').innerText()).replaceAll(' ', '')
  const code = page.getByLabel('Code from your authenticator app')
  await code.fill('000000')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('alert').waitFor()
  await code.fill(codeAt(secret, stage.clock.now))
  await page.getByRole('button', { name: 'Save' }).click()
  await goTo(page, 'Oversight')
  await page.getByRole('heading', { level: 1, name: 'Sadar Cluster' }).waitFor()
})

test('whose phone is signed out from elsewhere keeps what she has not sent; it arrives, and waits for a person because that phone was switched off', async () => {
  const { page, cut, mend } = await stage.enter('teacher')
  await waitTillCarried(page, page.getByRole('link', { name: 'Begin' }))
  await cut()
  await page.getByRole('link', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Save attendance' }).click()
  await page.getByRole('link', { name: /1 waiting/ }).waitFor()

  const other = await stage.enter('teacher', DESK)
  await other.page.goto('/me')
  await other.page.getByRole('button', { name: 'Sign out there' }).first().click()
  await until('only this device is left', async () => (await other.page.getByText('Sign out there').count()) === 0)
  expect(await sheets()).toHaveLength(0)

  await mend()
  await page.getByText('Your session has ended. Sign in again; nothing you saved is lost.').waitFor()
  expect(await sheets()).toHaveLength(0)
  await signIn(page, 'teacher', PASSWORD)
  await page.getByRole('link', { name: /1 returned/ }).click()
  await page.getByText('This phone had been switched off for Khata.').first().waitFor()
  const [kept] = await stage.sql(`select status, problems, entry from tray where system = 'attendance'`)
  expect(kept).toMatchObject({ status: 'held', problems: [{ code: 'DEVICE_REVOKED' }] })
  expect(Object.keys((kept!['entry'] as { body: { marks: object } }).body.marks)).toHaveLength(6)
})

test('on a full phone an entry stays on the screen with what to do, and is kept once there is room', async () => {
  const { page } = await stage.enter('teacher2')
  await waitTillCarried(page, page.getByRole('link', { name: 'Registers' }))
  await page.goto('/r/casual-leave/new')
  await page.getByLabel('From').fill('2026-07-20')
  await page.getByLabel('To').fill('2026-07-20')
  await page.getByLabel('Ground').selectOption({ index: 1 })
  // What the browser answers a write with when the disk has no room; its own quota cannot be narrowed in a window of a test.
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype
    const full = () => {
      throw new DOMException('no room', 'QuotaExceededError')
    }
    Object.assign(IDBObjectStore.prototype, { put: full })
    Object.assign(window, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { put }) })
  })
  await page.getByRole('button', { name: 'Ask for leave' }).click()
  await page.getByText(/The phone is full and cannot keep this entry/).waitFor()
  expect(await page.getByLabel('From').inputValue()).toBe('2026-07-20')

  await page.evaluate(() => (window as unknown as { makeRoom(): void }).makeRoom())
  await page.getByRole('button', { name: 'Ask for leave' }).click()
  await until('the application arrives', async () => {
    const found = await stage.sql(`select from entry where system = 'casual-leave'`)
    return found.length === 1
  })
})
