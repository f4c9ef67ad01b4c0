import { expect, test } from 'vitest'
import { contextOf, teacher, type World } from '#test/support/kernel-context.ts'

const FOG = { en: 'Fog' }
const view = (day: string, world: World) => contextOf(teacher, world).dayView(day)

// 2026-03-10 is a Tuesday, 2026-03-13 a Friday.
test('weekly rest, listed and declared days close a school, each with its why', () => {
  const holidays = [{ from: '2026-03-26', to: '2026-03-27', names: { en: 'Independence Day' }, source: 'test' }]
  expect(view('2026-03-10', {})).toEqual({ open: true })
  expect(view('2026-03-13', {})).toEqual({ open: false, why: 'weekly' })
  expect(view('2026-03-26', { holidays })).toEqual({ open: false, why: 'listed', names: { en: 'Independence Day' } })
  expect(view('2026-03-10', { declared: [{ day: '2026-03-10', open: false, names: FOG }] })).toEqual({
    open: false,
    why: 'declared',
    names: FOG,
  })
})

test('a day declared open is open, though it be Friday or a listed holiday; the last word wins', () => {
  const open = { day: '2026-03-13', open: true, names: {} }
  const closed = { day: '2026-03-13', open: false, names: FOG }
  expect(view('2026-03-13', { declared: [open] }).open).toBe(true)
  expect(view('2026-03-13', { declared: [closed, open] }).open).toBe(true)
  expect(view('2026-03-13', { declared: [open, closed] }).open).toBe(false)
})

test('A9 women-only holiday: the school is open and the day says for whom it is not', () => {
  const teej = { day: '2026-03-10', open: false, names: { en: 'Teej' }, only: 'female' }
  expect(view('2026-03-10', { declared: [teej] })).toEqual({ open: true, only: 'female' })
  expect(
    view('2026-03-10', {
      holidays: [{ from: '2026-03-10', to: '2026-03-10', names: { en: 'Teej' }, source: 'test', only: 'female' }],
    }),
  ).toEqual({ open: true, only: 'female' })
})

test('A9 women-only holiday on a day that is closed for all: closed for all, whoever spoke last', () => {
  const teej = { day: '2026-03-10', open: false, names: { en: 'Teej' }, only: 'female' }
  const fog = { day: '2026-03-10', open: false, names: FOG }
  expect(view('2026-03-10', { declared: [fog, teej] }).open).toBe(false)
  expect(view('2026-03-10', { declared: [teej, fog] }).open).toBe(false)
  expect(view('2026-03-13', { declared: [{ ...teej, day: '2026-03-13' }] })).toEqual({ open: false, why: 'weekly' })
  const listed = { from: '2026-03-10', to: '2026-03-10', source: 'test' }
  const holidays = [
    { ...listed, names: { en: 'Teej' }, only: 'female' as const },
    { ...listed, names: { en: 'Eid' } },
  ]
  expect(view('2026-03-10', { holidays })).toEqual({ open: false, why: 'listed', names: { en: 'Eid' } })
})

test('today is the day at the office, not at the server', () => {
  expect(contextOf(teacher, { today: '2026-03-10' }).today).toBe('2026-03-10')
})

test('a rate is that of the day asked about', () => {
  const rates = {
    'leave.casual.days': [
      { from: '2020-01-01', to: '2025-12-31', value: 14, source: 'a' },
      { from: '2026-01-01', value: 20, source: 'b' },
    ],
  }
  const context = contextOf(teacher, { rates })
  expect([
    context.rate('leave.casual.days', '2025-12-31'),
    context.rate('leave.casual.days', '2026-01-01'),
    context.rate('leave.casual.days', '2019-01-01'),
    context.rate('none', '2026-01-01'),
  ]).toEqual([14, 20, undefined, undefined])
})
