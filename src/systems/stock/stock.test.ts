import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Accepted } from '#kernel/entry/envelope.ts'
import { fold } from '#kernel/entry/fold.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { addDays } from '#kernel/rule/day.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head, teacher, uuid } from '#test/support/kernel-context.ts'
import { check, give, item, left, move, setItem } from '#test/support/kernel-goods.ts'
import { enrol } from '#test/support/kernel-school.ts'
import { systems } from '../index.ts'
import { conditions, holdingOf, movesOf, type StockMove } from '../common/stock.ts'
import { stockItem } from '../stock-item/stock-item.ts'
import { stock } from './stock.ts'

/** Folds a log by streams and computes every balance from it, as a server or a phone does. */
function holdings(log: readonly Accepted[]): string {
  const of = (id: string): Folded[] => {
    const streams = new Map<string, Accepted[]>()
    for (const entry of log)
      if (entry.system === id) streams.set(entry.stream, [...(streams.get(entry.stream) ?? []), entry])
    const definition = systems.find((d) => d.id === id)!
    return [...streams.values()].map((entries) =>
      fold(
        definition,
        entries.map((entry) => ({ entry })),
      )!,
    )
  }
  const moves = movesOf({
    items: of('stock-item'),
    moves: of('stock'),
    checks: of('stock-check'),
    sets: of('book-sets'),
  })
  return JSON.stringify([...new Set(moves.map((m) => m.item))].sort().map((id) => [id, holdingOf(moves, id)]))
}

const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-01-05', n))
const quantity = fc.integer({ min: 1, max: 50 })
const condition = fc.constantFrom(...conditions)

type Happening =
  | { kind: 'move'; what: string; quantity: number; on: string; unit: string; condition: (typeof conditions)[number] }
  | { kind: 'correct' | 'cancel'; which: number; quantity: number }
  | { kind: 'check'; good: number; repair: number; on: string }
  | { kind: 'give'; marks: string; on: string }
  | { kind: 'repack' }

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      what: fc.constantFrom('receipt', 'donation', 'issue', 'return', 'theft', 'condition'),
      quantity,
      on: day,
      unit: fc.constantFrom('dozen', 'piece'),
      condition,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('correct' as const, 'cancel' as const), which: fc.nat(50), quantity }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('check' as const), good: quantity, repair: quantity, on: day }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('give' as const), marks: fc.stringMatching(/^[GNS]{4}$/), on: day }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('repack' as const) }) },
)

/** Of pages that two phones may open at once a person decides which counts; here each is opened once. */
const onlyOnce = () => {
  const seen = new Set<string>()
  return ({ kind }: Happening) => {
    if (!['check', 'give', 'repack'].includes(kind)) return true
    const isFirst = !seen.has(kind)
    seen.add(kind)
    return isFirst
  }
}

/** Lets things happen at a school; what the rules refuse does not happen. */
function live(happenings: readonly Happening[]): Book {
  const book = new Book()
  for (let n = 1; n <= 4; n++) enrol(book, n)
  item(book, 0x700, { unit: 'dozen' })
  setItem(book, 0x710)
  const pages: string[] = []
  for (const h of happenings) {
    if (h.kind === 'move') {
      const { kind: _, quantity: many, what, condition: from, ...rest } = h
      const told = move(book, what, 0x700, many, {
        ...rest,
        condition: from,
        ...(what === 'condition' && { becomes: conditions[(conditions.indexOf(from) + 1) % 3] }),
      })
      if (told.record) pages.push(told.entry.stream)
    } else if (h.kind === 'check') check(book, [[0x700, h.good, { repair: h.repair }]], h.on)
    else if (h.kind === 'give')
      give(book, 0x710, Object.fromEntries([...h.marks].map((mark, i) => [i + 1, mark])), { on: h.on })
    else if (h.kind === 'repack')
      book.take(
        stockItem,
        'repack',
        { from: '2026-02-01', unit: 'piece', factor: 12 },
        { by: head, stream: uuid(0x700), reason: 'x' },
      )
    else {
      const stream = pages[h.which % Math.max(1, pages.length)]
      if (stream === undefined || book.page(stock, stream).heads.length === 0) continue
      if (h.kind === 'cancel') book.cancel(stock, stream, { by: head })
      else book.correct(stock, stream, { quantity: h.quantity }, { by: head })
    }
  }
  return book
}

describe('balances', () => {
  test('agree whatever the order in which entries arrive', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 24 }), fc.func(fc.nat()), (happenings, rank) => {
        const { log } = live(happenings.filter(onlyOnce()))
        const shuffled = [...log].sort((a, b) => rank(a.id) - rank(b.id))
        expect(holdings(shuffled)).toBe(holdings(log))
        expect(holdings([...log, ...shuffled])).toBe(holdings(log))
        // A server that hears them in that order numbers them so.
        expect(holdings(shuffled.map((entry, i) => ({ ...entry, seq: i + 1 })))).toBe(holdings(log))
      }),
      { numRuns: 60 },
    )
  })

  test('of two phones that each heard the other late are the same', () => {
    fc.assert(
      fc.property(
        fc.array(happening, { maxLength: 16 }),
        fc.array(fc.boolean(), { minLength: 16 }),
        (happenings, mine) => {
          const { log } = live(happenings)
          const own = log.filter((_, i) => mine[i % mine.length])
          const others = log.filter((_, i) => !mine[i % mine.length])
          expect(holdings([...own, ...others])).toBe(holdings([...others, ...own]))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('of the generated stories come from every register', () => {
    const logs = fc
      .sample(fc.array(happening, { minLength: 24, maxLength: 24 }), { numRuns: 10, seed: 7 })
      .map((h) => live(h).log)
    const taken = new Set(logs.flat().map(({ system, step }) => `${system} ${step}`))
    for (const each of [
      'stock enter',
      'stock correct',
      'stock cancel',
      'stock-check enter',
      'book-sets enter',
      'stock-item repack',
    ])
      expect(taken).toContain(each)
  })

  test('are what came less what went, and condition changes nothing in all', () => {
    const book = new Book()
    item(book, 0x700)
    move(book, 'receipt', 0x700, 10)
    move(book, 'condition', 0x700, 3, { condition: 'good', becomes: 'unserviceable' })
    move(book, 'issue', 0x700, 2)
    expect(left(book, 0x700)).toEqual({ good: 5, repair: 0, unserviceable: 3, total: 8 })
    const moves: StockMove[] = movesOf({ items: book.pages(stockItem), moves: book.pages(stock), checks: [], sets: [] })
    expect(moves.map(({ what, amount }) => [what, amount])).toEqual([
      ['receipt', 10],
      ['condition', -3],
      ['condition', 3],
      ['issue', -2],
    ])
  })
})

describe('a page', () => {
  test('is numbered without gaps, and a cancelled one keeps its number', () => {
    const book = new Book()
    item(book, 0x700)
    const pages = [5, 6, 7].map((quantity) => move(book, 'receipt', 0x700, quantity).record!)
    book.cancel(stock, pages[1]!.stream, { by: head })
    expect([...pages.map((page) => page.body['no']), move(book, 'receipt', 0x700, 1).record!.body['no']]).toEqual([
      1, 2, 3, 4,
    ])
    expect(left(book, 0x700).total).toBe(13)
  })

  test('says before it is saved what will be left', () => {
    const book = new Book()
    item(book, 0x700)
    move(book, 'receipt', 0x700, 10)
    const issue = move(book, 'issue', 0x700, 4).record!
    expect(stock.explain!(issue, book.context(stock)).map(({ value }) => value)).toEqual([10, -4, 6])
  })

  test('of a locked month is held for the officer', () => {
    const book = new Book({ today: '2026-04-08', lockedUntil: '2026-03-31' })
    item(book, 0x700)
    expect(move(book, 'receipt', 0x700, 10, { on: '2026-03-30' })).toMatchObject({
      status: 'held',
      codes: ['LATE_AFTER_LOCK'],
    })
    expect(left(book, 0x700).total).toBe(0)
  })

  test('is written by teachers and corrected by the head', () => {
    const book = new Book()
    item(book, 0x700)
    const page = move(book, 'receipt', 0x700, 10, {}, { by: teacher })
    expect(page.status).toBe('accepted')
    expect(book.correct(stock, page.entry.stream, { quantity: 9 }, { by: teacher }).codes).toEqual(['ROLE_NOT_ALLOWED'])
    expect(book.correct(stock, page.entry.stream, { quantity: 9 }, { by: head }).status).toBe('accepted')
    expect(left(book, 0x700).total).toBe(9)
  })
})

test('the folio of an item reads as the bound register: date, particulars, in, out, balance', () => {
  const book = new Book()
  item(book, 0x700)
  move(book, 'receipt', 0x700, 10, { on: '2026-02-01', rate: 4550 })
  move(book, 'condition', 0x700, 2, { on: '2026-02-10', condition: 'good', becomes: 'repair' })
  move(book, 'issue', 0x700, 4, { on: '2026-02-05', party: 'class 3' })
  const rows = stockItem.sheets['folio']!.table(book.context(stockItem), { page: uuid(0x700) }).rows
  expect(rows.map(({ cells }) => [cells[0], ...cells.slice(2, 8)])).toEqual([
    ['2026-02-01', '12', '45.50', 10, null, 10, null],
    ['2026-02-05', '', null, null, 4, 6, 'class 3'],
    ['2026-02-10', '', null, null, null, 6, { label: 'explain.repair' }],
  ])
})
