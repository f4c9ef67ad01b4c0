/** Short ways to fill a school's registers in tests: pupils, class sheets, declared days, leave. */
import type { Actor } from '#kernel/define/who.ts'
import type { Body } from '#kernel/entry/record.ts'
import type { Day } from '#kernel/rule/day.ts'
import { admission } from '#systems/admission/admission.ts'
import { attendance } from '#systems/attendance/attendance.ts'
import { casualLeave } from '#systems/casual-leave/casual-leave.ts'
import { holiday } from '#systems/holiday/holiday.ts'
import type { Book, Said, Told } from './kernel-book.ts'
import { actorAt, head, people, teacher, uuid } from './kernel-context.ts'

/** The page of pupil number n: nothing about it is unusual. */
export const pupilPage = (n: number, changes: Body = {}): Body => ({
  pupil: uuid(n),
  on: '2026-01-04',
  group: '4-A',
  roll: n,
  name: { bn: `শিক্ষার্থী ${n}`, en: `Pupil ${n}` },
  sex: n % 2 === 0 ? 'girl' : 'boy',
  birth: '2016-05-20',
  proof: 'birth-certificate',
  mother: { en: `Mother ${n}` },
  ...changes,
})

export const enrol = (book: Book, n: number, changes: Body = {}, said: Said = {}): Told =>
  book.take(admission, 'enter', pupilPage(n, changes), { by: head, ...said })

export const move = (book: Book, n: number, group: string, from: Day): Told =>
  book.take(admission, 'move', { group, from }, { by: head, stream: uuid(n) })

export const remove = (book: Book, n: number, leftOn: Day, cause = 'other-school'): Told =>
  book.take(admission, 'remove', { leftOn, cause }, { by: head, stream: uuid(n) })

/** A class sheet: pupils by number with their marks. */
export const sheetPage = (on: Day, group: string, marks: { readonly [n: number]: string }): Body => ({
  on,
  group,
  marks: Object.fromEntries(Object.entries(marks).map(([n, mark]) => [uuid(Number(n)), mark])),
})

export const mark = (
  book: Book,
  on: Day,
  group: string,
  marks: { readonly [n: number]: string },
  said: Said = {},
): Told => book.take(attendance, 'enter', sheetPage(on, group, marks), said)

export const declare = (book: Book, on: Day, changes: Body = {}, by: Actor = head): Told =>
  book.take(holiday, 'enter', { on, kind: 'closed', cause: 'fog', ...changes }, { by })

/** Asks casual leave as case number n. */
export const ask = (book: Book, n: number, from: Day, to: Day = from, who: string = people.teacher): Told =>
  book.take(
    casualLeave,
    'ask',
    { case: uuid(n), teacher: who, days: { from, to }, ground: 'family' },
    { by: who === people.head ? head : who === people.teacher ? teacher : actorAt('teacher', 'school', who) },
  )

export const grant = (book: Book, n: number, by: Actor = head): Told =>
  book.take(casualLeave, 'grant', {}, { stream: uuid(n), by })
