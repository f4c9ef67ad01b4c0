import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { admitPupils } from '#test/support/device-pages.ts'
import { openStage, until, waitTillCarried, type Stage } from '#test/support/e2e.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  const head = await stage.signIn('head')
  await admitPupils(head, 60)
  const item = uuidv7()
  const name = { en: 'Class 3 textbooks' }
  const receipt = { move: uuidv7(), on: '2026-07-10', what: 'receipt', item, quantity: 58, unit: 'set', bill: '4' }
  await head.send(
    head.entry('stock-item', 'enter', { item, name, class: 'free', set: 'textbook', level: '3', unit: 'set' }),
    head.entry('stock', 'enter', receipt),
  )
})
afterAll(() => stage?.stop())

const pages = () => stage.sql(`select body from entry where system = 'book-sets'`)

test('a class of sixty is given its books without network in seven taps, and five who did not come get theirs later', async () => {
  const { page, cut, mend, errors } = await stage.enter('teacher')
  const due = page.getByRole('listitem').filter({ hasText: 'textbooks' }).getByRole('link')
  await waitTillCarried(page, due)
  await cut()
  let taps = 0
  const tap = async (target: ReturnType<typeof page.getByRole>) => {
    await target.click()
    taps += 1
  }
  await tap(due)
  const grid = page.getByRole('group', { name: 'Pupils' })
  for (const roll of [3, 17, 22, 41, 60])
    await tap(grid.getByRole('button', { name: new RegExp(`^${roll} .*: Received$`) }))
  await tap(page.getByRole('button', { name: 'Save' }))
  await page.getByRole('listitem').filter({ hasText: 'on phone' }).waitFor()
  expect(taps).toBe(7)
  await mend()
  const [first] = await until('the page arrives', async () => {
    const rows = await pages()
    return rows.length > 0 && rows
  })
  const marks = Object.values((first!['body'] as { marks: Record<string, string> }).marks)
  expect([marks.length, marks.filter((mark) => mark === 'G').length]).toEqual([60, 55])

  await page.getByRole('listitem').filter({ hasText: 'textbooks' }).getByRole('link').click()
  await page.getByRole('button', { name: 'Give to more' }).click()
  const later = page.getByRole('dialog').getByRole('group', { name: 'Pupils' })
  await later.getByRole('button', { name: /^3 .*: Not received$/ }).waitFor()
  expect(await later.getByRole('button', { name: /: Not received$/ }).count()).toBe(5)
  await page.getByRole('dialog').getByRole('button', { name: 'Give to more' }).waitFor()
  expect(errors).toEqual([])
})
