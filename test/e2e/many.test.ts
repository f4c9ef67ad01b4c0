import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitPupils } from '#test/support/device-pages.ts'
import { goTo, openRegister, openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'

let stage: Stage
let pupils: readonly string[]

beforeAll(async () => {
  stage = await openStage()
  pupils = await admitPupils(await stage.signIn('head'), 6, { group: '4-A' })
})
afterAll(() => stage?.stop())

const moves = () => stage.sql(`select stream, body from entry where step = 'move'`)

test('a whole class is promoted without network with one save; who is kept back stays, and each pupil has an entry', async () => {
  const { page, cut, mend, errors } = await stage.enter('head')
  await goTo(page, 'Registers')
  await waitTillCarried(page, page.getByRole('searchbox'))
  await openRegister(page, 'Admission register')
  await page.getByRole('listitem').nth(5).waitFor()
  await page.getByRole('link', { name: 'Promote a whole class' }).click()
  await page.getByText('6 of 6').waitFor()
  await cut()
  await page.getByRole('checkbox').nth(2).uncheck()
  await page.getByText('5 of 6').waitFor()
  await page.getByRole('button', { name: /^Change class or section/ }).click()
  await page.getByText('0 of 1').waitFor()
  expect(await moves()).toHaveLength(0)
  await page.reload()
  await mend()
  const taken = await until('the moves arrive', async () => {
    const rows = await moves()
    return rows.length > 0 && rows
  })
  expect(taken.map((row) => row['stream']).sort()).toEqual(pupils.filter((_, i) => i !== 2).toSorted())
  expect(new Set(taken.map((row) => JSON.stringify(row['body']))).size).toBe(1)
  expect(errors).toEqual([])
})

test('one for whom it cannot be done is named with the reason, and nothing is written until it is pressed again', async () => {
  const head = await stage.signIn('head')
  const late = await admitPupils(head, 3, { group: '2-A' })
  await head.send(head.entry('admission', 'move', { group: '2-A', from: '2026-07-10' }, { stream: late[1]! }))
  const { page } = await stage.enter('head')
  await page.goto('/r/admission/many/move?by=2-A')
  await page.getByText('3 of 3').waitFor()
  const before = (await moves()).length
  await page.getByLabel('From').fill('2026-07-05')
  await page.getByRole('button', { name: /^Change class or section/ }).click()
  await page.getByText('Nothing is written yet').waitFor()
  await page.getByText('2 of 3').waitFor()
  expect(await page.getByRole('listitem').filter({ hasText: 'is before' }).count()).toBe(1)
  await page.getByRole('button', { name: /^Change class or section/ }).click()
  await until('the others arrive', async () => (await moves()).length === before + 2)
})
