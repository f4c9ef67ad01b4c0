/** What people get wrong in the registers, each by its name: told in a code with its facts, and kept for its author. */
import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Body } from '#kernel/entry/record.ts'
import { startApp, type Client, type TestApp } from '#test/support/app.ts'
import { admitPupils, sheetBody } from '#test/support/device-pages.ts'

let t: TestApp
let head: Client
let teacher: Client
let upHead: Client
beforeAll(async () => {
  t = await startApp()
  ;[head, teacher, upHead] = await Promise.all([t.signIn('head'), t.signIn('teacher'), t.signIn('uphead')])
})
afterAll(() => t?.stop())

const TODAY = '2026-07-14'

const taken = async (client: Client, system: string, step: string, body: Body, stream?: string) => {
  const [answer] = await client.send(client.entry(system, step, body, stream === undefined ? {} : { stream }))
  return answer as {
    status: string
    problems: { code: string; at?: string; facts?: object }[]
    flags: { code: string; facts?: object }[]
  }
}

/** The answer says why, and the author finds what she wrote in her tray. */
async function keptAside(client: Client, given: ReturnType<typeof taken>, status: string, problem: object) {
  const answer = await given
  expect(answer).toMatchObject({ status, problems: [problem] })
  const { body } = await client.get('/tray')
  expect(JSON.stringify(body)).toContain((problem as { code: string }).code)
}

async function newItem(): Promise<string> {
  const item = uuidv7()
  await taken(head, 'stock-item', 'enter', { item, name: { en: `Bench ${item}` }, class: 'fixed', unit: 'piece' })
  return item
}

const move = (item: string, what: string, quantity: number, more: Body = {}): Body => ({
  move: uuidv7(),
  on: TODAY,
  what,
  item,
  quantity,
  unit: 'piece',
  ...more,
})

test('eaten more than present, present more than enrolled, and no reason: kept, each said with its figures', async () => {
  const pupils = await admitPupils(upHead, 3, { on: '2026-04-01' })
  await taken(upHead, 'attendance', 'enter', sheetBody(pupils))
  const levels = [{ level: 'primary', enrolled: 3, present: 4, ate: 5 }]
  const answer = await taken(upHead, 'meals', 'enter', { on: TODAY, outcome: 'cooked', levels })
  expect(answer.status).toBe('accepted')
  expect(answer.flags).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'MEALS_ATE_ABOVE_PRESENT', facts: { ate: 5, present: 4 } }),
      expect.objectContaining({ code: 'MEALS_PRESENT_ABOVE_ENROLLED', facts: { present: 4, enrolled: 3 } }),
      expect.objectContaining({ code: 'MEALS_REASON_MISSING' }),
    ]),
  )
})

test('a negative issue of goods: refused', async () => {
  const page = move(await newItem(), 'issue', -3)
  await keptAside(head, taken(head, 'stock', 'enter', page), 'refused', {
    code: 'FIELD_TOO_SMALL',
    at: '/quantity',
  })
})

test('one cheque for two payments: refused, whichever digits it is written in', async () => {
  const paid = async (number: string) => {
    const payment = uuidv7()
    const bill = {
      payment,
      on: TODAY,
      head: 'slip',
      amount: 90_000,
      payee: 'Stores',
      what: 'chalk',
      instrument: 'cheque',
    }
    await taken(teacher, 'payment', 'enter', bill)
    await taken(head, 'payment', 'approve', {}, payment)
    return taken(teacher, 'payment', 'chairSign', { number, dated: TODAY, signerName: 'Chair' }, payment)
  }
  expect((await paid('702')).status).toBe('accepted')
  await keptAside(teacher, paid('৭০২'), 'refused', { code: 'CASH_CHEQUE_USED', facts: { number: '702' } })
})

test('a second open loan of one copy: refused', async () => {
  const [pupil, other] = await admitPupils(head, 2)
  const copy = uuidv7()
  await taken(head, 'library', 'enter', { copy, name: { en: 'Stories' }, on: TODAY, source: 'grant' })
  const lend = (to?: string) =>
    taken(head, 'loans', 'enter', { loan: uuidv7(), copy, to: 'pupil', pupil: to, on: TODAY } as Body)
  expect((await lend(pupil)).status).toBe('accepted')
  await keptAside(head, lend(other), 'refused', { code: 'LOANS_COPY_OUT' })
})

describe('a resolution that is cited and does not exist', () => {
  test('of a payment: refused', async () => {
    const payment = uuidv7()
    const bill = { payment, on: TODAY, head: 'slip', amount: 900, payee: 'S', what: 'x', instrument: 'cheque' }
    await keptAside(teacher, taken(teacher, 'payment', 'enter', { ...bill, resolution: '77' }), 'refused', {
      code: 'CASH_RESOLUTION_UNKNOWN',
      facts: { cited: '77' },
    })
  })

  test('of goods written off and a book struck off: marked while minutes are on paper, refused once they are here', async () => {
    const item = await newItem()
    await taken(head, 'stock', 'enter', move(item, 'donation', 9))
    const off = (resolution: string) =>
      taken(head, 'stock', 'enter', move(item, 'write-off', 1, { condition: 'good', resolution }))
    expect(await off('77')).toMatchObject({ status: 'accepted', flags: [{ code: 'STOCK_RESOLUTION_UNKNOWN' }] })

    const member = uuidv7()
    const who = { committee: 'smc', name: { en: 'Chair' }, sex: 'female', kind: 'parent', seat: 'chair' }
    await taken(head, 'member', 'enter', { member, ...who, from: '2026-01-01' })
    const agenda = [{ subject: 'Benches', decision: 'Two are written off' }]
    await taken(head, 'meeting', 'enter', { kind: 'smc', on: '2026-07-10', present: { [member]: 'P' }, agenda })
    await taken(head, 'meeting', 'issue', {}, 'smc/2026-07-10')
    expect(await off('1')).toMatchObject({ status: 'accepted', flags: [] })
    await keptAside(head, off('77'), 'refused', {
      code: 'STOCK_RESOLUTION_UNKNOWN',
      at: '/resolution',
      facts: { cited: '77' },
    })
    const copy = uuidv7()
    await taken(head, 'library', 'enter', { copy, name: { en: 'Tales' }, on: TODAY, source: 'grant' })
    const strike = { withdrawnOn: TODAY, cause: 'worn', resolution: '78' }
    await keptAside(head, taken(head, 'library', 'withdraw', strike, copy), 'refused', {
      code: 'LIBRARY_RESOLUTION_UNKNOWN',
      facts: { cited: '78' },
    })
  })

  test('a voucher of goods bought that is not in the cash book: kept and marked', async () => {
    const page = move(await newItem(), 'receipt', 2, { bill: '4', voucher: '99' })
    expect(await taken(head, 'stock', 'enter', page)).toMatchObject({
      status: 'accepted',
      flags: [{ code: 'STOCK_VOUCHER_UNKNOWN', facts: { cited: '99' } }],
    })
  })
})

test('a photo of 40 MB: neither its bytes nor a page that names it are taken', async () => {
  const bytes = Buffer.alloc(40 * 1024 * 1024, 1)
  Buffer.from([0xff, 0xd8, 0xff]).copy(bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const answer = await head.put(`/files/${sha256}`, bytes, { headers: { 'x-khata-type': 'image/jpeg' } })
  expect(answer).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } })
  const plate = { sha256, bytes: bytes.length, type: 'image/jpeg' }
  const levels = [{ level: 'primary', enrolled: 0, present: 0, ate: 0 }]
  const page = { on: '2026-07-13', outcome: 'not-cooked', cause: 'cook', levels, plate }
  await keptAside(upHead, taken(upHead, 'meals', 'enter', page), 'refused', {
    code: 'FIELD_TOO_LARGE',
    at: '/plate/bytes',
  })
})

test('a page of a locked month, and a step taken in it: held for the officer, who may take them', async () => {
  const item = await newItem()
  const page = move(item, 'donation', 5, { on: '2026-06-20' })
  await keptAside(head, taken(head, 'stock', 'enter', page), 'held', {
    code: 'LATE_AFTER_LOCK',
    facts: { day: '2026-06-20', locked: '2026-06-30' },
  })
  const [pupil] = await admitPupils(head, 1)
  const [copy, loan] = [uuidv7(), uuidv7()]
  await taken(head, 'library', 'enter', { copy, name: { en: 'Songs' }, on: TODAY, source: 'grant' })
  await taken(head, 'loans', 'enter', { loan, copy, to: 'pupil', pupil: pupil!, on: TODAY })
  const payment = uuidv7()
  await taken(teacher, 'payment', 'enter', {
    payment,
    on: TODAY,
    head: 'slip',
    amount: 900,
    payee: 'S',
    what: 'x',
    instrument: 'cheque',
  })
  await taken(head, 'payment', 'approve', {}, payment)
  const signed = { number: '703', dated: '2026-06-29', signerName: 'Chair' }
  await keptAside(teacher, taken(teacher, 'payment', 'chairSign', signed, payment), 'held', {
    code: 'LATE_AFTER_LOCK',
    at: '/dated',
  })
})
