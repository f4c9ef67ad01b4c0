import { expect, test } from 'vitest'
import { judge } from '../entry/judge.ts'
import { applyEntry } from '../entry/fold.ts'
import type { Accepted } from '../entry/envelope.ts'
import type { Record } from '../entry/record.ts'
import { count } from '../field/count.ts'
import { day } from '../field/day.ts'
import { actorAt, contextOf, head, officer, people, places, teacher, uuid } from '#test/support/kernel-context.ts'
import { defineRegister } from './register.ts'
import { seriesName } from './series.ts'
import { head as headRole, officerAbove, teacher as teacherRole } from './who.ts'

const ON = '2026-03-10'
const milk = defineRegister({
  id: 'milk',
  version: 1,
  catalogue: ['R4'],
  key: ['on'],
  fields: { on: day(), litres: count() },
  access: { write: [teacherRole, headRole], correct: [teacherRole, headRole, officerAbove] },
  attest: [headRole],
  read: ['head'],
  day: (page) => page.on,
})

let made = 0
const entry = (step: string, body: { [key: string]: unknown }, replaces: readonly string[] = []): Accepted => ({
  id: uuid(0x100 + ++made),
  office: places.school.id,
  system: 'milk',
  version: 1,
  stream: ON,
  step,
  body,
  replaces,
  by: people.head,
  post: 'p',
  device: 'd',
  clock: { at: 0 },
  seq: made,
  received: 0,
  ...(step === 'correct' && { reason: 'spilt' }),
})
const told = (e: Accepted, actor: typeof head, page?: Record) => judge(milk, e, contextOf(actor), page).status

test('a page is attested by those named, and then corrected by them and by officers alone', () => {
  const page = applyEntry(milk, undefined, entry('enter', { on: ON, litres: 3 }))
  expect(page.state).toBe('entered')
  const change = entry('correct', { on: ON, litres: 4 }, [page.heads[0]!.id])
  expect(told(change, teacher, page)).toBe('accepted')
  expect(told(entry('verify', {}), teacher, page)).toBe('refused')
  expect(told(entry('verify', {}), head, page)).toBe('accepted')
  const verified = applyEntry(milk, page, entry('verify', {}))
  expect(verified.state).toBe('verified')
  expect(told(change, teacher, verified)).toBe('refused')
  expect(told(change, head, verified)).toBe('accepted')
  expect(told(change, officer, verified)).toBe('accepted')
  expect(told(change, actorAt('head', 'sibling'), verified)).toBe('refused')
  expect(applyEntry(milk, verified, change)).toMatchObject({ state: 'verified', body: { litres: 4 } })
})

test('a series begins anew with the year of the page’s own day', () => {
  const context = contextOf(head, { today: '2027-02-01', yearStart: '01-01', moneyYearStart: '07-01' })
  const named = (on: string, per: 'calendar-year' | 'school-year' | 'money-year') =>
    seriesName({ series: 'voucher', per }, milk, { on }, context)
  expect(named('2026-06-30', 'money-year')).toBe('voucher 2025-26')
  expect(named('2026-07-01', 'money-year')).toBe('voucher 2026-27')
  expect(named('2026-07-01', 'school-year')).toBe('voucher 2026')
  expect(seriesName('voucher', milk, { on: ON }, context)).toBe('voucher')
})
