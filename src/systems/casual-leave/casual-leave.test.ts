import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { head as headWho, nearestOfficer } from '#kernel/define/who.ts'
import { dutyOf, openSteps } from '#kernel/define/duty.ts'
import { addDays } from '#kernel/rule/day.ts'
import { Book } from '#test/support/kernel-book.ts'
import {
  actorAt,
  contextOf,
  head,
  officer,
  people,
  places,
  staffOf,
  teacher,
  uuid,
  type World,
} from '#test/support/kernel-context.ts'
import { ask, declare, grant } from '#test/support/kernel-school.ts'
import { casualLeave } from './casual-leave.ts'
import { balanceOf, leaveDays, sanctioner } from './casual-leave.rules.ts'

const BD: World = {
  rates: {
    'leave.casual.days': 20,
    'leave.casual.stretch': 10,
    'leave.casual.headDays': 3,
    'leave.casual.countHolidays': true,
  },
  weekly: [5, 6],
}
const UP: World = {
  rates: { 'leave.casual.days': 14, 'leave.casual.headDays': 4, 'leave.casual.countHolidays': false },
  weekly: [0],
}

const period = (from: string, to = from) => ({ teacher: people.teacher, days: { from, to } })

describe('days that a leave costs', () => {
  // Thursday 12, rest on Friday 13 and Saturday 14, Sunday 15.
  test('where holidays inside count, every day from the first to the last working day', () => {
    const context = contextOf(teacher, BD)
    expect(leaveDays({ from: '2026-03-12', to: '2026-03-15' }, context)).toBe(4)
    expect(leaveDays({ from: '2026-03-12', to: '2026-03-14' }, context)).toBe(1)
    expect(leaveDays({ from: '2026-03-13', to: '2026-03-15' }, context)).toBe(1)
    expect(leaveDays({ from: '2026-03-13', to: '2026-03-14' }, context)).toBe(0)
  })

  test('where they do not, working days alone, whatever the calendar', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(30), fc.uniqueArray(fc.nat(330), { maxLength: 40 }), (start, length, closed) => {
        const from = addDays('2026-01-01', start)
        const declared = closed.map((n) => ({ day: addDays('2026-01-01', n), open: false, names: {} }))
        let expected = 0
        for (let n = start; n <= start + length; n++)
          if (!closed.includes(n) && new Date(`${addDays('2026-01-01', n)}T00:00:00Z`).getUTCDay() !== 0) expected += 1
        expect(leaveDays({ from, to: addDays(from, length) }, contextOf(teacher, { ...UP, declared }))).toBe(expected)
      }),
    )
  })
})

describe('the balance', () => {
  test('Bangladesh: 20 a year, 10 at a stretch', () => {
    const book = new Book(BD)
    expect(ask(book, 1, '2026-04-05', '2026-04-15').codes).toEqual(['LEAVE_STRETCH_LONG'])
    expect(ask(book, 1, '2026-04-05', '2026-04-14').codes).toEqual([])
    expect(grant(book, 1, officer).status).toBe('accepted')
    expect(ask(book, 2, '2026-05-03', '2026-05-12').codes).toEqual([])
    expect(grant(book, 2, officer).status).toBe('accepted')
    expect(ask(book, 3, '2026-06-07')).toMatchObject({
      status: 'refused',
      problems: [{ code: 'LEAVE_BALANCE_SHORT', at: '/days', facts: { asked: 1, left: 0 } }],
    })
    // No carry-over, and a new year begins with all of it.
    expect(ask(book, 4, '2027-01-03').codes).toEqual([])
  })

  test('Uttar Pradesh: 14 a year; more than 4 together go to the officer', () => {
    const book = new Book(UP)
    expect(ask(book, 1, '2026-04-06', '2026-04-09').codes).toEqual([])
    expect(grant(book, 1, officer).codes).toEqual(['ROLE_NOT_ALLOWED'])
    expect(grant(book, 1, head).status).toBe('accepted')
    expect(ask(book, 2, '2026-05-04', '2026-05-08').codes).toEqual([])
    expect(grant(book, 2, head).codes).toEqual(['ROLE_NOT_ALLOWED'])
    expect(grant(book, 2, officer).status).toBe('accepted')
    const context = book.context(casualLeave, teacher, people.teacher)
    expect(balanceOf({ case: uuid(3), ...period('2026-06-01') }, context)).toEqual({
      entitled: 14,
      used: 9,
      times: 2,
      left: 5,
    })
    expect(ask(book, 3, '2026-06-01', '2026-06-06').codes).toEqual(['LEAVE_BALANCE_SHORT'])
    expect(ask(book, 3, '2026-06-01', '2026-06-05').codes).toEqual([])
  })

  test('two applications at once may each fit; the second grant is refused when both do not', () => {
    const book = new Book(UP)
    ask(book, 1, '2026-04-06', '2026-04-14')
    ask(book, 2, '2026-05-04', '2026-05-11')
    expect(grant(book, 1, officer).status).toBe('accepted')
    expect(grant(book, 2, officer).codes).toEqual(['LEAVE_BALANCE_SHORT'])
  })

  test('what was refused, withdrawn or cancelled costs nothing; another’s leave is not hers', () => {
    const book = new Book(UP)
    ask(book, 1, '2026-04-06')
    book.take(casualLeave, 'refuse', {}, { stream: uuid(1), by: head, reason: 'examination week' })
    ask(book, 2, '2026-04-06')
    book.take(casualLeave, 'withdraw', {}, { stream: uuid(2), by: teacher })
    ask(book, 3, '2026-04-06')
    grant(book, 3)
    book.take(casualLeave, 'cancel', {}, { stream: uuid(3), by: head, reason: 'recalled' })
    ask(book, 4, '2026-04-06', '2026-04-06', people.teacher2)
    grant(book, 4)
    expect(
      balanceOf({ case: uuid(9), ...period('2026-06-01') }, book.context(casualLeave, teacher, people.teacher)).used,
    ).toBe(0)
  })

  test('is explained line by line, and the lines add up', () => {
    const book = new Book(UP)
    ask(book, 1, '2026-04-06', '2026-04-08')
    grant(book, 1)
    const { record } = ask(book, 2, '2026-05-04', '2026-05-05')
    const lines = casualLeave.explain!(record!, book.context(casualLeave, head, people.teacher))
    expect(lines.map((line) => [line.label, line.value, line.facts])).toEqual([
      ['explain.entitled', 14, { year: 2026 }],
      ['explain.used', -3, { times: 1 }],
      ['explain.asked', -2, undefined],
      ['explain.left', 9, undefined],
    ])
    expect(lines.slice(0, 3).reduce((sum, line) => sum + line.value, 0)).toBe(lines[3]!.value)
  })
})

describe('an application', () => {
  test('for closed days alone is refused: no leave is needed', () => {
    expect(ask(new Book(BD), 1, '2026-03-13', '2026-03-14').codes).toEqual(['LEAVE_NO_WORKING_DAY'])
  })

  test('that overlaps another is refused, and says with which', () => {
    const book = new Book(UP)
    ask(book, 1, '2026-04-06', '2026-04-08')
    expect(ask(book, 2, '2026-04-08')).toMatchObject({
      status: 'refused',
      problems: [{ code: 'LEAVE_OVERLAPS', facts: { from: '2026-04-06', to: '2026-04-08' } }],
    })
  })

  test('between two closed days is taken and marked for the one who decides', () => {
    const book = new Book(BD)
    declare(book, '2026-03-09')
    declare(book, '2026-03-11')
    expect(ask(book, 1, '2026-03-10')).toMatchObject({
      status: 'accepted',
      flags: [{ code: 'LEAVE_BETWEEN_HOLIDAYS', facts: { from: '2026-03-10', to: '2026-03-10' } }],
    })
  })

  test('is made by the teacher herself, at the school where she is posted', () => {
    const book = new Book({ ...UP, staff: [staffOf.head] })
    expect(ask(book, 1, '2026-04-06').codes).toEqual(['LEAVE_NOT_POSTED_HERE'])
    const body = { case: uuid(2), ...period('2026-04-06'), ground: 'family' }
    expect(new Book(UP).take(casualLeave, 'ask', body, { by: head }).codes).toEqual(['ROLE_NOT_ALLOWED'])
  })

  test('that was returned is asked again with other days, and keeps its history', () => {
    const book = new Book(UP)
    ask(book, 1, '2026-04-06', '2026-04-08')
    expect(book.take(casualLeave, 'return', {}, { stream: uuid(1), by: head }).codes).toEqual(['REASON_MISSING'])
    book.take(casualLeave, 'return', {}, { stream: uuid(1), by: head, reason: 'examination on the 8th' })
    const again = { days: { from: '2026-04-06', to: '2026-04-07' }, ground: 'family' }
    expect(book.take(casualLeave, 'askAgain', again, { stream: uuid(1), by: head }).codes).toEqual(['ROLE_NOT_ALLOWED'])
    const { record } = book.take(casualLeave, 'askAgain', again, { stream: uuid(1), by: teacher })
    expect(record).toMatchObject({ state: 'asked', body: { days: { to: '2026-04-07' }, teacher: people.teacher } })
    expect(record!.acts.map((act) => act.step)).toEqual(['return', 'askAgain'])
  })

  test('is decided once', () => {
    const book = new Book(UP)
    ask(book, 1, '2026-04-06')
    grant(book, 1)
    expect(grant(book, 1).codes).toEqual(['STATE_NOT_ALLOWED'])
    expect(book.take(casualLeave, 'refuse', {}, { stream: uuid(1), by: head, reason: 'no' }).codes).toEqual([
      'STATE_NOT_ALLOWED',
    ])
    expect(book.take(casualLeave, 'withdraw', {}, { stream: uuid(1), by: teacher }).codes).toEqual([
      'STATE_NOT_ALLOWED',
    ])
  })
})

describe('who decides', () => {
  const decides = (leave: ReturnType<typeof period>, world: World = UP) =>
    sanctioner(undefined, leave, contextOf(teacher, world))

  test('the head for her teachers, up to the days that she may', () => {
    expect(decides(period('2026-04-06', '2026-04-09'))).toEqual([headWho])
    expect(decides(period('2026-04-06', '2026-04-10'))).toEqual([nearestOfficer])
    // Sunday between does not count here: Friday, Saturday, Monday, Tuesday are four.
    expect(decides(period('2026-04-10', '2026-04-14'))).toEqual([headWho])
    expect(decides(period('2026-04-05', '2026-04-08'), BD)).toEqual([nearestOfficer])
  })

  test('the officer above for the head herself, and where a school has no head', () => {
    expect(decides({ ...period('2026-04-06'), teacher: people.head })).toEqual([nearestOfficer])
    expect(decides(period('2026-04-06'), { ...UP, staff: [staffOf.teacher, staffOf.teacher2] })).toEqual([
      nearestOfficer,
    ])
    expect(decides(period('2026-04-06'), { ...UP, staff: [{ ...staffOf.teacher, role: 'head' }] })).toEqual([
      nearestOfficer,
    ])
  })

  test('without a limit in the pack, the head whatever the length', () => {
    expect(decides(period('2026-04-06', '2026-04-30'), { rates: {} })).toEqual([headWho])
  })

  test('it lies in her inbox with the days that the pack allows; the asker may withdraw and no more', () => {
    const book = new Book({ ...UP, rates: { ...UP.rates, 'leave.casual.decideDays': 5 } })
    const { record } = ask(book, 1, '2026-04-06')
    const context = book.context(casualLeave, teacher, people.teacher)
    expect(dutyOf(casualLeave, record!, context)).toEqual({
      role: 'head',
      office: places.school.id,
      step: 'grant',
      due: 5,
    })
    const long = ask(book, 2, '2026-05-04', '2026-05-08').record!
    expect(dutyOf(casualLeave, long, context)).toEqual({
      role: 'officer',
      office: places.area.id,
      step: 'grant',
      due: 5,
    })
    expect(openSteps(casualLeave, record!, context, (step) => step === 'withdraw')).toEqual(['withdraw'])
    expect(dutyOf(casualLeave, grant(book, 1).record!, context)).toBeUndefined()
  })

  test('an officer of another area does not', () => {
    const book = new Book(UP)
    ask(book, 1, '2026-05-04', '2026-05-08')
    for (const place of ['cousin', 'top'] as const)
      expect(grant(book, 1, actorAt('officer', place)).codes).toEqual(['ROLE_NOT_ALLOWED'])
  })
})
