import type { Field } from '../field/field.ts'
import type { FileMark } from '../field/file.ts'
import { nameIn, type Name } from '../field/name.ts'
import type { Point } from '../field/point.ts'
import type { Day } from '../rule/day.ts'
import { formatNumber, toDigits } from '../rule/digits.ts'
import { formatDay, formatMonth } from '../rule/format-day.ts'
import { groupName } from '../rule/group-name.ts'
import { formatMass } from '../rule/mass.ts'
import { formatMoney } from '../rule/money.ts'
import type { Period } from '../rule/period.ts'
import type { Definition } from './definition.ts'
import type { Writing } from './writing.ts'

/** Where a value stands: its system and the path of its field's labels (`amount`, or `lines.amount` within rows). */
type Place = { system: string; path: string; field: Field }
type Writer = (value: never, writing: Writing, place: Place) => string

const day = (value: Day, { lang, digits }: Writing): string => formatDay(value, lang, digits, 'long')
const fileText = (value: FileMark, { digits }: Writing): string =>
  toDigits(`${value.type}, ${Math.ceil(value.bytes / 1024)} KB`, digits)

const WRITERS: { readonly [kind: string]: Writer } = {
  name: (value: Name, { lang }) => nameIn(value, lang),
  day,
  period: ({ from, to }: Period, writing) =>
    from === to ? day(from, writing) : `${day(from, writing)} – ${day(to, writing)}`,
  term: (value: string, { lang, digits }, { field }) =>
    field.options['per'] === 'month' ? formatMonth(value, lang, digits) : toDigits(value, digits),
  count: (value: number, { digits }) => formatNumber(value, digits),
  money: (value: number, { digits }) => formatMoney(value, digits),
  mass: (value: number, { lang, digits }) => formatMass(value, lang, digits),
  choice: (value: string, writing, { system, path }) => writing.label(system, `choices.${path}.${value}`),
  group: (value: string, { lang, digits }) => groupName(value, lang, digits),
  listed: (value: string, { lang, list }, { field }) =>
    nameIn(list(String(field.options['list'])).find(({ id }) => id === value)?.names, lang) || value,
  ref: (value: string, { lang, nameOf }, { field }) =>
    nameIn(nameOf(value, field.options['of'] as string | undefined), lang) || '…',
  yesNo: (value: boolean, writing) => writing.yesNo(value),
  instant: (value: string, writing) => writing.time(Date.parse(value)),
  marks: (value: Readonly<Record<string, string>>, writing, place) => marksText(value, writing, place),
  point: ({ lat, lon }: Point, { digits }) => toDigits(`${(lat / 1e6).toFixed(5)}, ${(lon / 1e6).toFixed(5)}`, digits),
  photo: fileText,
  file: fileText,
  rows: (value: readonly unknown[], { digits }) => formatNumber(value.length, digits),
}

/** A value of a field as the reader sees it, on screen and on paper alike; `path` finds its labels. */
export function fieldText(
  field: Field | undefined,
  value: unknown,
  writing: Writing,
  system: string,
  path: string,
): string {
  if (value === undefined || value === null || value === '') return ''
  const write = field && WRITERS[field.kind]
  if (write) return write(value as never, writing, { system, path, field })
  return typeof value === 'number' ? formatNumber(value, writing.digits) : toDigits(String(value), writing.digits)
}

/** A value by the name of its field in a definition. */
export const valueText = (definition: Definition, name: string, value: unknown, writing: Writing): string =>
  fieldText(fieldOf(definition, name), value, writing, definition.id, name)

/** The field of that name: the page's own, or of a step that adds it; `points.due` is a field of its rows. */
export function fieldOf(definition: Definition, name: string): Field | undefined {
  const [outer, inner] = name.split('.') as [string, string?]
  if (inner !== undefined)
    return (fieldOf(definition, outer)?.options['fields'] as { [name: string]: Field } | undefined)?.[inner]
  const step = Object.values(definition.steps).find((s) => s.fields[name])
  return definition.fields[name] ?? step?.fields[name]
}

/** Counts of a class sheet by mark: 54 present · 5 absent. */
function marksText(value: Readonly<Record<string, string>>, writing: Writing, { system, path, field }: Place): string {
  const counts = new Map<string, number>()
  for (const mark of Object.values(value)) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  const choices = (field.options['choices'] ?? []) as readonly string[]
  return choices
    .filter((mark) => counts.has(mark))
    .map(
      (mark) =>
        `${formatNumber(counts.get(mark)!, writing.digits)} ${writing.label(system, `choices.${path}.${mark}`)}`,
    )
    .join(' · ')
}
