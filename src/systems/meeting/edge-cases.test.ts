/** What happens at meetings, each case by its number in the fact book (group E). */
import { expect, test } from 'vitest'
import { resolution } from '../resolution/resolution.ts'
import { meeting } from './meeting.ts'
import { head, teacher } from '#test/support/kernel-context.ts'
import { committee, meet, moneyBook, pay, signMinutes } from '#test/support/kernel-money.ts'

test('E11 quorum missing: the minutes are kept as they were and marked, and so is every payment that cites what was resolved', () => {
  const book = moneyBook()
  committee(book, 11)
  expect(meet(book, '2026-11-05', 5, 11)).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'MEETING_NO_QUORUM', at: '/present', facts: { present: 5, needed: 6 } }],
  })
  signMinutes(book, '2026-11-05')
  expect(book.pages(resolution)).toMatchObject([
    { state: 'open', body: { no: 1, quorum: 'short', text: 'Mend the roof' } },
  ])
  expect(pay(book, 1, { resolution: '1' }).codes).toContain('CASH_RESOLUTION_NO_QUORUM')
  expect(meet(book, '2026-11-12', 6, 11).codes).toEqual([])
})

test('E12 minutes disputed: the objection stands beside them, the next meeting settles it, and then nothing changes any more', () => {
  const book = moneyBook()
  committee(book, 11)
  meet(book, '2026-10-05', 8, 11)
  signMinutes(book, '2026-10-05')
  const at = { stream: 'smc/2026-10-05' }
  const objection = { disputedBy: 'Member 3', objection: 'Only the east wall was to be mended' }
  expect(book.take(meeting, 'dispute', objection, { ...at, by: teacher }).record!.state).toBe('disputed')
  expect(book.take(meeting, 'confirm', { confirmedOn: '2026-11-05' }, { ...at, by: head }).codes).toEqual([
    'STATE_NOT_ALLOWED',
  ])
  const settled = { confirmedOn: '2026-11-05', outcome: 'amended', amendment: 'The east wall is mended first' }
  expect(book.take(meeting, 'settle', settled, { ...at, by: head }).codes).toEqual(['MEETING_NEXT_MISSING'])
  meet(book, '2026-11-05', 8, 11)
  const frozen = book.take(meeting, 'settle', settled, { ...at, by: head }).record!
  expect(frozen).toMatchObject({ state: 'confirmed', body: { ...objection, amendment: settled.amendment } })
  expect(frozen.body['agenda']).toMatchObject([{ decision: 'Mend the roof' }])
  expect(book.correct(meeting, at.stream, { place: 'elsewhere' }, { by: head }).codes).toEqual(['STATE_NOT_ALLOWED'])
  expect(book.cancel(meeting, at.stream, { by: head }).codes).toEqual(['STATE_NOT_ALLOWED'])
  // The resolutions of the minutes live on by their numbers.
  expect(book.pages(resolution)).toMatchObject([{ state: 'open', body: { no: 1, on: '2026-10-05' } }])
})
