/** What happens at a school's door, each case by its number in the fact book (group B). */
import { expect, test } from 'vitest'
import type { Record } from '#kernel/entry/record.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head, officer, people, places, teacher, uuid } from '#test/support/kernel-context.ts'
import { enrol, pupilPage, remove } from '#test/support/kernel-school.ts'

import { rollOn, spellsOf } from '../common/roll.ts'
import { admission } from './admission.ts'

const claimKeysOf = (page: Record) => admission.claims!(page)

const UP = { yearStart: '04-01', rates: { 'admission.minAge': 6, 'admission.ageOn': '07-31' } }

test('B1 late admission in January: taken, on the roll from that day, measured by the July that was', () => {
  const book = new Book({ ...UP, today: '2026-01-20' })
  const told = enrol(book, 1, { on: '2026-01-20', group: '1-A', birth: '2019-07-30' })
  expect(told).toMatchObject({ status: 'accepted', codes: [] })
  expect(rollOn(book.pages(admission), '2026-01-19', '1-A')).toHaveLength(0)
  expect(rollOn(book.pages(admission), '2026-01-20', '1-A')).toHaveLength(1)
  // Six on 31 July 2026 but not on 31 July 2025: the school year is 2025-26.
  expect(enrol(book, 2, { on: '2026-01-20', group: '1-A', birth: '2020-01-20' }).codes).toEqual(['ADMISSION_UNDER_AGE'])
})

test('B2 transfer certificate issued, then the pupil returns: the removal is cancelled, the page and its number live on, the certificate number is not given again', () => {
  const book = new Book({ today: '2026-06-01' })
  enrol(book, 1)
  enrol(book, 2)
  const left = remove(book, 1, '2026-04-01').record!
  expect(left).toMatchObject({ state: 'left', body: { no: 1, tc: 1 } })
  expect(rollOn(book.pages(admission), '2026-04-01', '4-A')).toHaveLength(1)
  const undo = book.cancel(admission, uuid(1), {
    by: head,
    replaces: left.acts.map((act) => act.id),
    reason: 'the family came back',
  })
  expect(undo.record).toMatchObject({ state: 'enrolled', body: { no: 1 } })
  expect(undo.record!.body).not.toHaveProperty('leftOn')
  expect(rollOn(book.pages(admission), '2026-05-01', '4-A')).toHaveLength(2)
  expect(remove(book, 2, '2026-05-02').record!.body['tc']).toBe(2)
})

test('B3 re-admission in the same year: a new page with a new number that names the earlier one, which stays as it was', () => {
  const book = new Book({ today: '2026-08-01' })
  enrol(book, 1)
  remove(book, 1, '2026-04-01')
  const again = enrol(book, 9, { ...pupilPage(1), pupil: uuid(9), on: '2026-07-15', formerly: uuid(1) })
  expect(again).toMatchObject({ status: 'accepted', codes: [], record: { body: { no: 2, formerly: uuid(1) } } })
  expect(book.page(admission, uuid(1))).toMatchObject({ state: 'left', body: { no: 1 } })
  const days = ['2026-03-31', '2026-04-01', '2026-07-14', '2026-07-15']
  expect(days.map((day) => rollOn(book.pages(admission), day, '4-A').map((p) => p.body['no']))).toEqual([
    [1],
    [],
    [],
    [2],
  ])
})

test('B4 no birth proof: admitted and marked, and the mark goes when the proof comes', () => {
  const book = new Book()
  expect(enrol(book, 1, { proof: 'none' })).toMatchObject({ status: 'accepted', codes: ['ADMISSION_NO_PROOF'] })
  expect(book.correct(admission, uuid(1), { proof: 'anganwadi' }, { by: head }).record!.flags).toEqual([])
})

test('B5 transfer certificate pending from a private school: admitted and marked', () => {
  const book = new Book()
  const told = enrol(book, 1, { previous: 'Sunrise Kindergarten' })
  expect(told).toMatchObject({ status: 'accepted', codes: ['ADMISSION_TC_PENDING'] })
  expect(enrol(book, 2, { previous: 'Sunrise Kindergarten', previousTc: '12/2025' }).codes).toEqual([])
})

test('B6 twins, same birth date and mother: two pages without a word; the same name as well is shown as a likely double', () => {
  const book = new Book()
  const mother = { en: 'Rahima' }
  enrol(book, 1, { name: { en: 'Hasan' }, mother })
  expect(enrol(book, 2, { name: { en: 'Husain' }, mother }).codes).toEqual([])
  const twice = enrol(book, 3, { name: { en: 'Hasan' }, mother })
  expect(twice).toMatchObject({ status: 'accepted', codes: ['ADMISSION_LIKELY_TWICE'], flags: [{ facts: { no: 1 } }] })
})

test('B7 the same child in two schools: both pages are taken and claim the same birth registration, until one lets go', () => {
  const birthCode = '20160520345678901'
  const here = new Book()
  const there = new Book({ office: 'sibling' })
  enrol(here, 1, { birthCode })
  there.take(admission, 'enter', pupilPage(2, { birthCode: '২০১৬০৫২০ ৩৪৫৬৭৮৯০১' }), {
    by: { ...head, office: places.sibling.id, path: places.sibling.path },
  })
  const claims = [here.page(admission, uuid(1)), there.page(admission, uuid(2))].map(claimKeysOf)
  expect(claims).toEqual([[`birth:${birthCode}`], [`birth:${birthCode}`]])
  remove(here, 1, '2026-03-01')
  expect(claimKeysOf(here.page(admission, uuid(1)))).toEqual([])
})

test('B8 both parents dead: the guardian stands in for them; with none named the page is marked', () => {
  const book = new Book()
  expect(enrol(book, 1, { mother: undefined, parents: 'none', guardian: { bn: 'নানি' } }).codes).toEqual([])
  expect(enrol(book, 2, { mother: undefined, parents: 'none' }).codes).toEqual(['ADMISSION_GUARDIAN_MISSING'])
  expect(enrol(book, 3, { parents: 'none', mother: { en: 'Late Rahima' } }).codes).toEqual([
    'ADMISSION_GUARDIAN_MISSING',
  ])
})

test('B9 a name spelled otherwise on another paper: no equality is asked, scripts may differ, a later spelling is a correction', () => {
  const book = new Book()
  expect(enrol(book, 1, { name: { bn: 'মোঃ আঃ রহিম', en: 'Md. Abdur Raheem' } })).toMatchObject({
    status: 'accepted',
    codes: [],
  })
  const told = book.correct(
    admission,
    uuid(1),
    { name: { bn: 'মোঃ আব্দুর রহিম', en: 'MD ABDUR RAHIM' } },
    { by: head, reason: 'as on the birth certificate' },
  )
  expect(told.record!.body).toMatchObject({ no: 1, name: { en: 'MD ABDUR RAHIM' } })
})

test('B10 wrong birth date found after class 5: corrected in red with a reason by those who may; number and history stay', () => {
  const book = new Book({ today: '2031-01-10' })
  enrol(book, 1, { on: '2026-01-04' })
  const first = book.page(admission, uuid(1)).heads[0]!
  expect(book.correct(admission, uuid(1), { birth: '2016-05-02' }, { by: teacher }).codes).toEqual(['ROLE_NOT_ALLOWED'])
  expect(book.correct(admission, uuid(1), { birth: '2016-05-02' }, { by: officer, reason: '' }).codes).toEqual([
    'REASON_MISSING',
  ])
  const told = book.correct(
    admission,
    uuid(1),
    { birth: '2016-05-02' },
    { by: officer, reason: 'order 12 of 4 January' },
  )
  expect(told.record).toMatchObject({ state: 'enrolled', body: { birth: '2016-05-02', no: 1 }, gone: [first.id] })
  expect(book.log.map((e) => [e.step, e.body['birth'], e.by, e.reason])).toEqual([
    ['enter', '2016-05-20', people.head, undefined],
    ['correct', '2016-05-02', people.officer, 'order 12 of 4 January'],
  ])
  // And once more: the number that the server gave survives every correction.
  expect(
    book.correct(admission, uuid(1), { birth: '2016-05-03', no: undefined }, { by: officer }).record!.body['no'],
  ).toBe(1)
})

test('B11 born on 29 February: the birthday of a common year is 1 March', () => {
  const born = { birth: '2020-02-29', group: '1-A', on: '2026-03-09' }
  const ruled = (ageOn: string) =>
    enrol(new Book({ rates: { 'admission.minAge': 6, 'admission.ageOn': ageOn } }), 1, born)
  expect(ruled('03-01').codes).toEqual([])
  expect(ruled('02-28').flags).toMatchObject([{ code: 'ADMISSION_UNDER_AGE', facts: { years: 6, short: 1 } }])
})

test('B12 under six by one day: admitted, and the mark says one day', () => {
  const book = new Book({ ...UP, today: '2026-07-01' })
  const at = { on: '2026-07-01', group: '1-A' }
  expect(enrol(book, 1, { ...at, birth: '2020-07-31' }).codes).toEqual([])
  expect(enrol(book, 2, { ...at, birth: '2020-08-01' })).toMatchObject({
    status: 'accepted',
    flags: [{ code: 'ADMISSION_UNDER_AGE', at: '/birth', facts: { years: 6, short: 1 } }],
  })
  expect(enrol(book, 3, { ...at, group: '2-A', birth: '2020-08-01' }).codes).toEqual([])
})

test('B15 schools merged: a page keeps its office and its number, and the same number of two offices is no clash', () => {
  const old = new Book({ office: 'sibling' })
  const by = { ...head, office: places.sibling.id, path: places.sibling.path }
  old.take(admission, 'enter', pupilPage(1), { by })
  const book = new Book()
  enrol(book, 2)
  const pages = [...old.pages(admission), ...book.pages(admission)]
  expect(pages.map((p) => [p.office, p.body['no']])).toEqual([
    [places.sibling.id, 1],
    [places.school.id, 1],
  ])
  // The merged school reads both; the next page typed with a number that either of them used is refused there.
  for (const page of old.pages(admission)) book.records.set(`admission ${page.stream}`, page)
  expect(enrol(book, 3, { no: 1 }).codes).toEqual(['ADMISSION_NUMBER_USED'])
  expect(enrol(book, 3).record!.body['no']).toBe(2)
  expect(spellsOf(old.page(admission, uuid(1)))).toEqual([{ group: '4-A', from: '2026-01-04' }])
})
