import type { Context } from '#kernel/define/context.ts'
import type { Expected } from '#kernel/define/definition.ts'
import type { Measures } from '#kernel/define/measure.ts'
import type { Record } from '#kernel/entry/record.ts'
import { flag, refuse } from '#kernel/error.ts'
import type { Day } from '#kernel/rule/day.ts'
import { levelOf } from '../common/levels.ts'
import { rollOn } from '../common/roll.ts'
import { holdingOf, setsOf } from '../common/stock.ts'
import { stockOf } from '../common/stock-context.ts'

type Marks = Readonly<{ [pupil: string]: string }>
type Page = { item: string; group: string; year: string; on: Day; marks: Marks }

/** Free material by class: the sets that a class section is to receive. */
export const setsFor = (group: string, context: Context): Record[] =>
  context
    .records('items')
    .filter(({ heads, body }) => heads.length > 0 && body['class'] === 'free' && body['level'] === levelOf(group))

/** What is given out to a class is a set of that class. */
export function itemFits(page: Page, context: Context) {
  const isIts = setsFor(page.group, context).some(({ stream }) => stream === page.item)
  return isIts || refuse('SETS_ITEM_WRONG', { group: page.group }, '/item')
}

export function yearFits(page: Page, context: Context) {
  const year = context.yearOf('school-year', page.on)
  return page.year === year || refuse('SETS_YEAR_WRONG', { year }, '/year')
}

/** What is given later is not given tomorrow, nor before the page began. */
export function dayKept(page: Page, context: Context, record: Record | undefined) {
  const began = String(record?.heads[0]?.body['on'] ?? page.on)
  if (page.on > context.today) return refuse('DAY_IN_FUTURE', { day: page.on, today: context.today }, '/on')
  return page.on >= began || refuse('FIELD_WRONG_DAY', { value: page.on, from: began }, '/on')
}

/** Pupils of other schools have no set here; one who has left since is kept with what she received. */
export function theirOwn(page: Page, context: Context) {
  const known = new Set(context.records('pupils').map(({ stream }) => stream))
  const foreign = Object.keys(page.marks).filter((pupil) => !known.has(pupil))
  return foreign.length === 0 || refuse('SETS_PUPIL_FOREIGN', { count: foreign.length }, `/marks/${foreign[0]!}`)
}

/** One set for a pupil and year: a second one, here or in another class section, is kept and wants its reason. */
export function oneSetEach(page: Page, context: Context) {
  const item = context.records('items').find(({ stream }) => stream === page.item)
  const alike = new Set(
    context
      .records('items')
      .filter(({ body }) => body['class'] === 'free' && body['set'] === item?.body['set'])
      .map(({ stream }) => stream),
  )
  const elsewhere = context
    .records('sets')
    .filter(
      ({ heads, body }) =>
        heads.length > 0 &&
        body['year'] === page.year &&
        alike.has(String(body['item'])) &&
        (body['item'] !== page.item || body['group'] !== page.group),
    )
  const twice = Object.entries(page.marks).filter(
    ([pupil, mark]) =>
      mark === 'S' ||
      (mark === 'G' && elsewhere.some(({ body }) => setsOf((body['marks'] as Marks | undefined)?.[pupil]) > 0)),
  )
  return twice.length === 0 || flag('SETS_SECOND', { count: twice.length }, `/marks/${twice[0]![0]}`)
}

const given = (marks: Marks | undefined): number =>
  Object.values(marks ?? {}).reduce((sum, mark) => sum + setsOf(mark), 0)

/** More given out than the school has received: the books are in the children's hands, so the page is kept. */
export function enoughSets(page: Page, context: Context) {
  const moves = stockOf(context).filter(
    ({ item, page: by }) =>
      item === page.item &&
      !(by.system === 'book-sets' && by.body['group'] === page.group && by.body['year'] === page.year),
  )
  const left = Math.max(0, holdingOf(moves, page.item).total)
  const over = given(page.marks) - left
  return over <= 0 || flag('SETS_OVER_BALANCE', { left, over }, '/marks')
}

const WORKBOOKS = { label: 'expects.workbook' }

/** Each class section whose set has come and that has no page yet; what was written today stays to be seen. */
export function expectedSets(context: Context, day: Day): Expected[] {
  if (!context.dayView(day).open) return []
  const year = context.yearOf('school-year', day)
  const pages = new Map(context.records('sets').map((page) => [page.stream, page]))
  return context.options('groups').flatMap((group) => {
    const count = rollOn(context.records('pupils'), day, group).length
    if (count === 0) return []
    return setsFor(group, context).flatMap((item): Expected[] => {
      const stream = `${item.stream}/${group}/${year}`
      const page = pages.get(stream)
      const isWritten = page !== undefined && page.heads.length > 0
      const isWanted = isWritten
        ? page.heads[0]!.body['on'] === day
        : holdingOf(stockOf(context), item.stream, day).total > 0
      return isWanted
        ? [
            {
              stream,
              preset: { item: item.stream, group, year, on: day },
              label: { group, count },
              say: item.body['set'] === 'workbook' ? WORKBOOKS.label : 'expects',
            },
          ]
        : []
    })
  })
}

/** Pupils with a set of those who are to have one. */
export const measuresOf: Measures = {
  count: {
    given: ({ heads, body }) =>
      heads.length === 0 ? 0 : Object.values((body['marks'] ?? {}) as Marks).filter((mark) => setsOf(mark) > 0).length,
    entitled: ({ heads, body }) => (heads.length === 0 ? 0 : Object.keys((body['marks'] ?? {}) as Marks).length),
  },
  show: [{ measure: 'given', of: 'entitled', good: 'high' }],
}
