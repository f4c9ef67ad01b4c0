/** Money over HTTP on a real database: vouchers of many devices at once, a voucher's whole road, officers' figures. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { START, startApp, type Client, type TestApp } from '#test/support/app.ts'

let t: TestApp
let head: Client
let teacher: Client
let phones: Client[]
beforeAll(async () => {
  // The 3rd of July: June is not locked yet.
  t = await startApp({ now: Date.parse('2026-07-03T04:00:00Z') })
  ;[head, teacher] = await Promise.all([t.signIn('head'), t.signIn('teacher')])
  phones = [teacher, await t.signIn('teacher'), head]
})
afterAll(() => t?.stop())

const voucher = (changes: object = {}) => ({
  payment: randomUUID(),
  on: '2026-07-14',
  head: 'slip',
  amount: 250_000,
  payee: 'Sonali Stores',
  what: 'chalk and paper',
  instrument: 'cheque',
  ...changes,
})

test('vouchers of three devices at once have every number once and none is left out', async () => {
  const lists = await Promise.all(
    Array.from({ length: 12 }, (_, i) => {
      const phone = phones[i % 3]!
      return phone.send(
        phone.entry('payment', 'enter', voucher({ on: '2026-07-02' })),
        phone.entry('payment', 'enter', voucher({ on: '2026-06-20' })),
      )
    }),
  )
  const numbers = (at: number) => lists.map((list) => list[at].assigned.no as number).sort((a, b) => a - b)
  const upTo = Array.from({ length: 12 }, (_, i) => i + 1)
  // In Bangladesh the year of money begins on 1 July: June's vouchers have numbers of their own.
  expect([numbers(0), numbers(1)]).toEqual([upTo, upTo])
})

describe('a voucher', () => {
  beforeAll(() => void (t.clock.now = START))
  test('goes from hand to hand, and a minute’s resolution carries its number to it', async () => {
    const members = await Promise.all(
      [0, 1, 2].map(async (n) => {
        const body = {
          member: randomUUID(),
          committee: 'smc',
          name: { en: `Member ${n}` },
          sex: 'female',
          kind: 'parent',
          seat: n === 0 ? 'chair' : 'member',
          from: '2026-01-01',
        }
        await head.send(head.entry('member', 'enter', body))
        return body.member
      }),
    )
    const minutes = {
      kind: 'smc',
      on: '2026-07-10',
      present: Object.fromEntries(members.map((id) => [id, 'P'])),
      agenda: [
        { subject: 'Roof', decision: 'Mend it' },
        { subject: 'Talk only' },
        { subject: 'Well', decision: 'Dig it' },
      ],
    }
    const at = { stream: 'smc/2026-07-10' }
    const signed = await head.send(head.entry('meeting', 'enter', minutes), head.entry('meeting', 'issue', {}, at))
    expect(signed.map((answer) => answer.status)).toEqual(['accepted', 'accepted'])
    const { body: listed } = await head.get('/records?system=resolution&limit=10')
    expect(listed.records.map((r: { body: { no: number; text: string } }) => [r.body.no, r.body.text]).sort()).toEqual([
      [1, 'Mend it'],
      [2, 'Dig it'],
    ])

    await teacher.send(
      teacher.entry('receipt', 'enter', {
        receipt: randomUUID(),
        on: '2026-07-02',
        kind: 'grant',
        head: 'slip',
        amount: 5_000_000,
        order: '44',
      }),
    )
    const body = voucher({ amount: 1_200_000, resolution: '2' })
    const on = { stream: body.payment }
    const leaf = { number: '501', dated: '2026-07-14', signer: members[0] }
    const road = [
      () => teacher.send(teacher.entry('payment', 'enter', body)),
      () => head.send(head.entry('payment', 'approve', {}, on)),
      () => teacher.send(teacher.entry('payment', 'chairSign', leaf, on)),
      () => head.send(head.entry('payment', 'sign', {}, on)),
      () => teacher.send(teacher.entry('payment', 'issue', { issuedOn: '2026-07-14' }, on)),
      () => teacher.send(teacher.entry('payment', 'clear', { clearedOn: '2026-07-14' }, on)),
    ]
    const states: string[] = []
    for (const go of road) states.push((await go())[0].record.state)
    expect(states).toEqual(['made', 'approved', 'half-signed', 'signed', 'issued', 'cleared'])
  })

  test('that cites a resolution nobody made, is checked by its maker, or takes a used leaf is refused and kept', async () => {
    const cited = voucher({ resolution: '77' })
    const [unknown] = await teacher.send(teacher.entry('payment', 'enter', cited))
    expect(unknown).toMatchObject({ status: 'refused', problems: [{ code: 'CASH_RESOLUTION_UNKNOWN' }] })
    const own = voucher()
    await head.send(head.entry('payment', 'enter', own))
    const [same] = await head.send(head.entry('payment', 'approve', {}, { stream: own.payment }))
    expect(same).toMatchObject({ status: 'refused' })
    const again = voucher()
    await teacher.send(teacher.entry('payment', 'enter', again))
    await head.send(head.entry('payment', 'approve', {}, { stream: again.payment }))
    const leaf = { number: '৫০১', dated: '2026-07-14', signerName: 'Somebody' }
    const [used] = await teacher.send(teacher.entry('payment', 'chairSign', leaf, { stream: again.payment }))
    expect(used).toMatchObject({
      status: 'refused',
      problems: [{ code: 'CASH_CHEQUE_USED', facts: { number: '501' } }],
    })
    const { body: tray } = await teacher.get('/tray')
    const kept = JSON.stringify(tray)
    for (const code of ['CASH_RESOLUTION_UNKNOWN', 'CASH_CHEQUE_USED']) expect(kept).toContain(code)
  })
})

test('the officer sees what was used of what was allotted, who reconciled and who met, with their denominators', async () => {
  await teacher.send(teacher.entry('reconciliation', 'enter', { month: '2026-06', on: '2026-07-14', bank: 0 }))
  await t.deps.rollup.drain()
  t.clock.now = Date.parse('2026-08-03T04:00:00Z')
  const aueo = await t.signIn('aueo')
  const { body } = await aueo.get('/oversight?day=2026-07-31')
  const figure = (system: string) =>
    body.figures.find((f: { system: string; measure: string }) => f.system === system && f.measure !== 'reported')
  expect(figure('payment')).toEqual({
    system: 'payment',
    measure: 'utilised',
    value: 1_200_000,
    of: 5_000_000,
    unit: 'money',
  })
  expect(figure('reconciliation')).toEqual({
    system: 'reconciliation',
    measure: 'reconciled',
    value: 1,
    of: body.schools,
  })
  expect(figure('meeting')).toEqual({ system: 'meeting', measure: 'held', value: 1, of: body.schools })
  expect(
    body.rows.filter((row: { figures: { system: string; value: unknown }[] }) =>
      row.figures.some((f) => f.system === 'payment' && f.value === null),
    ).length,
  ).toBeGreaterThan(0)
  // A month later nobody has met yet, and that is no data, not zero.
  const { body: later } = await aueo.get('/oversight?day=2026-08-03')
  expect(later.figures.find((f: { system: string }) => f.system === 'meeting')).toMatchObject({ value: null })
})
