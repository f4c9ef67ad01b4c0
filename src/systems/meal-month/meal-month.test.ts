import { expect, test } from 'vitest'
import { form, kitchen, serve } from '#test/support/kernel-kitchen.ts'
import { head, uuid } from '#test/support/kernel-context.ts'
import type { Book } from '#test/support/kernel-book.ts'
import { mealCash } from '../meal-cash/meal-cash.ts'
import { mealCook } from '../meal-cook/meal-cook.ts'
import { mealPay } from '../meal-pay/meal-pay.ts'
import { mealMonth } from './meal-month.ts'

const COOK = uuid(0xc00c)

const cash = (book: Book, on: string, headOf: string, amount: number, kind = 'receipt', order?: string) =>
  book.take(
    mealCash,
    'enter',
    { slip: uuid(amount), on, kind, head: headOf, level: 'primary', amount, ...(order && { order }) },
    { by: head },
  )
const pay = (book: Book, month: string, on: string, amount = 200_000) =>
  book.take(mealPay, 'enter', { cook: COOK, month, on, amount, how: 'account' }, { by: head })
const engage = (book: Book, from = '2026-04-01') =>
  book.take(mealCook, 'enter', { cook: COOK, name: { en: 'A cook' }, from }, { by: head })
const close = (book: Book, month: string, bank: number) =>
  book.take(mealMonth, 'enter', { month, ifaGirls: 8, ifaBoys: 7, inspections: 2, bank }, { by: head })

test('the books of money and the bank are matched to the paisa', () => {
  const book = kitchen({ primary: 0 })
  engage(book)
  expect(cash(book, '2026-11-02', 'cost', 100_000).codes).toEqual(['MEALCASH_ORDER_MISSING'])
  expect(cash(book, '2026-11-02', 'honorarium', 400_000, 'receipt', '14/2026').codes).toEqual([])
  serve(book, '2026-11-03', 10)
  expect(pay(book, '2026-10', '2026-11-04').codes).toEqual([])
  const left = 100_000 - 10 * 678 + 200_000
  expect(close(book, '2026-11', left + 5)).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'MEALMONTH_BANK_DIFFERS', facts: { book: left / 100, bank: (left + 5) / 100 } }],
  })
  const lines = form(book, '2026-11')
  const last = (line: string) => lines.get(line)!.at(-1)
  expect(['others bookBalance', 'others bankBalance', 'others difference'].map(last)).toEqual([left, left + 5, 5])
  expect(['honorarium received', 'honorarium spent', 'honorarium closing'].map(last)).toEqual([
    400_000, 200_000, 200_000,
  ])
  expect(['others cooks', 'others ifaGirls', 'others ifaBoys', 'others inspections'].map(last)).toEqual([1, 8, 7, 2])
})

test('what the head has not given yet is said to be missing and is no zero', () => {
  const lines = form(kitchen(), '2026-11')
  expect(lines.get('others ifaGirls')!.at(-1)).toEqual({ label: 'cells.notSaid' })
  expect(lines.get('others difference')!.at(-1)).toBeNull()
})

test('a return is due until the lock day of the next month, and never for a month to come', () => {
  const book = kitchen()
  expect(mealMonth.expects!(book.context(mealMonth, head), '2026-11-03')).toEqual([
    { stream: '2026-10', preset: { month: '2026-10' }, label: { month: '2026-10' }, by: '2026-11-05' },
  ])
  expect(close(book, '2026-12', 0).codes).toEqual(['MEALMONTH_NOT_OVER'])
})

test('honorarium is paid at the rate, to cooks who were there, for ten months of a school year', () => {
  const book = kitchen()
  engage(book, '2026-05-10')
  expect(pay(book, '2026-04', '2026-11-02').codes).toEqual(['COOKPAY_NOT_ENGAGED'])
  expect(pay(book, '2026-05', '2026-11-02', 150_000).codes).toEqual(['COOKPAY_AMOUNT_DIFFERS'])
  const few = kitchen({ rates: { ...book.world.rates, 'meals.cookMonths': 2 } })
  engage(few)
  expect(['2026-07', '2026-08', '2026-09'].map((month) => pay(few, month, '2026-11-02').codes)).toEqual([
    [],
    [],
    ['COOKPAY_MONTHS_EXCEEDED'],
  ])
  expect(
    few.take(mealCook, 'leave', { until: '2026-03-01', cause: 'own-wish' }, { by: head, stream: COOK }).codes,
  ).toEqual(['COOK_LEFT_BEFORE'])
})
