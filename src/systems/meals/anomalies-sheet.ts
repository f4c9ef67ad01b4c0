import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import { monthOf, type Day } from '#kernel/rule/day.ts'
import { headsOn } from '../common/meal/heads.ts'
import { isServed, sumOf, type MealPage } from '../common/meal/page.ts'

/** What does not go together on the pages of a month, as the registers stand now: for the head and the officer. */
export const anomalies: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const pages = context
      .records('pages')
      .filter((record) => record.heads.length > 0)
      .map((record) => record.body as MealPage)
      .filter((page) => page.on && page.levels && monthOf(page.on) === month)
      .sort((a, b) => (a.on < b.on ? -1 : 1))
    const found = [...pages.flatMap((page) => oddities(page, context)), ...sameDays(pages, context)]
    return {
      title: { label: 'sheets.anomalies' },
      columns: [
        { head: { label: 'fields.on' }, tone: 'name' },
        { head: { label: 'cells.finding' } },
        { head: { label: 'cells.here' }, align: 'end' },
        { head: { label: 'cells.there' }, align: 'end' },
      ],
      rows: found
        .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
        .map(({ on, finding, here, there }) => ({ open: { stream: on }, cells: [on, finding, here, there] })),
      notes: [{ label: 'cells.checkedDays', facts: { count: pages.length } }],
    }
  },
}

type Oddity = { on: Day; finding: Cell; here: Cell; there: Cell }

function oddities(page: MealPage, context: Context): Oddity[] {
  const { on } = page
  const ate = isServed(page.outcome) ? sumOf(page.levels, 'ate') : 0
  const present = sumOf(page.levels, 'present')
  const enrolled = sumOf(page.levels, 'enrolled')
  const heads = headsOn(context, on)
  const counted = sumOf(heads, 'present')
  const isCounted = sumOf(heads, 'sheets') > 0
  const ivrs = context.records('ivrs').find((record) => record.heads.length > 0 && record.body['on'] === on)
  const heard = ivrs && Number(ivrs.body['ate'])
  const found: Oddity[] = []
  if (!context.dayView(on).open) found.push({ on, finding: { label: 'cells.onHoliday' }, here: ate, there: null })
  if (ate > 0 && counted === 0) found.push({ on, finding: { label: 'cells.noAttendance' }, here: ate, there: 0 })
  if (ate > present) found.push({ on, finding: { label: 'cells.ateAbove' }, here: ate, there: present })
  else if (isCounted && counted > 0 && ate > counted)
    found.push({ on, finding: { label: 'cells.ateAboveSheets' }, here: ate, there: counted })
  if (present > enrolled) found.push({ on, finding: { label: 'cells.presentAbove' }, here: present, there: enrolled })
  if (heard !== undefined && heard !== ate)
    found.push({ on, finding: { label: 'cells.ivrsDiffers' }, here: ate, there: heard })
  return found
}

/** The same number eaten on many days in a row: real classes differ from day to day. */
function sameDays(pages: readonly MealPage[], context: Context): Oddity[] {
  const found: Oddity[] = []
  let run: MealPage[] = []
  const end = () => {
    const first = run[0]
    const least = first && (context.rate('meals.sameDays', first.on) ?? 5)
    if (first && run.length >= least!)
      found.push({
        on: first.on,
        finding: { label: 'cells.sameNumber', facts: { count: run.length } },
        here: sumOf(first.levels, 'ate'),
        there: null,
      })
    run = []
  }
  for (const page of pages) {
    const ate = isServed(page.outcome) ? sumOf(page.levels, 'ate') : 0
    if (run[0] && sumOf(run[0].levels, 'ate') !== ate) end()
    if (ate > 0) run.push(page)
  }
  end()
  return found
}
