/** Short ways to fill the goods registers in tests: items, stock pages, sets given out, copies and loans. */
import type { Body } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'
import { bookSets } from '#systems/book-sets/book-sets.ts'
import { holdingOf } from '#systems/common/stock.ts'
import { stockOf } from '#systems/common/stock-context.ts'
import { library } from '#systems/library/library.ts'
import { loans } from '#systems/loans/loans.ts'
import { stock } from '#systems/stock/stock.ts'
import { stockCheck } from '#systems/stock-check/stock-check.ts'
import { stockItem } from '#systems/stock-item/stock-item.ts'
import type { Book, Said, Told } from './kernel-book.ts'
import { head, TODAY, uuid } from './kernel-context.ts'

/** Item number n, counted in pieces unless said otherwise. */
export const item = (book: Book, n: number, changes: Body = {}, said: Said = {}): Told =>
  book.take(
    stockItem,
    'enter',
    { item: uuid(n), name: { en: `Item ${n}` }, class: 'consumable', unit: 'piece', ...changes },
    { by: head, ...said },
  )

/** The textbook set of a class as item n. */
export const setItem = (book: Book, n: number, level = '4', changes: Body = {}): Told =>
  item(book, n, {
    name: { en: `Class ${level} set ${n}` },
    class: 'free',
    set: 'textbook',
    level,
    unit: 'set',
    ...changes,
  })

let made = 0x5000

/** A page of the stock register about item n. */
export const move = (
  book: Book,
  what: string,
  n: number,
  quantity: number,
  changes: Body = {},
  said: Said = {},
): Told =>
  book.take(
    stock,
    'enter',
    {
      move: uuid(made++),
      on: book.world.today ?? TODAY,
      what,
      item: uuid(n),
      quantity,
      unit: 'piece',
      ...(what === 'receipt' && { bill: '12' }),
      ...changes,
    },
    { by: head, ...said },
  )

/** Gives class sets out: pupils by number with their marks. */
export const give = (
  book: Book,
  n: number,
  marks: { readonly [n: number]: string },
  changes: Body = {},
  said: Said = {},
): Told =>
  book.take(
    bookSets,
    'enter',
    { item: uuid(n), group: '4-A', year: '2026', on: TODAY, marks: byPupil(marks), ...changes },
    said,
  )

export const byPupil = (marks: { readonly [n: number]: string }): { [pupil: string]: string } =>
  Object.fromEntries(Object.entries(marks).map(([n, mark]) => [uuid(Number(n)), mark]))

/** The verification of a year with what was counted: rows begin with the item's number. */
export const check = (
  book: Book,
  counted: readonly (readonly [n: number, good: number, more?: Body])[],
  on: Day = TODAY,
  said: Said = {},
): Told =>
  book.take(
    stockCheck,
    'enter',
    {
      year: on.slice(0, 4),
      on,
      witness: 'Rahima',
      counted: counted.map(([n, good, more]) => ({ item: uuid(n), good, ...more })),
    },
    { by: head, ...said },
  )

/** Copy n of the library. */
export const copy = (book: Book, n: number, changes: Body = {}): Told =>
  book.take(library, 'enter', {
    copy: uuid(n),
    name: { en: `Title ${n}` },
    on: '2026-01-10',
    source: 'grant',
    ...changes,
  })

/** Lends copy n to pupil p as loan number l. */
export const lend = (book: Book, l: number, n: number, p: number, changes: Body = {}, said: Said = {}): Told =>
  book.take(loans, 'enter', { loan: uuid(l), copy: uuid(n), to: 'pupil', pupil: uuid(p), on: TODAY, ...changes }, said)

/** What is there of item n. */
export const left = (book: Book, n: number) => holdingOf(stockOf(book.context(stock)), uuid(n))
