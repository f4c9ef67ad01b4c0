/** What happens to the days of staff, each case by its number in the fact book (group A). */
import { dutyOf } from '#kernel/define/duty.ts'
import { expect, test } from 'vitest'
import { isClash } from '#kernel/entry/fold.ts'
import { clockTrust } from '#kernel/entry/clock.ts'
import { Book, type Said } from '#test/support/kernel-book.ts'
import {
  contextData,
  contextOf,
  head,
  noon,
  officer,
  people,
  staffOf,
  teacher,
  uuid,
  type World,
} from '#test/support/kernel-context.ts'
import { ask, declare, grant } from '#test/support/kernel-school.ts'
import { absence } from '../absence/absence.ts'
import { casualLeave } from '../casual-leave/casual-leave.ts'
import { outage } from '../outage/outage.ts'
import { staffAbsence } from '../staff-absence/staff-absence.ts'
import { PersonDays } from './person-days.ts'
import { staffAttendance } from './staff-attendance.ts'

const ON = '2026-03-10'
const NEXT = '2026-03-11'
const PAGE = `${ON}/${people.teacher}`
const RATES = {
  'attendance.hours': { from: '09:00', to: '16:15' },
  'staff.graceMinutes': 15,
  'staff.replyDays': 3,
  'leave.casual.days': 20,
}

/** A school of a head and two teachers on a Tuesday; times are those of Dhaka. */
const school = (world: World = {}): Book => new Book({ today: ON, ...world, rates: { ...RATES, ...world.rates } })
const at = (time: string, day = ON): string => new Date(Date.parse(`${day}T${time}:00Z`) - 21_600_000).toISOString()

const arrive = (book: Book, time: string, more: object = {}, said: Said = {}) =>
  book.take(staffAttendance, 'enter', { on: ON, person: (said.by ?? teacher).person, in: at(time), ...more }, said)
const proxy = (book: Book, time: string, more: object = {}) =>
  book.take(
    staffAttendance,
    'proxy',
    { on: ON, person: people.teacher, in: at(time), via: 'proxy', ...more },
    { by: head },
  )
const step = (book: Book, name: string, body: object = {}, said: Said = {}) =>
  book.take(staffAttendance, name, { ...body }, { stream: PAGE, ...said })
const next = (book: Book, day = NEXT) => void (book.world = { ...book.world, today: day })
const notice = (book: Book, said: Said = {}) =>
  book.take(staffAbsence, 'notice', { on: ON, person: people.teacher }, { by: head, ...said })
const markOf = (book: Book, person: string = people.teacher, day = ON) => {
  const context = book.context(staffAttendance, head)
  return new PersonDays(context).markOf(
    context.postedOn(day).find((one) => one.person === person)!,
    day,
  )
}

test('A1 two phones mark one person: both stand, the first counts until a person decides; the same twice is one', () => {
  const book = school()
  arrive(book, '08:52')
  expect(arrive(book, '08:52').status).toBe('accepted')
  expect(proxy(book, '09:40')).toMatchObject({ status: 'held', problems: [{ code: 'CLASH' }] })
  expect(isClash(book.page(staffAttendance, PAGE))).toBe(true)
  expect(markOf(book)).toBe('P')
  const settled = book.correct(staffAttendance, PAGE, { in: at('08:52') }, { by: teacher })
  expect(settled.status).toBe('accepted')
  expect(isClash(settled.record!)).toBe(false)
})

test('A2 clock set back an hour: arrival and departure are taken, the order is pointed out, the time is not proven', () => {
  const book = school()
  expect(arrive(book, '09:00').status).toBe('accepted')
  const out = step(book, 'depart', { out: at('08:30') })
  expect(out).toMatchObject({ status: 'accepted', codes: ['STAFF_OUT_BEFORE_IN'] })
  expect(out.flags[0]!.facts).toEqual({ in: '09:00', out: '08:30' })
  expect(step(book, 'depart', { out: at('16:20') })).toMatchObject({ codes: [], record: { state: 'gone' } })
  const hour = 3_600_000
  expect(clockTrust({ at: noon(ON) - hour, since: 0, contact: noon(ON) }, noon(ON))).toBe('unverified')
})

test('A3 marked offline, synced after the lock: held apart for the officer, never lost', () => {
  const book = school({ today: '2026-04-06', lockedUntil: '2026-03-31' })
  expect(arrive(book, '08:55')).toMatchObject({ status: 'held', codes: ['LATE_AFTER_LOCK'] })
  expect(arrive(book, '08:55', {}, { decided: true }).status).toBe('accepted')
})

test('A4 GPS 3 km off: taken, with the distance and what the device says of its accuracy', () => {
  const data = contextData()
  const world = { ...data, office: { ...data.office, point: { lat: 24_000_000, lon: 89_000_000 } } }
  expect(world.office.point).toBeDefined()
  const near = { ...contextOf(teacher, { rates: RATES, today: ON }), office: world.office }
  const far = { lat: 24_027_000, lon: 89_000_000, accuracy: 40 }
  const check = (place: object) =>
    staffAttendance.checks['nearSchool']!(
      { on: ON, person: people.teacher, in: at('08:52'), place } as never,
      near,
      undefined,
    )
  expect(check(far)).toMatchObject({ weight: 'flag', code: 'STAFF_FAR', facts: { metres: 3002, accuracy: 40 } })
  expect(check({ ...far, accuracy: 4000 })).toBe(true)
  expect(check({ lat: 24_000_900, lon: 89_000_000, accuracy: 10 })).toBe(true)
})

test('A5 dead tablet, HM proxy: she confirms it, or disputes it and the officer settles; what she marked herself needs nobody', () => {
  const book = school()
  expect(proxy(book, '08:58').status).toBe('accepted')
  expect(step(book, 'confirm', {}, { by: head }).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(step(book, 'confirm').record!.state).toBe('confirmed')
  const other = school()
  proxy(other, '10:30')
  expect(step(other, 'dispute', {}, { reason: 'I came before nine' }).record!.state).toBe('disputed')
  expect(step(other, 'settle', { in: at('08:57') }, { by: head, reason: 'x' }).codes).toEqual(['ROLE_NOT_ALLOWED'])
  const settled = step(other, 'settle', { in: at('08:57') }, { by: officer, reason: 'the class sheet shows it' })
  expect(settled.record).toMatchObject({ state: 'settled', body: { in: at('08:57') } })
  expect(markOf(other)).toBe('P')
  const own = school()
  arrive(own, '08:58')
  expect(step(own, 'confirm').codes).toEqual(['ROLE_NOT_ALLOWED'])
})

test('A6 HM absent, charge handed over midday: either head writes for others that day, both are posted', () => {
  const acting = { ...staffOf.teacher2, role: 'head' as const, kind: 'acting', from: ON }
  const before = { ...staffOf.head, to: ON }
  const book = school({ staff: [before, staffOf.teacher, acting] })
  expect(proxy(book, '09:05').codes).toEqual([])
  const by = { ...head, person: people.teacher2 }
  expect(step(book, 'depart', { out: at('16:15') }, { by }).status).toBe('accepted')
  expect(arrive(book, '09:01', {}, { by: head }).codes).toEqual([])
  expect(book.context(staffAttendance).postedOn(ON)).toHaveLength(3)
  next(book)
  expect(
    book
      .context(staffAttendance)
      .postedOn(NEXT)
      .map(({ person }) => person),
  ).not.toContain(people.head)
})

test('A7 single-teacher school, teacher on leave: nobody is expected, nobody is absent', () => {
  const book = school({ staff: [staffOf.head] })
  ask(book, 0x700, ON, ON, people.head)
  grant(book, 0x700, officer)
  expect(staffAttendance.expects!(book.context(staffAttendance, head), ON)).toEqual([])
  expect(markOf(book, people.head)).toBe('CL')
})

test('A8 same-day fog holiday after marking: the mark is kept, nobody else is missing', () => {
  const book = school()
  arrive(book, '08:50')
  declare(book, ON)
  expect(markOf(book)).toBe('P')
  expect(markOf(book, people.teacher2)).toBe('free')
  expect(staffAttendance.expects!(book.context(staffAttendance), ON)).toEqual([])
  expect(arrive(book, '09:02', {}, { by: head }).codes).toEqual(['HOLIDAY'])
})

test('A9 women-only holiday: free for women, a working day for men', () => {
  const women = { ...staffOf.teacher, sex: 'female' }
  const men = { ...staffOf.head, sex: 'male' }
  const book = school({ staff: [women, men] })
  declare(book, ON, { only: 'female' })
  expect(staffAttendance.expects!(book.context(staffAttendance, teacher), ON)).toEqual([])
  expect(staffAttendance.expects!(book.context(staffAttendance, head), ON)).toHaveLength(1)
  expect([markOf(book), markOf(book, people.head)]).toEqual(['free', 'open'])
  expect(arrive(book, '08:55')).toMatchObject({ status: 'accepted', codes: ['HOLIDAY'] })
})

test('A10 transfer and joining in the forenoon: the day counts at both schools, the days beside it at one', () => {
  const left = school({ staff: [staffOf.head, { ...staffOf.teacher, to: ON }] })
  const joined = school({ staff: [staffOf.head, { ...staffOf.teacher, from: ON }] })
  for (const book of [left, joined]) expect(arrive(book, '09:05').codes).toEqual([])
  next(left)
  expect(arrive(left, '09:00', { on: NEXT, in: at('09:00', NEXT) }).codes).toEqual(['STAFF_NOT_POSTED'])
  const context = left.context(staffAttendance, head)
  expect(context.staff().map(({ person }) => person)).toEqual([people.head])
  expect(new PersonDays(context).markOf(staffOf.teacher, NEXT)).toBe('none')
  expect(new PersonDays(context).markOf(staffOf.teacher, ON)).toBe('P')
})

test('A11 retirement on the last day: that day is hers to mark, also when it arrives the day after', () => {
  const book = school({ staff: [staffOf.head, { ...staffOf.teacher, to: ON }] })
  expect(staffAttendance.expects!(book.context(staffAttendance), ON)).toHaveLength(1)
  next(book)
  expect(arrive(book, '08:50').codes).toEqual([])
  expect(staffAttendance.expects!(book.context(staffAttendance), NEXT)).toEqual([])
})

test('A12 election duty for half a day: she is expected for the other half and is not late', () => {
  const book = school()
  const duty = { case: uuid(0x12), person: people.teacher, cause: 'election', days: { from: ON, to: ON } }
  expect(book.take(absence, 'enter', { ...duty, part: 'forenoon', order: '12/E' }, { by: head }).codes).toEqual([])
  expect(staffAttendance.expects!(book.context(staffAttendance), ON)).toHaveLength(1)
  expect(arrive(book, '13:10').codes).toEqual([])
  expect(markOf(book)).toBe('P')
  const whole = school()
  whole.take(absence, 'enter', duty, { by: head })
  expect(staffAttendance.expects!(whole.context(staffAttendance), ON)).toEqual([])
  expect(markOf(whole)).toBe('D')
  expect(arrive(whole, '09:00').codes).toEqual(['STAFF_WHILE_AWAY'])
})

test('A13 CL approved after absence recorded: the notice is covered and the day is leave; its cancellation undoes both', () => {
  const book = school()
  ask(book, 0x900, ON, ON, people.teacher)
  next(book)
  expect(notice(book).status).toBe('accepted')
  expect(book.take(staffAbsence, 'reply', { ground: 'illness', said: 'fever' }, { stream: PAGE }).status).toBe(
    'accepted',
  )
  expect(book.take(staffAbsence, 'uphold', {}, { stream: PAGE, by: head, reason: 'no paper' }).status).toBe('accepted')
  expect(markOf(book)).toBe('A')
  expect(grant(book, 0x900, head).status).toBe('accepted')
  expect(book.page(staffAbsence, PAGE).state).toBe('covered')
  expect(markOf(book)).toBe('CL')
  book.take(casualLeave, 'cancel', {}, { stream: uuid(0x900), by: head, reason: 'not taken' })
  expect(book.page(staffAbsence, PAGE).state).toBe('noticed')
  expect(markOf(book)).toBe('N')
})

test('A13 a duty order on paper does the same, and so does its cancellation', () => {
  const book = school()
  next(book)
  notice(book)
  const duty = { case: uuid(0x13), person: people.teacher, cause: 'training', days: { from: ON, to: ON }, order: '4' }
  book.take(absence, 'enter', duty, { by: head })
  expect([book.page(staffAbsence, PAGE).state, markOf(book)]).toEqual(['covered', 'D'])
  book.cancel(absence, uuid(0x13), { by: head })
  expect([book.page(staffAbsence, PAGE).state, markOf(book)]).toEqual(['noticed', 'N'])
})

test('A14 backdated correction after the monthly lock: held with old and new, the officer decides', () => {
  const book = school()
  arrive(book, '10:20')
  book.world = { ...book.world, today: '2026-04-08', lockedUntil: '2026-03-31' }
  const fixed = { in: at('08:55') }
  expect(book.correct(staffAttendance, PAGE, fixed, { by: teacher }).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(book.correct(staffAttendance, PAGE, fixed, { by: head })).toMatchObject({
    status: 'held',
    codes: ['LATE_AFTER_LOCK'],
  })
  expect(book.page(staffAttendance, PAGE).body['in']).toBe(at('10:20'))
  expect(book.correct(staffAttendance, PAGE, fixed, { by: head, decided: true }).status).toBe('accepted')
})

test('late is not absent: taken, counted as present, the reason asked and given later', () => {
  const book = school()
  expect(arrive(book, '09:15').codes).toEqual([])
  const late = school()
  expect(arrive(late, '09:40')).toMatchObject({ status: 'accepted', codes: ['STAFF_REASON_OPEN'] })
  expect(staffAttendance.asks!['late']!({ on: ON, in: at('09:40') } as never, late.context(staffAttendance))).toBe(
    'first',
  )
  expect(markOf(late)).toBe('T')
  const counts = staffAttendance.measures!.count
  const context = late.context(staffAttendance)
  expect([counts['there']!, counts['late']!].map((count) => count(late.page(staffAttendance, PAGE), context))).toEqual([
    1, 1,
  ])
  expect(late.correct(staffAttendance, PAGE, { late: 'crossing' }, { by: teacher }).codes).toEqual([])
  expect(late.page(staffAttendance, PAGE).flags).toEqual([])
})

test('an outage of the area excuses: no reason is asked, nobody late, nobody missing, and Today says so', () => {
  const book = school()
  book.take(
    outage,
    'enter',
    { outage: uuid(0x77), kind: 'flood', days: { from: ON, to: ON } },
    { by: { ...officer, office: head.office } },
  )
  expect(outage.tells!(book.context(outage), ON)).toEqual([{ label: 'tidings.flood' }])
  expect(arrive(book, '11:00').codes).toEqual([])
  expect(markOf(book)).toBe('P')
  next(book)
  expect(markOf(book, people.teacher2)).toBe('E')
  expect(outage.tells!(book.context(outage), NEXT)).toEqual([])
  expect(book.take(staffAbsence, 'notice', { on: ON, person: people.teacher2 }, { by: head }).codes).toEqual([
    'ABSENCE_EXCUSED',
  ])
})

test('absence is written by a person after the day is over, told, answered, appealed twice; nothing writes it by itself', () => {
  const book = school()
  expect(notice(book)).toMatchObject({ status: 'refused', codes: ['ABSENCE_TOO_EARLY'] })
  next(book)
  expect(markOf(book)).toBe('open')
  expect(notice(book, { by: teacher }).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(notice(book).status).toBe('accepted')
  const on = (name: string, body: object = {}, said: Said = {}) =>
    book.take(staffAbsence, name, { ...body }, { stream: PAGE, reason: 'said', ...said })
  expect(on('uphold', {}, { by: head })).toMatchObject({
    codes: ['ABSENCE_REPLY_OPEN'],
    problems: [{ facts: { until: '2026-03-14', days: 3 } }],
  })
  expect(on('reply', { ground: 'was-there', said: 'I taught class 4' }).status).toBe('accepted')
  expect(on('uphold', {}, { by: head }).record!.state).toBe('upheld')
  expect(on('appeal', { said: 'see the sheet' }).record!.state).toBe('appealed')
  expect(on('dismiss', {}, { by: head }).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(on('dismiss', {}, { by: officer }).record!.state).toBe('dismissed')
  expect(markOf(book)).toBe('A')
  expect(on('appealAgain', { said: 'to the district' }).record!.state).toBe('appealedAgain')
  expect(on('allowAgain', {}, { by: officer }).codes).toEqual(['ROLE_NOT_ALLOWED'])
  const above = { ...officer, office: uuid(0xa3), path: 'top/' }
  expect(dutyOf(staffAbsence, book.page(staffAbsence, PAGE), book.context(staffAbsence))).toMatchObject({
    office: above.office,
    step: 'allowAgain',
  })
  expect(on('allowAgain', {}, { by: above }).codes).toEqual(['ABSENCE_SAME_OFFICER'])
  expect(on('allowAgain', {}, { by: { ...above, person: people.stranger } }).record!.state).toBe('excused')
  expect(markOf(book)).toBe('E')
})

test('short leave and half a day are there where the pack has them', () => {
  const off = school()
  arrive(off, '08:50')
  const short = { shortFrom: at('11:00'), shortTo: at('12:30'), shortFor: 'bank' }
  expect(step(off, 'shortLeave', short).codes).toEqual(['STAFF_SHORT_LEAVE_OFF'])
  expect(arrive(school(), '08:50', { half: 'forenoon' }).codes).toEqual(['FIELD_NOT_ALLOWED'])
  const on = school({ rates: { 'staff.shortLeaveMinutes': 60, 'staff.halfDay': true } })
  expect(arrive(on, '12:30', { half: 'afternoon' }).codes).toEqual([])
  expect(markOf(on)).toBe('H')
  expect(step(on, 'shortLeave', short)).toMatchObject({
    codes: ['STAFF_SHORT_LEAVE_LONG'],
    flags: [{ facts: { minutes: 90, most: 60 } }],
  })
})
