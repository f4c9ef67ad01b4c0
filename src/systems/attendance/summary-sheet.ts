import type { Context } from '#kernel/define/context.ts'
import type { Cell, LabelCell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Name } from '#kernel/field/name.ts'
import { daysOfMonth } from '#kernel/rule/day.ts'
import { byGrade, gradeOf, unique } from '../common/enrolled.ts'
import { isThere } from '../common/presence.ts'
import { rollOf } from './attendance.rules.ts'

/** A pupil's month: days on which her class was marked and she was on its roll, and those she was there. */
type Month = { pupil: string; group: string; sex: string; category: string | undefined; days: number; present: number }

const SEXES: { readonly [sex: string]: Cell } = {
  boy: { label: 'cells.boy' },
  girl: { label: 'cells.girl' },
  other: { label: 'cells.other' },
}

/** What the social categories of the admission register are called here. */
const CATEGORIES: Readonly<Record<string, LabelCell>> = {
  GEN: { label: 'cells.category.GEN' },
  OBC: { label: 'cells.category.OBC' },
  SC: { label: 'cells.category.SC' },
  ST: { label: 'cells.category.ST' },
}

/**
 * The monthly return: attendance of each class by social category and sex. Averages are present days ÷ days marked;
 * a class whose sheets are missing has no figure, which is not zero.
 */
export const summary: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const { months, working, marked } = monthsOf(context, month!)
    const sexes = Object.keys(SEXES).filter((sex) => sex !== 'other' || months.some((one) => one.sex === 'other'))
    const grades = unique(months.map((one) => gradeOf(one.group))).sort(byGrade)
    const line = (cells: Cell[], some: readonly Month[], tone?: 'sum'): Table['rows'][number] => ({
      cells: [
        ...cells,
        ...sexes.map((sex) => some.filter((one) => one.sex === sex).length),
        some.length,
        ...sexes.map((sex) => share(some.filter((one) => one.sex === sex))),
        share(some),
      ],
      ...(tone && { tone }),
    })
    return {
      title: { label: 'sheets.summary' },
      columns: [
        { head: { label: 'cells.class' }, tone: 'name' },
        { head: { label: 'cells.category' } },
        ...sexes.map((sex) => ({
          head: { label: 'cells.enrolled' },
          sub: SEXES[sex]!,
          align: 'end' as const,
        })),
        { head: { label: 'cells.enrolled' }, tone: 'sum', align: 'end' },
        ...sexes.map((sex) => ({
          head: { label: 'cells.share' },
          sub: SEXES[sex]!,
          align: 'end' as const,
        })),
        { head: { label: 'cells.share' }, tone: 'sum', align: 'end' },
      ],
      rows: [
        ...grades.flatMap((grade) => {
          const inGrade = months.filter((one) => gradeOf(one.group) === grade)
          const categories = unique(inGrade.map((one) => one.category)).sort()
          const parts = categories.length > 1 || categories[0] !== undefined ? categories : []
          const name: Cell = { field: 'group', value: grade }
          return [
            ...parts.map((category) =>
              line(
                [name, category === undefined ? { label: 'cells.notStated' } : CATEGORIES[category]!],
                inGrade.filter((one) => one.category === category),
              ),
            ),
            line([name, { label: 'cells.all' }], inGrade, 'sum'),
          ]
        }),
        line([{ label: 'cells.school' }, { label: 'cells.all' }], months, 'sum'),
      ],
      notes: [{ label: 'cells.marked', facts: { marked, due: working } }],
    }
  },
}

/** Pupils who were there on fewer days than the pack's share, lowest first. A list to look after them, never to strike off. */
export const lowAttendance: Sheet = {
  params: ['month'],
  table: (context, { month }): Table => {
    const least = context.rate('attendance.lowPercent', `${month}-01`) ?? 75
    const pupils = new Map(context.records('pupils').map((pupil) => [pupil.stream, pupil]))
    const low = monthsOf(context, month!)
      .months.filter((one) => one.days > 0 && one.present * 100 < least * one.days)
      .sort((a, b) => a.present / a.days - b.present / b.days || (a.pupil < b.pupil ? -1 : 1))
    return {
      title: { label: 'cells.lowTitle', facts: { least } },
      columns: [
        { head: { label: 'cells.name' }, tone: 'name' },
        { head: { label: 'fields.group' } },
        { head: { label: 'cells.present' }, align: 'end' },
        { head: { label: 'cells.days' }, align: 'end' },
        { head: { label: 'cells.daysAbsent' }, align: 'end' },
        { head: { label: 'cells.share' }, tone: 'sum', align: 'end' },
      ],
      rows: low.map((one) => ({
        open: { stream: one.pupil },
        cells: [
          pupils.get(one.pupil)!.body['name'] as Name,
          one.group,
          one.present,
          one.days,
          one.days - one.present,
          share([one]),
        ],
      })),
    }
  },
}

/** Present days out of days marked, in per cent with one decimal; nothing where no day was marked. */
function share(some: readonly Month[]): Cell {
  const days = some.reduce((sum, one) => sum + one.days, 0)
  const present = some.reduce((sum, one) => sum + one.present, 0)
  if (days === 0) return null
  const tenths = Math.round((present * 1000) / days)
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`
}

/** Everybody on a roll in a month, in her last class; and how many class sheets were due and written. */
function monthsOf(context: Context, month: string): { months: Month[]; working: number; marked: number } {
  const sheets = new Map(
    context
      .records('sheets')
      .filter((page) => page.state !== 'cancelled')
      .map((page) => [page.stream, page.body['marks'] as { readonly [pupil: string]: string }]),
  )
  const pupils = new Map(context.records('pupils').map((pupil) => [pupil.stream, pupil]))
  const found = new Map<string, Month>()
  let working = 0
  let marked = 0
  for (const day of daysOfMonth(month)) {
    if (day > context.today || !context.dayView(day).open) continue
    for (const group of context.options('groups')) {
      const roll = rollOf(context, day, group)
      if (roll.size === 0) continue
      working += 1
      const marks = sheets.get(`${day}/${group}`)
      if (marks) marked += 1
      for (const pupil of roll) {
        const body = pupils.get(pupil)!.body
        const before = found.get(pupil)
        found.set(pupil, {
          pupil,
          group,
          sex: String(body['sex']),
          category: body['category'] as string | undefined,
          days: (before?.days ?? 0) + (marks ? 1 : 0),
          present: (before?.present ?? 0) + (isThere(marks?.[pupil]) ? 1 : 0),
        })
      }
    }
  }
  return { months: [...found.values()], working, marked }
}
