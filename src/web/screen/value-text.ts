import type { Definition } from '#kernel/define/definition.ts'
import { valueText as write } from '#kernel/define/value-text.ts'
import type { Writing } from '#kernel/define/writing.ts'
import type { Period } from '#kernel/rule/period.ts'
import { dayText, digits, label, lang, t, timeText } from '../text/text.svelte.ts'
import { findNames } from './names.svelte.ts'

/** How this reader's values are written: her language, her digits, and the names that the device knows. */
export const writing = (): Writing => ({
  lang: lang(),
  digits: digits(),
  label,
  nameOf: findNames,
  yesNo: (value) => t(value ? 'form.yes' : 'form.no'),
  time: timeText,
})

/** A value of a field as the reader sees it. */
export const valueText = (definition: Definition, name: string, value: unknown): string =>
  write(definition, name, value, writing())

/** Days from–to, short where it is one day. */
export const periodText = ({ from, to }: Period): string =>
  from === to ? dayText(from) : `${dayText(from)} – ${dayText(to)}`
