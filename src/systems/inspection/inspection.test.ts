/** Visits and what comes of them: edge cases E13 and E14, heads and registers, compliance, points that stay open. */
import { describe, expect, test } from 'vitest'
import { Book } from '#test/support/kernel-book.ts'
import { actorAt, head, officer, people, teacher, uuid } from '#test/support/kernel-context.ts'
import { inspection } from './inspection.ts'
import { beforeVisit } from './inspection.rules.ts'
import { openPoints } from './points.ts'

const WORLD = { today: '2026-11-24', rates: { 'inspection.replyDays': 7, 'inspection.acceptDays': 7 } }

const visit = (book: Book, n: number, changes: object = {}, by = officer) =>
  book.take(
    inspection,
    'enter',
    {
      visit: uuid(n),
      inspector: by.person,
      on: '2026-11-03',
      arrived: '2026-11-03T04:10:00.000Z',
      kind: 'routine',
      ...changes,
    },
    { by },
  )
const roof = { point: 'Roof of class 3 leaks', severity: 'serious', owner: 'Head teacher', due: '2026-11-20' }
const well = { point: 'Well without cover', severity: 'urgent', due: '2026-12-20' }
const reply = (book: Book, n: number, replies: object[]) =>
  book.take(inspection, 'reply', { replies }, { stream: uuid(n), by: head })

test('E13 the same visit written on two devices without network is kept twice and flagged', () => {
  const book = new Book(WORLD)
  expect(visit(book, 1).codes).toEqual([])
  expect(visit(book, 2)).toMatchObject({ status: 'accepted', codes: ['INSPECTION_TWICE'] })
  const other = actorAt('officer', 'top', people.stranger)
  expect(visit(book, 3, {}, other).codes).toEqual([])
  expect(visit(book, 4, { on: '2026-11-04' }).codes).toEqual([])
})

test('E14 a visit on a day without school is kept and flagged', () => {
  const book = new Book(WORLD)
  expect(visit(book, 1, { on: '2026-11-06' })).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'INSPECTION_CLOSED_DAY', facts: { day: '2026-11-06' } }],
  })
})

test('heads counted are laid beside the register, and a difference is flagged with both', () => {
  const book = new Book(WORLD)
  const classes = [
    { group: '1-A', enrolled: 30, register: 27, counted: 27 },
    { group: '2-A', enrolled: 30, register: 28, counted: 19 },
    { group: '4-A', enrolled: 30, counted: 20 },
  ]
  expect(visit(book, 1, { classes }).flags).toMatchObject([
    { code: 'INSPECTION_COUNT_DIFFERS', facts: { classes: 1, register: 28, counted: 19 } },
  ])
})

test('times and due days that cannot be are kept and flagged', () => {
  const book = new Book(WORLD)
  const told = visit(book, 1, { left: '2026-11-03T03:00:00.000Z', points: [{ ...roof, due: '2026-11-01' }] })
  expect(told.codes).toEqual(['INSPECTION_TIMES', 'INSPECTION_DUE_BEFORE'])
})

test('a visit is written by its inspector alone: not by the school, not in the name of another', () => {
  const book = new Book(WORLD)
  expect(visit(book, 1, {}, head).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(visit(book, 2, { inspector: people.stranger }).codes).toEqual(['INSPECTION_NOT_OWN'])
  visit(book, 3)
  expect(book.correct(inspection, uuid(3), { remark: 'x' }, { by: head }).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(book.correct(inspection, uuid(3), { remark: 'x' }, { by: officer }).status).toBe('accepted')
  expect(visit(book, 4, { on: '2026-11-04' }, actorAt('viewer', 'top', people.stranger)).status).toBe('accepted')
})

describe('compliance', () => {
  test('is given by the head, asked again with a reason or accepted; then what the inspector wrote stands', () => {
    const book = new Book(WORLD)
    visit(book, 1, { points: [roof, well] })
    expect(book.take(inspection, 'reply', {}, { stream: uuid(1), by: teacher }).codes).toEqual(['ROLE_NOT_ALLOWED'])
    expect(reply(book, 1, [{ point: roof.point, state: 'underway' }]).record?.state).toBe('replied')
    expect(book.correct(inspection, uuid(1), { remark: 'x' }, { by: officer }).codes).toEqual(['STATE_NOT_ALLOWED'])
    const ask = (reason?: string) =>
      book.take(inspection, 'askAgain', {}, { stream: uuid(1), by: officer, ...(reason && { reason }) })
    expect(ask().codes).toEqual(['REASON_MISSING'])
    expect(ask('send a photo').record?.state).toBe('asked')
    reply(book, 1, [{ point: roof.point, state: 'done', what: 'mended' }])
    expect(book.take(inspection, 'accept', {}, { stream: uuid(1), by: head }).codes).toEqual(['ROLE_NOT_ALLOWED'])
    expect(book.take(inspection, 'accept', {}, { stream: uuid(1), by: officer }).record?.state).toBe('closed')
  })

  test('begins with a line for each point', () => {
    const book = new Book(WORLD)
    visit(book, 1, { points: [roof, well] })
    const starts = inspection.starts!(book.context(inspection, head), book.page(inspection, uuid(1)).body)
    expect(starts['replies']).toEqual([{ point: roof.point }, { point: well.point }])
  })
})

describe('open points', () => {
  test('stay open until a compliance was accepted or a later visit found them done; remarks ask for nothing', () => {
    const book = new Book(WORLD)
    const open = () => openPoints(book.pages(inspection)).map(({ point, since }) => [point, since])
    visit(book, 1, { points: [roof, well, { point: 'Good singing', severity: 'note' }] })
    expect(open()).toEqual([
      [roof.point, '2026-11-03'],
      [well.point, '2026-11-03'],
    ])
    reply(book, 1, [{ point: roof.point, state: 'done' }])
    expect(open()).toHaveLength(2)
    book.take(inspection, 'accept', {}, { stream: uuid(1), by: officer })
    expect(open()).toEqual([[well.point, '2026-11-03']])
    const starts = inspection.starts!(book.context(inspection, officer), { on: '2026-11-24' })
    expect(starts['followed']).toEqual([{ point: well.point, since: '2026-11-03' }])
    visit(book, 2, { on: '2026-11-24', followed: [{ point: well.point, since: '2026-11-03', state: 'done' }] })
    expect(open()).toEqual([])
  })

  test('are told to the officer before the next visit, with those past their time', () => {
    const book = new Book(WORLD)
    const told = () => beforeVisit(book.context(inspection, officer)).map(({ label, value }) => [label, value])
    expect(told()).toEqual([['lines.never', 0]])
    visit(book, 1, { points: [roof, well] })
    expect(told()).toEqual([
      ['lines.last', 1],
      ['lines.open', 2],
      ['lines.overdue', 1],
    ])
  })

  test('stand in the book with their compliance, and on the list of what waits', () => {
    const book = new Book(WORLD)
    visit(book, 1, { points: [roof, well] })
    reply(book, 1, [{ point: roof.point, state: 'underway', what: 'mason called' }])
    const context = book.context(inspection, head)
    const lines = inspection.sheets['book']!.table(context, { year: '2026' }).rows.map(({ cells }) => [
      cells[0],
      cells[5],
      cells[9],
    ])
    expect(lines).toEqual([
      ['2026-11-03', roof.point, 'mason called'],
      [null, well.point, null],
    ])
    const { rows } = inspection.sheets['open']!.table(context, { day: '2026-11-24' })
    expect(rows.map(({ cells, tones }) => [cells[1], tones?.[4]])).toEqual([
      [roof.point, 'bad'],
      [well.point, undefined],
    ])
  })
})
