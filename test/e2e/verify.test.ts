import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, PHONE, type Stage } from '#test/support/e2e.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ withLog: true })
})
afterAll(() => stage?.stop())

test('the receipt of an entry is fetched from its page, and checked by a stranger without network', async () => {
  const head = await stage.signIn('head')
  const on = '2026-08-10'
  const [made] = await head.send(head.entry('holiday', 'enter', { on, kind: 'closed', cause: 'flood', note: 'বন্যা' }))
  await stage.deps.log!.sequencer.drain()

  const { page, errors } = await stage.enter('head')
  await page.goto(`/r/holiday/${stage.offices.school}/${on}`)
  await page.getByRole('link', { name: 'Proof' }).click()
  await page.getByRole('heading', { name: 'This entry stands in the log' }).waitFor()
  await page.getByText('বন্যা').waitFor()
  expect(page.url()).toContain(`/proof/${stage.offices.school}/${made.id}`)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as file' }).click()
  const receipt = await readFile(await (await saving).path(), 'utf8')
  const picture = await page.getByRole('img', { name: 'QR code of the receipt' }).screenshot()

  const stranger = await stage.open(PHONE)
  await stranger.page.goto('/verify')
  const box = stranger.page.getByLabel('Text of the receipt')
  await box.waitFor()
  // What reads a picture is fetched by the first picture; a browser that reads codes itself needs nothing.
  await stranger.page.setInputFiles('input[type=file]', { name: 'qr.png', mimeType: 'image/png', buffer: picture })
  await stranger.page.getByText('No value is opened in this receipt').waitFor()

  await stranger.cut()
  await box.fill(receipt.replaceAll('\n', '\r\n'))
  await stranger.page.getByRole('button', { name: 'Check' }).click()
  await stranger.page.getByText('বন্যা').waitFor()
  expect(await stranger.page.getByRole('status').count()).toBe(1)

  await box.fill(receipt.replace(/^index 0$/m, 'index 00'))
  await stranger.page.getByRole('button', { name: 'Check' }).click()
  await stranger.page.getByText('This is not the text of a receipt').waitFor()
  const [line] = receipt.match(/^extra .*$/m)!
  const opened = Buffer.from(line.slice(6), 'base64').toString().split('~')
  const forged = Buffer.from(JSON.stringify(['x', 'body/note', 'মিথ্যা'])).toString('base64url')
  const text = receipt.replace(line, `extra ${Buffer.from([opened[0], forged].join('~')).toString('base64')}`)
  await box.fill(text)
  await stranger.page.getByRole('button', { name: 'Check' }).click()
  await stranger.page.getByText('does not belong to this entry').waitFor()
  expect([...errors, ...stranger.errors]).toEqual([])
})
