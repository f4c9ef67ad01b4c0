import type { Context } from '#kernel/define/context.ts'
import type { Cell, Sheet, Table } from '#kernel/define/sheet.ts'
import type { Record } from '#kernel/entry/record.ts'
import type { Name } from '#kernel/field/name.ts'
import { daysOfMonth, type Day } from '#kernel/rule/day.ts'
import { isThere } from '../common/presence.ts'
import { rollOn, spellsOf } from '../common/roll.ts'

/**
 * The month page of a class section as the paper register has it: a row per pupil who was on the roll on any day, a
 * column per day, closed days ruled off; working days, each pupil's attendance, and the average (sum of present ÷
 * working days).
 */
export const monthSheet: Sheet = {
  params: ['group', 'month'],
  signs: ['teacher', 'head'],
  table: (context, { group, month }): Table => {
    const days = daysOfMonth(month!)
    const sheets = new Map(pagesOf(context, group!).map((page) => [String(page.body['on']), page]))
    const rolls = new Map(
      days.map((day) => [day, new Set(rollOn(context.records('pupils'), day, group!).map((p) => p.stream))]),
    )
    const pupils = context
      .records('pupils')
      .filter((p) => spellsOf(p).some((s) => s.group === group && days.some((d) => rolls.get(d)!.has(p.stream))))
    const ordered = rollOrder(context, pupils, days, group!)
    const views = new Map(days.map((day) => [day, context.dayView(day)]))
    const working = days.filter((day) => views.get(day)!.open && day <= context.today)
    const rows = ordered.map((pupil, i) => pupilRow(pupil, i, days, sheets, rolls, views, working))
    return {
      title: { label: 'sheets.month' },
      columns: [
        { head: { label: 'fields.roll' }, align: 'end' },
        { head: { label: 'cells.name' }, tone: 'name' },
        ...days.map((day) => ({
          head: Number(day.slice(8)),
          align: 'center' as const,
          ...(!views.get(day)!.open && { tone: 'off' as const }),
        })),
        { head: { label: 'cells.present' }, tone: 'sum', align: 'end' },
        { head: { label: 'cells.days' }, tone: 'sum', align: 'end' },
      ],
      rows: [...rows, totals(days, sheets, rolls, views, working)],
      notes: [
        { label: 'cells.legend' },
        { label: 'cells.average', facts: averageOf(days, sheets, rolls, views, working) },
      ],
    }
  },
}

type Views = ReadonlyMap<Day, { open: boolean }>
type Rolls = ReadonlyMap<Day, ReadonlySet<string>>
type Sheets = ReadonlyMap<string, Record>

const pagesOf = (context: Context, group: string): Record[] =>
  context.records('sheets').filter((page) => page.state === 'entered' && page.body['group'] === group)

function rollOrder(context: Context, pupils: readonly Record[], days: readonly Day[], group: string): Record[] {
  const last = rollOn(context.records('pupils'), days.at(-1)!, group)
  return [...last, ...pupils.filter((pupil) => !last.includes(pupil))]
}

const markOf = (sheets: Sheets, day: Day, pupil: string): string | undefined =>
  (sheets.get(day)?.body['marks'] as { [pupil: string]: string } | undefined)?.[pupil]

function pupilRow(
  pupil: Record,
  i: number,
  days: readonly Day[],
  sheets: Sheets,
  rolls: Rolls,
  views: Views,
  working: readonly Day[],
): Table['rows'][number] {
  const cells: Cell[] = []
  const tones: (string | undefined)[] = [undefined, undefined]
  let present = 0
  for (const day of days) {
    const isOn = rolls.get(day)!.has(pupil.stream)
    const mark = markOf(sheets, day, pupil.stream)
    const isOpen = views.get(day)!.open
    if (isOn && isOpen && isThere(mark)) present += 1
    cells.push(!isOn || !mark ? null : { label: `choices.marks.${mark}.short` })
    tones.push(!isOpen ? 'off' : mark === 'A' ? 'bad' : mark === 'T' || mark === 'L' ? 'wait' : undefined)
  }
  const onRoll = working.filter((day) => rolls.get(day)!.has(pupil.stream) && sheets.has(day)).length
  const roll = Number(pupil.body['roll'] ?? i + 1)
  return {
    open: { stream: pupil.stream },
    cells: [roll, pupil.body['name'] as Name, ...cells, present, onRoll],
    tones,
    ...(pupil.state === 'left' && { tone: 'struck' as const }),
  }
}

function totals(
  days: readonly Day[],
  sheets: Sheets,
  rolls: Rolls,
  views: Views,
  working: readonly Day[],
): Table['rows'][number] {
  const perDay = days.map((day) => (sheets.has(day) && views.get(day)!.open ? presentOn(day, sheets, rolls) : null))
  const sum = perDay.reduce<number>((total, n) => total + (n ?? 0), 0)
  return {
    tone: 'sum',
    cells: [null, { label: 'cells.total' }, ...perDay, sum, working.length],
    tones: [undefined, undefined, ...days.map((d) => (views.get(d)!.open ? undefined : 'off'))],
  }
}

const presentOn = (day: Day, sheets: Sheets, rolls: Rolls): number =>
  [...rolls.get(day)!].filter((pupil) => isThere(markOf(sheets, day, pupil))).length

function averageOf(
  days: readonly Day[],
  sheets: Sheets,
  rolls: Rolls,
  views: Views,
  working: readonly Day[],
): { average: string; working: number; reported: number } {
  const reported = working.filter((day) => sheets.has(day))
  const sum = days
    .filter((d) => sheets.has(d) && views.get(d)!.open)
    .reduce((total, day) => total + presentOn(day, sheets, rolls), 0)
  const tenths = reported.length === 0 ? 0 : Math.round((sum * 10) / reported.length)
  return { average: `${Math.floor(tenths / 10)}.${tenths % 10}`, working: working.length, reported: reported.length }
}
