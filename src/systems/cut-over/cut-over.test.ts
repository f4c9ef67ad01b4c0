/** A school leaves paper, register by register. */
import { expect, test } from 'vitest'
import type { Body } from '#kernel/entry/record.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head, officer, teacher, uuid } from '#test/support/kernel-context.ts'
import { enrol } from '#test/support/kernel-school.ts'
import { receipt } from '../receipt/receipt.ts'
import { cutOver } from './cut-over.ts'
import { openingLines } from './cut-over.rules.ts'
import { rolloutSheet } from './rollout-sheet.ts'

const ON = '2026-03-10'
const PAGE = { sha256: 'a'.repeat(64), bytes: 90_000, type: 'image/jpeg' }

const school = () => new Book({ today: ON, rates: { 'cutover.bothDays': 30 } })
const propose = (book: Book, of: string, changes: Body = {}, by = head) =>
  book.take(cutOver, 'enter', { book: of, from: ON, lastPage: PAGE, ...changes }, { by })
const step = (book: Book, name: string, of: string, body: Body = {}, by = officer, reason?: string) =>
  book.take(cutOver, name, body, { by, stream: of, ...(reason !== undefined && { reason }) })
const bringForward = (book: Book, n: number, amount: number) =>
  book.take(
    receipt,
    'enter',
    { receipt: uuid(n), on: ON, kind: 'opening', head: 'composite', amount, into: 'bank' },
    { by: head },
  )

test('a cash book begins when its balance was brought forward and the officer has compared it; paper goes a month later', () => {
  const book = school()
  expect(propose(book, 'receipt', {}, teacher).status).not.toBe('accepted')
  expect(propose(book, 'receipt', { lastNumber: '114' }).record?.state).toBe('proposed')
  expect(step(book, 'agree', 'receipt')).toMatchObject({ status: 'refused', codes: ['CUTOVER_OPENING_MISSING'] })
  bringForward(book, 1, 1_250_00)
  bringForward(book, 2, 90_000)
  expect(openingLines(book.page(cutOver, 'receipt'), book.context(cutOver))).toEqual([
    { label: 'lines.openings', value: 2 },
    { label: 'lines.sum', value: 2_150_00, unit: 'paisa', total: true },
  ])
  expect(step(book, 'agree', 'receipt', {}, head).status).not.toBe('accepted')
  expect(step(book, 'agree', 'receipt').record?.state).toBe('both')
  expect(step(book, 'close', 'receipt', { closedOn: '2026-03-09' }).codes).toEqual(['CUTOVER_BEFORE_START'])
  book.world.today = '2026-04-10'
  expect(step(book, 'close', 'receipt', { closedOn: '2026-04-09' })).toMatchObject({
    codes: [],
    record: { state: 'digital', body: { lastNumber: '114' } },
  })
})

test('what is closed too soon, agreed to without a photo, or begun far ahead is told', () => {
  const book = school()
  expect(propose(book, 'attendance', { from: '2027-01-01' }).codes).toEqual(['DAY_IN_FUTURE'])
  propose(book, 'attendance', { lastPage: undefined })
  expect(step(book, 'agree', 'attendance')).toMatchObject({ status: 'accepted', codes: ['CUTOVER_NO_PHOTO'] })
  expect(step(book, 'close', 'attendance', { closedOn: ON })).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'CUTOVER_SHORT', facts: { days: 0, least: 30 } }],
  })
})

test('an officer plans a start, the head proposes it, and the list of the area tells whose move it is', () => {
  const [book, other] = [school(), school()]
  expect(book.take(cutOver, 'plan', { book: 'attendance', from: '2026-04-01' }, { by: head }).status).not.toBe(
    'accepted',
  )
  const planned = book.take(cutOver, 'plan', { book: 'attendance', from: '2026-04-01' }, { by: officer })
  expect(planned.record?.state).toBe('planned')
  const area = () => {
    const places = [other, book].map((one, i) => {
      const context = one.context(cutOver)
      return { office: { ...context.office, code: `s${i}` }, records: (need: string) => context.records(need) }
    })
    const { rows } = rolloutSheet.area!.table(book.context(cutOver), places, {})
    return rows.map(({ cells }) => [cells[1], cells[2], cells[3], cells[4], cells[9]])
  }
  expect(area()).toEqual([
    ['s1', '2026-04-01', 1, 0, { label: 'cells.needsProposal' }],
    ['s0', '', 0, 0, { label: 'cells.needsPlan' }],
  ])
  expect(step(book, 'propose', 'attendance', { from: '2026-04-01' }, head).record?.state).toBe('proposed')
  expect(area()[0]).toEqual(['s1', '2026-04-01', 0, 1, { label: 'cells.needsOfficer' }])
})

test('an officer returns a page with the reason, the head proposes again; a register may go back to paper', () => {
  const book = school()
  propose(book, 'attendance')
  expect(step(book, 'giveBack', 'attendance').codes).toEqual(['REASON_MISSING'])
  expect(step(book, 'giveBack', 'attendance', {}, officer, 'the page cannot be read').record?.state).toBe('returned')
  const again = { from: ON, lastPage: { ...PAGE, sha256: 'b'.repeat(64) } }
  expect(step(book, 'again', 'attendance', again, head).record).toMatchObject({ state: 'proposed', body: again })
  step(book, 'agree', 'attendance')
  expect(step(book, 'withdraw', 'attendance', {}, head, 'all phones were lost').record?.state).toBe('withdrawn')
  expect(propose(book, 'attendance', { note: 'anew' }).status).toBe('held')
  expect(step(book, 'again', 'attendance', again, head).record?.state).toBe('proposed')
})

test('pupils are their own openings, with the last number', () => {
  const book = school()
  enrol(book, 1)
  enrol(book, 2)
  propose(book, 'library')
  expect(step(book, 'agree', 'library').codes).toEqual(['CUTOVER_OPENING_MISSING'])
  const of = { ...book.page(cutOver, 'library'), body: { book: 'admission', from: ON } }
  const lines = openingLines(of, book.context(cutOver))
  expect(lines[0]).toEqual({ label: 'lines.pages', value: 2 })
})

test('the list of a school says of every register what is due next', () => {
  const book = school()
  propose(book, 'attendance')
  const next = () =>
    Object.fromEntries(
      rolloutSheet
        .table(book.context(cutOver), {})
        .rows.map(({ cells }) => [(cells[0] as { value: string }).value, (cells[6] as { label?: string }).label ?? '']),
    )
  expect(next()).toEqual({
    receipt: 'cells.needsOpening',
    attendance: 'cells.needsOfficer',
    library: 'cells.needsOpening',
  })
  bringForward(book, 1, 100)
  step(book, 'agree', 'attendance')
  expect(next()).toMatchObject({ receipt: 'cells.needsProposal', attendance: 'cells.needsClosing' })
  step(book, 'close', 'attendance', { closedOn: ON })
  expect(next()['attendance']).toBe('')
})
