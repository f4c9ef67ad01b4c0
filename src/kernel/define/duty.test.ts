import { describe, expect, test } from 'vitest'
import { Book } from '#test/support/kernel-book.ts'
import { actorAt, head, officer, people, places, teacher, uuid, type World } from '#test/support/kernel-context.ts'
import { ask, grant } from '#test/support/kernel-school.ts'
import { casualLeave } from '#systems/casual-leave/casual-leave.ts'
import { forecast } from './forecast.ts'

const rates = {
  'leave.casual.days': 20,
  'leave.casual.headDays': 3,
  'leave.casual.decideDays': 2,
  'duty.escalateDays': 1,
}
const director = actorAt('officer', 'top')

/** A case asked on Sunday 8 March: two working days to decide, one of grace, so that it is late from Thursday on. */
function waiting(today: string, more: World = {}): Book {
  const book = new Book({ rates, today: '2026-03-08', ...more })
  expect(ask(book, 1, '2026-04-06').status).toBe('accepted')
  book.world = { ...book.world, today }
  return book
}

describe('one who lets the time pass', () => {
  test('is helped by the officer next above her, and may still act herself', () => {
    expect(grant(waiting('2026-03-11'), 1, officer).codes).toEqual(['ROLE_NOT_ALLOWED'])
    expect(grant(waiting('2026-03-12'), 1, officer).record!.state).toBe('granted')
    expect(grant(waiting('2026-03-12'), 1, head).record!.state).toBe('granted')
  })

  test('nobody jumps over that officer', () => {
    expect(grant(waiting('2026-06-01'), 1, director).codes).toEqual(['ROLE_NOT_ALLOWED'])
    expect(grant(waiting('2026-06-01', { line: [] }), 1, officer).codes).toEqual(['ROLE_NOT_ALLOWED'])
  })

  test('the subject’s own steps stay hers', () => {
    const told = waiting('2026-06-01').take(casualLeave, 'withdraw', {}, { stream: uuid(1), by: officer })
    expect(told.codes).toEqual(['ROLE_NOT_ALLOWED'])
  })

  test('the clock stands still while a case is with its subject', () => {
    const book = waiting('2026-03-09')
    book.take(casualLeave, 'return', {}, { stream: uuid(1), by: head, reason: 'which class?' })
    book.world = { ...book.world, today: '2026-03-29' }
    const days = { from: '2026-04-06', to: '2026-04-06' }
    book.take(casualLeave, 'askAgain', { days, ground: 'family' }, { stream: uuid(1), by: teacher })
    expect(grant(book, 1, officer).codes).toEqual(['ROLE_NOT_ALLOWED'])
  })
})

test('who will have to act and by when is told before anybody does', () => {
  const book = waiting('2026-03-08')
  const told = (stream: string) =>
    forecast(casualLeave, book.page(casualLeave, stream), book.context(casualLeave, teacher, people.teacher)).map(
      ({ step, office, by }) => [step, office, by],
    )
  expect(told(uuid(1))).toEqual([['grant', places.school.id, '2026-03-10']])
  grant(book, 1, head)
  expect(told(uuid(1))).toEqual([])
})
