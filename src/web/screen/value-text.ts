import type { Definition } from '#kernel/define/definition.ts'
import { valueText as write } from '#kernel/define/value-text.ts'
import type { Writing } from '#kernel/define/writing.ts'
import type { Name } from '#kernel/field/name.ts'
import type { Period } from '#kernel/rule/period.ts'
import type { SyncRecord } from '../api-types.ts'
import { findSystem } from '../catalogue.svelte.ts'
import { seenRecords } from '../store/overlay.ts'
import { syncContext } from '../store/records.svelte.ts'
import { amountWords, dayText, digits, label, lang, t, timeText } from '../text/text.svelte.ts'
import { findNames } from './names.svelte.ts'

/** How this reader's values are written: her language, her digits, and the names that the device knows. */
export const writing = (): Writing => ({
  lang: lang(),
  digits: digits(),
  label,
  nameOf,
  yesNo: (value) => t(value ? 'form.yes' : 'form.no'),
  time: timeText,
  list: (name) => syncContext()?.data.pack.lists[name] ?? [],
  amountWords,
})

/** A value of a field as the reader sees it. */
export const valueText = (definition: Definition, name: string, value: unknown): string =>
  write(definition, name, value, writing())

/** Days from–to, short where it is one day. */
export const periodText = ({ from, to }: Period): string =>
  from === to ? dayText(from) : `${dayText(from)} – ${dayText(to)}`

/** What a record is called in a list: the values of the definition's list fields. */
export function recordTitle(definition: Definition, record: SyncRecord): { title: string; rest: string } {
  const body = { ...record.heads[0]?.body, ...record.body }
  const [first, ...others] = definition.list.map((name) => valueText(definition, name, body[name])).filter(Boolean)
  // A number alone says little: the name that follows it belongs to it.
  const title = isNumbered(definition) && others.length > 0 ? `${first} · ${others.shift()}` : first
  return { title: title ?? record.stream, rest: others.join(' · ') }
}

/** Whether the pages of a register are known by their numbers (accession, folio), which begin their lines in a list. */
export const isNumbered = ({ fields, list }: Definition): boolean => fields[list[0] ?? '']?.kind === 'count'

/** A person or pupil by name; a page of another register as its list calls it. */
function nameOf(id: string, of?: string): Name | undefined {
  const known = findNames(id)
  const other = !known && of !== undefined ? findSystem(of) : undefined
  const record = other && seenRecords(other.id).find(({ stream }) => stream === id)
  return record ? { en: recordTitle(other, record).title } : known
}
