import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateKeyPairSync } from 'node:crypto'
import { toVkey } from '#kernel/log/vkey.ts'
import { logSigner } from '#server/log/signer.ts'
import { startLog, type TestLog } from '#test/support/log.ts'
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

/** A log's policy under a key that is nobody's any more. */
const otherPolicy = () => {
  const signer = logSigner(stage.deps.log!.signer.key.name, generateKeyPairSync('ed25519').privateKey)
  return `log ${toVkey(signer.key)}\nquorum none\n`
}

test('a device that knew the key before a rotation takes the new one, and shows that it changed', async () => {
  const head = await stage.signIn('head')
  const [made] = await head.send(head.entry('holiday', 'enter', { on: '2026-08-12', kind: 'closed', cause: 'heat' }))
  await stage.deps.log!.sequencer.drain()
  stage.deps.log!.published.forget()
  const { body } = await head.get(`/receipts/${stage.offices.school}/${made.id}`)
  const { page, errors } = await stage.open(PHONE)
  await page.goto('/verify')
  await page.getByLabel('Text of the receipt').waitFor()
  const trust = (served: string, kept = served) =>
    page.evaluate(
      ([a, b]) => {
        localStorage.setItem('khata.log.policy.served', a!)
        localStorage.setItem('khata.log.policy', b!)
      },
      [served, kept],
    )
  await trust(otherPolicy())
  await page.reload()
  await page.getByLabel('Text of the receipt').fill(body.receipt)
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('heading', { name: 'This entry stands in the log' }).waitFor()
  await page.getByText('Whom this device trusts').click()
  await page.getByText(/The key of the log was changed on/).waitFor()

  // A key that its owner typed in is hers: the server cannot put another in its place.
  await trust(otherPolicy(), otherPolicy())
  await page.reload()
  await page.getByLabel('Text of the receipt').fill(body.receipt)
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText('The signature of the log does not fit').waitFor()

  // A receipt of the key before still says what it said, and that its key is an old one.
  await page.evaluate((text) => {
    localStorage.setItem('khata.log.policy.before', JSON.stringify([{ text, until: Date.now() }]))
  }, stage.deps.log!.policyText)
  await page.reload()
  await page.getByLabel('Text of the receipt').fill(body.receipt)
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText(/Signed with the key that this log used until/).waitFor()
  expect(errors).toEqual([])
})

test('an incident of the log is shown to officers and to everybody, with what is to be done', async () => {
  const stranger = await stage.open(PHONE)
  await stranger.page.goto('/verify')
  await stranger.page.getByText('The log goes on as it should.').waitFor()
  await stage.sql(
    `insert into log_incident (id, code, facts, found) values (gen_random_uuid(), 'LOG_FORKED', '{"witness":"audit","size":320}', now())`,
  )
  await stranger.page.reload()
  await stranger.page.getByText('The public log has stopped').waitFor()
  await stranger.page.getByText(/rotate the key and publish both checkpoints/).waitFor()
  await stranger.page.getByText(/LOG_FORKED .*witness audit/).waitFor()
  const { page, errors } = await stage.enter('aueo')
  await page.goto('/oversight')
  await page.getByRole('alert').getByRole('link', { name: 'State of the public log' }).waitFor()
  // The next turn that goes well closes it, also in a server that was started anew.
  const again = await startLog(stage.pool, Date.now, { data: (stage.deps.log as TestLog).data })
  await again.sequencer.drain()
  await stranger.page.reload()
  await stranger.page.getByText('The log goes on as it should.').waitFor()
  expect([...errors, ...stranger.errors]).toEqual([])
})
