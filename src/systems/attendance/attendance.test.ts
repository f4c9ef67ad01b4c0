import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysOfMonth, type Day } from '#kernel/rule/day.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head, officer, teacher, uuid } from '#test/support/kernel-context.ts'
import { declare, enrol, mark, move, remove, sheetPage } from '#test/support/kernel-school.ts'
import { absentInARow } from './absentees-sheet.ts'
import { attendance } from './attendance.ts'
import { tally } from './attendance.rules.ts'
import { admission } from '../admission/admission.ts'

const ON = '2026-03-10'

function school(size = 4, world: ConstructorParameters<typeof Book>[0] = {}): Book {
  const book = new Book({ today: '2026-03-31', ...world })
  for (let n = 1; n <= size; n++) enrol(book, n)
  return book
}

describe('a sheet', () => {
  test('counts those present and late against the roll of its day', () => {
    const book = school(6)
    const told = mark(book, ON, '4-A', { 1: 'P', 2: 'A', 3: 'T', 4: 'L', 5: 'P', 6: 'P' })
    expect(told.codes).toEqual([])
    expect(tally(told.record!, book.context(attendance))).toEqual({ present: 4, enrolled: 6 })
  })

  test('names who is missing by number, without calling them absent', () => {
    const book = school()
    const told = mark(book, ON, '4-A', { 1: 'P', 2: 'P' })
    expect(told).toMatchObject({
      status: 'accepted',
      flags: [{ code: 'ATTENDANCE_UNMARKED', at: '/marks', facts: { count: 2 } }],
    })
    expect(tally(told.record!, book.context(attendance))).toEqual({ present: 2, enrolled: 4 })
  })

  test('is refused with a pupil whom this school never admitted', () => {
    const told = mark(school(), ON, '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P', 99: 'P' })
    expect(told).toMatchObject({
      status: 'refused',
      problems: [{ code: 'ATTENDANCE_PUPIL_FOREIGN', at: `/marks/${uuid(99)}`, facts: { count: 1 } }],
    })
  })

  test('keeps one who has left, marked and uncounted', () => {
    const book = school()
    remove(book, 4, '2026-03-05')
    const told = mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P' })
    expect(told.codes).toEqual(['ATTENDANCE_NOT_ON_ROLL'])
    expect(tally(told.record!, book.context(attendance))).toEqual({ present: 3, enrolled: 3 })
  })

  test('of tomorrow is refused, and so is one by an officer; a correction by her is not', () => {
    const book = school()
    expect(mark(book, '2026-04-01', '4-A', { 1: 'P' }).codes).toEqual(['DAY_IN_FUTURE'])
    expect(mark(book, ON, '4-A', { 1: 'P' }, { by: officer }).codes).toEqual(['ROLE_NOT_ALLOWED'])
    mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P' })
    expect(
      book.correct(attendance, `${ON}/4-A`, sheetPage(ON, '4-A', { 1: 'A', 2: 'P', 3: 'P', 4: 'P' }), { by: officer })
        .status,
    ).toBe('accepted')
  })

  test('that is cancelled counts nothing and can be written again', () => {
    const book = school()
    mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P' })
    const gone = book.cancel(attendance, `${ON}/4-A`, { by: teacher }).record!
    expect(tally(gone, book.context(attendance))).toEqual({ present: 0, enrolled: 0 })
    expect(attendance.measures!.days!(gone, book.context(attendance))).toEqual([ON])
    expect(mark(book, ON, '4-A', { 1: 'P', 2: 'P', 3: 'P', 4: 'P' }).record!.state).toBe('entered')
  })
})

test('Today asks one sheet of each section that has pupils, on open days', () => {
  const book = school(3)
  enrol(book, 9, { group: '1-A' })
  expect(attendance.expects!(book.context(attendance), ON)).toEqual([
    { stream: `${ON}/1-A`, preset: { on: ON, group: '1-A' }, label: { group: '1-A', count: 1 } },
    { stream: `${ON}/4-A`, preset: { on: ON, group: '4-A' }, label: { group: '4-A', count: 3 } },
  ])
  expect(attendance.expects!(book.context(attendance), '2026-03-13')).toEqual([])
})

describe('consecutive absence', () => {
  // 2026-03-08 is a Sunday; Friday 13 and Saturday 14 are rest days.
  const week = (book: Book, marks: { [day: string]: string }) => {
    for (const [day, letter] of Object.entries(marks)) mark(book, `2026-03-${day}`, '4-A', { 1: letter, 2: 'P' })
    return absentInARow(book.context(attendance), book.page(admission, uuid(1)), '2026-03-17')
  }

  test('runs on over rest days, holidays and days without a sheet', () => {
    const book = school(2)
    declare(book, '2026-03-16')
    expect(week(book, { '11': 'P', '12': 'A', '15': 'A', '17': 'A' })).toEqual({ days: 3, since: '2026-03-12' })
  })

  test('a sheet written for a closed day neither counts nor breaks it', () => {
    const book = school(2)
    declare(book, '2026-03-16')
    expect(week(book, { '12': 'A', '15': 'A', '16': 'P', '17': 'A' })).toEqual({ days: 3, since: '2026-03-12' })
  })

  test.each(['P', 'T', 'L'])('%s breaks it', (letter) => {
    expect(week(school(2), { '12': 'A', '15': letter, '16': 'A', '17': 'A' })).toEqual({ days: 2, since: '2026-03-16' })
  })

  test('one who came today is not in it, whoever was away before', () => {
    expect(week(school(2), { '15': 'A', '16': 'A', '17': 'P' })).toEqual({ days: 0 })
  })

  test('the list shows from the pack’s number of days on, longest first, and strikes nobody off', () => {
    const book = school(3, { rates: { 'attendance.consecutiveDays': 2 } })
    mark(book, '2026-03-15', '4-A', { 1: 'P', 2: 'A', 3: 'P' })
    mark(book, '2026-03-16', '4-A', { 1: 'A', 2: 'A', 3: 'P' })
    mark(book, '2026-03-17', '4-A', { 1: 'A', 2: 'A', 3: 'A' })
    const { rows } = attendance.sheets['absentees']!.table(book.context(attendance), { day: '2026-03-17' })
    expect(rows.map((row) => [row.open!.stream, row.cells[2], row.cells[3]])).toEqual([
      [uuid(2), 3, '2026-03-15'],
      [uuid(1), 2, '2026-03-16'],
    ])
    expect(book.page(admission, uuid(2)).state).toBe('enrolled')
  })
})

describe('the month sheet', () => {
  const DAYS = daysOfMonth('2026-03')
  const plan = fc.record({
    /** Per pupil: the day of joining, and the days (if any) of moving to 4-B and of leaving. */
    pupils: fc.array(
      fc.record({
        joins: fc.integer({ min: -5, max: 25 }),
        moves: fc.option(fc.integer({ min: 0, max: 30 })),
        leaves: fc.option(fc.integer({ min: 0, max: 30 })),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    closed: fc.uniqueArray(fc.nat(30), { maxLength: 4 }),
    sheets: fc.uniqueArray(fc.nat(30), { maxLength: 20 }),
    marks: fc.infiniteStream(fc.constantFrom('P', 'P', 'A', 'T', 'L', '')),
  })

  test('agrees with a count by hand, pupil by pupil and day by day', () => {
    fc.assert(
      fc.property(plan, ({ pupils, closed, sheets, marks }) => {
        const book = new Book({ today: '2026-03-28' })
        const first = '2026-03-01'
        const stays = pupils.map(({ joins, moves, leaves }) => ({
          joins,
          moves: moves === null || moves < joins ? 99 : moves,
          leaves: leaves === null || leaves < joins ? 99 : leaves,
        }))
        stays.forEach(({ joins, moves, leaves }, i) => {
          enrol(book, i + 1, { on: addDays(first, joins) })
          const last = Math.min(moves, leaves)
          if (moves === last && moves < 99) move(book, i + 1, '4-B', addDays(first, moves))
          else if (leaves === last && leaves < 99) remove(book, i + 1, addDays(first, leaves))
        })
        for (const n of closed) declare(book, DAYS[n]!)
        const isOn = (i: number, d: number) => d >= stays[i]!.joins && d < Math.min(stays[i]!.moves, stays[i]!.leaves)
        const isOpen = (d: number) =>
          !closed.includes(d) && ![5, 6].includes(new Date(`${DAYS[d]!}T00:00:00Z`).getUTCDay())
        const given = new Map<number, string[]>()
        for (const d of sheets) {
          const letters = pupils.map(() => marks.next().value as string)
          const written = Object.fromEntries(letters.flatMap((letter, i) => (letter ? [[i + 1, letter]] : [])))
          if (mark(book, DAYS[d]!, '4-A', written).record) given.set(d, letters)
        }
        const there = (i: number, d: number) => isOn(i, d) && isOpen(d) && ['P', 'T'].includes(given.get(d)?.[i] ?? '')
        const table = attendance.sheets['month']!.table(book.context(attendance), { group: '4-A', month: '2026-03' })
        const rows = new Map(table.rows.filter((row) => row.open).map((row) => [row.open!.stream, row.cells]))
        let sum = 0
        pupils.forEach((_, i) => {
          const cells = rows.get(uuid(i + 1))
          const days = DAYS.map((__, d) => d)
          expect(cells !== undefined).toBe(days.some((d) => isOn(i, d)))
          if (!cells) return
          const present = days.filter((d) => there(i, d)).length
          sum += present
          expect(cells.slice(-2)).toEqual([
            present,
            days.filter((d) => isOn(i, d) && isOpen(d) && d < 28 && given.has(d)).length,
          ])
          for (const d of days) {
            const letter = isOn(i, d) ? given.get(d)?.[i] : undefined
            expect(cells[2 + d]).toEqual(letter ? { label: `choices.marks.${letter}.short` } : null)
          }
        })
        const totals = table.rows.at(-1)!.cells
        const working = DAYS.filter((_, d) => isOpen(d) && d < 28).length
        DAYS.forEach((_, d) =>
          expect(totals[2 + d]).toEqual(
            given.has(d) && isOpen(d) ? pupils.filter((__, i) => there(i, d)).length : null,
          ),
        )
        expect(totals.slice(-2)).toEqual([sum, working])
        const reported = [...given.keys()].filter((d) => isOpen(d)).length
        const tenths = reported === 0 ? 0 : Math.round((sum * 10) / reported)
        expect(table.notes![1]).toEqual({
          label: 'cells.average',
          facts: { average: (tenths / 10).toFixed(1), working, reported },
        })
      }),
      { numRuns: 120 },
    )
  })

  test('shows a pupil who left in the month, struck, and rules closed days off', () => {
    const book = school(2)
    remove(book, 2, '2026-03-12')
    const table = attendance.sheets['month']!.table(book.context(attendance), { group: '4-A', month: '2026-03' })
    expect(table.rows.map((row) => row.tone)).toEqual([undefined, 'struck', 'sum'])
    const off = table.columns.filter((column) => column.tone === 'off').map((column) => column.head)
    expect(off).toEqual([6, 7, 13, 14, 20, 21, 27, 28])
    for (const row of table.rows) expect(row.cells).toHaveLength(table.columns.length)
  })

  test('of a month of rest only divides by nothing', () => {
    const closed: Day[] = daysOfMonth('2026-03')
    const book = school(1, { declared: closed.map((day) => ({ day, open: false, names: {} })) })
    const table = attendance.sheets['month']!.table(book.context(attendance, head), { group: '4-A', month: '2026-03' })
    expect(table.notes![1]).toMatchObject({ facts: { average: '0.0', working: 0, reported: 0 } })
  })
})
