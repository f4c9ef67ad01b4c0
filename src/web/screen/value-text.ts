import type { Definition } from '#kernel/define/definition.ts'
import type { Field } from '#kernel/field/field.ts'
import type { FileMark } from '#kernel/field/file.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Point } from '#kernel/field/point.ts'
import { formatMass } from '#kernel/rule/mass.ts'
import { formatMoney } from '#kernel/rule/money.ts'
import type { Period } from '#kernel/rule/period.ts'
import {
  dayText,
  digits,
  groupText,
  label,
  lang,
  nameText,
  num,
  own,
  t,
  monthText,
  timeText,
} from '../text/text.svelte.ts'
import { findNames } from './names.svelte.ts'

type Writer = (value: never, definition: Definition, name: string) => string

const WRITERS: { readonly [kind: string]: Writer } = {
  name: (value: Name) => nameText(value),
  day: (value: string) => dayText(value),
  period: (value: Period) => periodText(value),
  term: (value: string, definition, name) =>
    fieldOf(definition, name)?.options['per'] === 'month' ? monthText(value) : own(value),
  count: (value: number) => num(value),
  money: (value: number) => formatMoney(value, digits()),
  mass: (value: number) => formatMass(value, lang(), digits()),
  choice: (value: string, definition, name) => label(definition.id, `choices.${name}.${value}`),
  group: (value: string) => groupText(value),
  ref: (value: string) => nameText(findNames(value)) || '…',
  yesNo: (value: boolean) => t(value ? 'form.yes' : 'form.no'),
  instant: (value: string) => timeText(Date.parse(value)),
  marks: (value: Readonly<Record<string, string>>, definition, name) => marksText(value, definition, name),
  point: (value: Point) => own(`${(value.lat / 1e6).toFixed(5)}, ${(value.lon / 1e6).toFixed(5)}`),
  photo: (value: FileMark) => own(`${value.type}, ${Math.ceil(value.bytes / 1024)} KB`),
  file: (value: FileMark) => own(`${value.type}, ${Math.ceil(value.bytes / 1024)} KB`),
  rows: (value: readonly unknown[]) => num(value.length),
}

/** A value of a field as the reader sees it. */
export function valueText(definition: Definition, name: string, value: unknown): string {
  if (value === undefined || value === null || value === '') return ''
  const field = fieldOf(definition, name)
  const write = field && WRITERS[field.kind]
  if (!write) return typeof value === 'number' ? num(value) : own(String(value))
  return write(value as never, definition, name)
}

/** The field of that name: the page's own, or of a step that adds it. */
export function fieldOf(definition: Definition, name: string): Field | undefined {
  const step = Object.values(definition.steps).find((s) => s.fields[name])
  return definition.fields[name] ?? step?.fields[name]
}

/** Days from–to, short where it is one day. */
export const periodText = ({ from, to }: Period): string =>
  from === to ? dayText(from) : `${dayText(from)} – ${dayText(to)}`

/** Counts of a class sheet by mark: 54 present · 5 absent. */
export function marksText(value: Readonly<Record<string, string>>, definition: Definition, name: string): string {
  const counts = new Map<string, number>()
  for (const mark of Object.values(value)) counts.set(mark, (counts.get(mark) ?? 0) + 1)
  const choices = (fieldOf(definition, name)?.options['choices'] ?? []) as readonly string[]
  return choices
    .filter((mark) => counts.has(mark))
    .map((mark) => `${num(counts.get(mark)!)} ${label(definition.id, `choices.${name}.${mark}`)}`)
    .join(' · ')
}
