import { expect, test } from 'vitest'
import { packs } from '#packs/index.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head, uuid } from '#test/support/kernel-context.ts'
import { enrol } from '#test/support/kernel-school.ts'
import { grantLines, slabOf } from './composite-grant.ts'
import { receipt } from './receipt.ts'

const { rates, yearStart } = packs['up-basic']!.pack
const rs = (rupees: number) => rupees * 100

test('the year’s composite grant follows from enrolment, by the slabs of the pack', () => {
  const context = new Book({ today: '2026-11-12', rates, yearStart }).context(receipt, head)
  const found = [1, 30, 31, 100, 101, 250, 251, 1000, 1001].map((n) => slabOf(n, '2026-11-12', context))
  expect(found).toEqual(
    [10_000, 10_000, 25_000, 25_000, 50_000, 50_000, 75_000, 75_000, 100_000].map((rupees) => rs(rupees)),
  )
  expect(slabOf(30, '2026-11-12', new Book({ rates: {} }).context(receipt, head))).toBeUndefined()
})

test('an instalment says what of the year’s grant has come and what is to come', () => {
  const book = new Book({ today: '2026-11-12', rates, yearStart, groups: ['4-A'] })
  for (const n of [1, 2, 3]) enrol(book, n, { on: '2026-04-01', group: '4-A' })
  const page = (n: number) => ({
    receipt: uuid(n),
    on: '2026-11-02',
    kind: 'limit',
    head: 'composite',
    amount: rs(2_500),
    order: '7',
  })
  book.take(receipt, 'enter', page(0x900), { by: head })
  const second = book.take(receipt, 'enter', page(0x901), { by: head }).record!
  expect(grantLines(second, book.context(receipt, head)).map(({ label, value }) => [label, value])).toEqual([
    ['explain.enrolled', 3],
    ['explain.slab', rs(10_000)],
    ['explain.came', -rs(5_000)],
    ['explain.toCome', rs(5_000)],
  ])
})
