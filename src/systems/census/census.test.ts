/** Children of a catchment from round to round, cases by their number in the fact book (group B). */
import { expect, test } from 'vitest'
import type { Body } from '#kernel/entry/record.ts'
import { Book } from '#test/support/kernel-book.ts'
import { head, teacher, uuid } from '#test/support/kernel-context.ts'
import { enrol } from '#test/support/kernel-school.ts'
import { alikeSheet, censusSheet, outSheet } from './census-sheets.ts'
import { census } from './census.ts'
import { sameChild, suggested, tidingsOf } from './census.rules.ts'

const ON = '2026-07-14'
const RATES = {
  'census.ages': [{ from: '2019-01-01', value: { from: 6, to: 14 } }],
  'census.rounds': [
    {
      from: '2025-04-01',
      value: [
        { from: '07-01', to: '07-31' },
        { from: '08-16', to: '09-15' },
      ],
    },
  ],
}

const village = (today = ON) => new Book({ today, rates: RATES as never })

const child = (n: number, changes: Body = {}): Body => ({
  child: uuid(n),
  on: ON,
  name: { bn: 'মোছাঃ আমিনা খাতুন' },
  sex: 'girl',
  age: 9,
  status: 'never',
  cause: 'work',
  habitation: 'Purbapara',
  householder: 'Karim Mollah',
  father: { bn: 'করিম মোল্লা' },
  ...changes,
})

const count = (book: Book, n: number, changes: Body = {}, by = teacher) =>
  book.take(census, 'enter', child(n, changes), { by })
const figures = (book: Book) =>
  Object.fromEntries(
    Object.entries(census.measures!.count).map(([name, of]) => [
      name,
      book.pages(census).reduce((sum, page) => sum + of(page, book.context(census)), 0),
    ]),
  )

test('a child who is not at school has a cause, one who is has a school, and an age comes with or without papers', () => {
  const book = village()
  expect(count(book, 1).status).toBe('accepted')
  expect(count(book, 2, { cause: undefined }).problems).toMatchObject([{ code: 'FIELD_MISSING', at: '/cause' }])
  expect(count(book, 3, { status: 'enrolled', cause: undefined }).codes).toContain('FIELD_MISSING')
  expect(count(book, 4, { age: undefined }).codes).toEqual(['CENSUS_AGE_MISSING'])
  expect(count(book, 5, { age: undefined, birth: '2017-03-02', name: { bn: 'লামিয়া' } }).codes).toEqual([])
  const young = count(book, 6, { age: 4, name: { bn: 'রিফাত' }, sex: 'boy', status: 'anganwadi', cause: undefined })
  expect([young.status, young.flags]).toMatchObject([
    'accepted',
    [{ code: 'CENSUS_AGE_OUTSIDE', facts: { years: 4, from: 6, to: 14 } }],
  ])
  expect(figures(book)).toEqual({ children: 3, out: 2, never: 2, gone: 0 })
})

test('B13 a migrant family is gone in the next round, counts nowhere, and counts again where it comes back', () => {
  const book = village()
  count(book, 1, { migrant: 'yes' })
  expect(book.take(census, 'gone', { on: '2026-07-01' }, { stream: uuid(1) }).codes).toEqual(['CENSUS_EARLIER'])
  book.world.today = '2026-08-20'
  book.take(census, 'gone', { on: '2026-08-20', note: 'to the kilns' }, { stream: uuid(1) })
  expect(figures(book)).toEqual({ children: 0, out: 0, never: 0, gone: 1 })
  const back = { on: '2026-08-20', status: 'enrolled', where: 'Bhatpara' }
  expect(book.take(census, 'visit', back, { stream: uuid(1) }).record).toMatchObject({
    state: 'counted',
    body: { status: 'enrolled', where: 'Bhatpara', habitation: 'Purbapara' },
  })
  expect(book.page(census, uuid(1)).body).not.toHaveProperty('cause')
  expect(figures(book)).toEqual({ children: 1, out: 0, never: 0, gone: 0 })
})

test('B14 two surveyors write down one child: both are kept and remarked; only the head says that it is one', () => {
  const book = village()
  count(book, 1)
  const second = count(book, 2, { name: { en: 'Amina Khatun' }, age: 10, father: { en: 'Karim Molla' } }, head)
  expect([second.status, second.codes]).toEqual(['accepted', ['CENSUS_LIKELY_TWICE']])
  expect(figures(book)['children']).toBe(2)
  const same = (first: number, by = head) => book.take(census, 'same', { first: uuid(first) }, { stream: uuid(2), by })
  expect(same(1, teacher).status).not.toBe('accepted')
  expect(same(2).codes).toEqual(['CENSUS_CHILD_UNKNOWN'])
  expect(same(1).record?.state).toBe('twice')
  expect(figures(book)['children']).toBe(1)
})

test('B6 twins of one birth date are two children, also where their names sound alike and are remarked', () => {
  const book = village()
  const twin = { birth: '2017-05-01', age: undefined, sex: 'boy' }
  count(book, 1, { ...twin, name: { bn: 'হাসান' } })
  expect(count(book, 2, { ...twin, name: { bn: 'রাকিব' } }).codes).toEqual([])
  const third = count(book, 3, { ...twin, name: { bn: 'হোসেন' } })
  expect([third.status, third.codes]).toEqual(['accepted', ['CENSUS_LIKELY_TWICE']])
  expect(figures(book)['children']).toBe(3)
})

test('a pupil who may be the child is suggested, never joined by itself; a person says so, once', () => {
  const book = village()
  const pupil = { name: { en: 'Mst. Amina Khatun' }, sex: 'girl', father: { en: 'Karim Molla' }, birth: '2017-02-01' }
  enrol(book, 0x31, pupil)
  enrol(book, 0x32, { ...pupil, birth: '2010-02-01' })
  enrol(book, 0x33, { ...pupil, father: { en: 'Sohel Rana' } })
  count(book, 1)
  const page = () => book.page(census, uuid(1))
  expect(page().body).not.toHaveProperty('pupil')
  expect(sameChild(page(), book.context(census))).toMatchObject([{ label: 'lines.alike', facts: { group: '4-A' } }])
  expect(suggested(book.context(census), page().body)).toEqual({ pupil: uuid(0x31) })
  expect(alikeSheet.table(book.context(census), {}).rows).toHaveLength(1)
  const match = (n: number, pupilNo: number) =>
    book.take(census, 'match', { pupil: uuid(pupilNo) }, { stream: uuid(n) })
  expect(match(1, 0x99).codes).toEqual(['CENSUS_PUPIL_UNKNOWN'])
  expect(match(1, 0x31).record?.body).toMatchObject({ pupil: uuid(0x31), status: 'enrolled' })
  expect(page().body).not.toHaveProperty('cause')
  count(book, 2, { name: { bn: 'সুমাইয়া' } })
  expect(match(2, 0x31).codes).toEqual(['CENSUS_PUPIL_TAKEN'])
  expect(match(2, 0x32)).toMatchObject({ status: 'accepted', codes: ['CENSUS_UNLIKE'] })
})

test('while a round goes from house to house everybody reads how many children it has reached', () => {
  const book = village()
  count(book, 1)
  count(book, 2, { name: { bn: 'লামিয়া' }, on: '2026-06-20' })
  expect(tidingsOf(book.context(census), ON)).toEqual([
    { label: 'tidings.round', facts: { day: '2026-07-31', done: 1, count: 2 } },
  ])
  expect(tidingsOf(book.context(census), '2026-08-05')).toEqual([])
})

test('the register is drawn house by house; the list of those out of school has them alone', () => {
  const book = village()
  count(book, 1, { house: '12' })
  count(book, 2, { house: '2', name: { bn: 'লামিয়া' }, status: 'enrolled', cause: undefined, where: 'here' })
  const streams = (sheet: typeof outSheet) => sheet.table(book.context(census), {}).rows.map(({ open }) => open?.stream)
  expect(streams(censusSheet)).toEqual([uuid(2), uuid(1)])
  expect(streams(outSheet)).toEqual([uuid(1)])
})

test('a page is corrected whole, with the reason, and stays counted', () => {
  const book = village()
  count(book, 1)
  const righted = book.correct(census, uuid(1), child(1, { house: '7' }), { reason: 'house number misread' })
  expect(righted).toMatchObject({
    status: 'accepted',
    record: { state: 'counted', body: { house: '7', cause: 'work' } },
  })
})
