/** What happens to goods in the store, each case by its number in the fact book (group D). */
import { expect, test } from 'vitest'
import { Book, type Said } from '#test/support/kernel-book.ts'
import { head, places, uuid } from '#test/support/kernel-context.ts'
import { check, item, left, move } from '#test/support/kernel-goods.ts'
import { stockItem } from '../stock-item/stock-item.ts'
import { differencesOf } from '../stock-check/stock-check.rules.ts'
import { stockCheck } from '../stock-check/stock-check.ts'
import { stock } from './stock.ts'
import { outstandingOf } from './stock.rules.ts'

/** A school with one item, of which ten came. */
function store(world: ConstructorParameters<typeof Book>[0] = {}, said: Said = {}): Book {
  const book = new Book(world)
  item(book, 0x700, {}, said)
  move(book, 'receipt', 0x700, 10, { on: '2026-02-01' }, said)
  return book
}

test('D8 issue exceeds balance: kept with how much, the balance is shown as it is, a late receipt puts it right', () => {
  const book = store()
  expect(move(book, 'issue', 0x700, 14, { party: 'class 3' })).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'STOCK_OVER_BALANCE', at: '/quantity', facts: { left: 10, over: 4 } }],
  })
  expect(left(book, 0x700).total).toBe(-4)
  move(book, 'receipt', 0x700, 6, { on: '2026-02-20' })
  expect(left(book, 0x700).total).toBe(2)
})

test('D8 nothing is issued in a negative or no quantity', () => {
  const book = store()
  for (const quantity of [0, -3, 1.5]) expect(move(book, 'issue', 0x700, quantity).status).toBe('refused')
})

test('D8 a page dated before the goods came is marked although they are there now', () => {
  const book = store()
  expect(move(book, 'issue', 0x700, 3, { on: '2026-01-20' }).codes).toEqual(['STOCK_OVER_BALANCE'])
})

test('D9 return of part: names its issue, the rest stays out; more than went out is kept and marked', () => {
  const book = store()
  const issue = move(book, 'issue', 0x700, 8, { party: 'sports day' }).record!
  const back = stock.leads['giveBack']!.preset(issue)!
  expect(back).toEqual({ what: 'return', item: uuid(0x700), unit: 'piece', issue: issue.stream })
  expect(move(book, 'return', 0x700, 5, back).codes).toEqual([])
  expect(outstandingOf(issue.stream, book.context(stock))).toBe(3)
  expect(left(book, 0x700).total).toBe(7)
  expect(move(book, 'return', 0x700, 4, back).flags).toEqual([
    { code: 'STOCK_RETURN_MORE', at: '/quantity', facts: { left: 3, over: 1 } },
  ])
})

test('D10 theft: written on the day without a number, asked for by a mark, completed by a correction', () => {
  const book = store()
  const gone = move(book, 'theft', 0x700, 2)
  expect(gone).toMatchObject({ status: 'accepted', codes: ['STOCK_FIR_MISSING'] })
  expect(left(book, 0x700).total).toBe(8)
  const { count } = stock.measures!
  expect(count['noFir']!(gone.record!, book.context(stock))).toBe(1)
  const fixed = book.correct(stock, gone.record!.stream, { fir: '112/2026 Thana Bilhaur' }, { by: head })
  expect(fixed.codes).toEqual([])
  expect(count['noFir']!(fixed.record!, book.context(stock))).toBe(0)
  expect(left(book, 0x700).total).toBe(8)
})

test('D11 unit changed from dozen to piece: old and new pages add up, also one that arrives late in dozens', () => {
  const book = new Book()
  item(book, 0x701, { unit: 'dozen' })
  move(book, 'receipt', 0x701, 3, { unit: 'dozen', on: '2026-01-10' })
  expect(left(book, 0x701).total).toBe(3)
  const repack = { from: '2026-02-01', unit: 'piece', factor: 12 }
  const told = book.take(stockItem, 'repack', repack, { by: head, stream: uuid(0x701), reason: 'handed out singly' })
  expect(told).toMatchObject({ status: 'accepted', record: { body: { unit: 'piece' } } })
  expect(left(book, 0x701).total).toBe(36)
  move(book, 'issue', 0x701, 5, { on: '2026-02-10' })
  move(book, 'issue', 0x701, 1, { unit: 'dozen', on: '2026-01-20' })
  expect(left(book, 0x701).total).toBe(19)
  expect(move(book, 'issue', 0x701, 1, { unit: 'box' })).toMatchObject({
    status: 'accepted',
    codes: ['STOCK_UNIT_UNKNOWN'],
  })
  expect(left(book, 0x701).total).toBe(19)
  const again = { from: '2026-03-01', unit: 'dozen', factor: 12 }
  expect(book.take(stockItem, 'repack', again, { by: head, stream: uuid(0x701), reason: 'x' }).codes).toEqual([
    'ITEM_UNIT_KNOWN',
  ])
})

test('D12 donated without a bill: nothing is asked; bought without a bill is marked', () => {
  const book = store()
  expect(move(book, 'donation', 0x700, 4, { party: 'old pupils' }).codes).toEqual([])
  expect(move(book, 'receipt', 0x700, 4, { bill: undefined }).codes).toEqual(['STOCK_BILL_MISSING'])
  expect(move(book, 'donation', 0x700, 4, { bill: '7' })).toMatchObject({
    status: 'refused',
    problems: [{ code: 'FIELD_NOT_ALLOWED', at: '/bill' }],
  })
  expect(left(book, 0x700).total).toBe(18)
})

test('D13 verification finds more: taken on the book that day, with its reason; a receipt found later explains it', () => {
  const book = store()
  const told = check(book, [[0x700, 11, { repair: 2 }]])
  expect(told.flags).toEqual([
    { code: 'CHECK_DIFFERS', at: '/counted', facts: { count: 1, surplus: 3, short: 0 } },
    { code: 'CHECK_REASON_MISSING', at: '/counted', facts: { count: 1 } },
  ])
  expect(left(book, 0x700)).toEqual({ good: 11, repair: 2, unserviceable: 0, total: 13 })
  move(book, 'receipt', 0x700, 3, { on: '2026-02-15' })
  expect(left(book, 0x700).total).toBe(13)
  const page = book.page(stockCheck, '2026').body as never
  expect(differencesOf(page, book.context(stockCheck)).map(({ differs }) => differs)).toEqual([0])
})

test('D13 verification finds fewer: the shortage stays on the book until the committee writes it off', () => {
  const book = store()
  const told = check(book, [[0x700, 6, { unserviceable: 2, note: 'two eaten by termites' }]])
  expect(told.codes).toEqual(['CHECK_DIFFERS'])
  expect(left(book, 0x700)).toEqual({ good: 8, repair: 0, unserviceable: 2, total: 10 })
  expect(move(book, 'write-off', 0x700, 2)).toMatchObject({
    status: 'refused',
    problems: [{ code: 'FIELD_MISSING', at: '/resolution' }],
  })
  expect(move(book, 'write-off', 0x700, 2, { resolution: '7 of 2 March' }).codes).toEqual(['STOCK_RESOLUTION_UNKNOWN'])
  expect(move(book, 'write-off', 0x700, 2, { resolution: '7 of 2 March', condition: 'good' }).status).toBe('accepted')
  expect(left(book, 0x700)).toEqual({ good: 6, repair: 0, unserviceable: 0, total: 6 })
})

test('D15 stock of a merged school transferred twice: found at the receiver, between receivers, and at the sender', () => {
  const said = { by: { ...head, office: places.sibling.id, path: places.sibling.path } }
  const sender = store({ office: 'sibling' }, said)
  const out = move(sender, 'transfer-out', 0x700, 10, { school: '0934' }, said)
  const again = move(sender, 'transfer-out', 0x700, 10, { school: '0935' }, said)
  expect([out.codes, again.codes]).toEqual([[], ['STOCK_OVER_BALANCE']])
  const receiver = store()
  const slip = { school: '0933', slip: '2' }
  expect(move(receiver, 'transfer-in', 0x700, 10, slip).codes).toEqual([])
  const twice = move(receiver, 'transfer-in', 0x700, 10, { ...slip, slip: ' 2' })
  expect(twice.codes).toEqual(['STOCK_SLIP_TWICE'])
  const other = new Book()
  item(other, 0x700)
  const elsewhere = move(other, 'transfer-in', 0x700, 10, slip)
  expect(stock.claims!(elsewhere.record!)).toEqual(stock.claims!(twice.record!))
  expect(stock.claims!(elsewhere.record!)).toEqual(['transfer:0933 2'])
})
