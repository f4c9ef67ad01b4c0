import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cellText } from '#kernel/define/cell-text.ts'
import type { Context } from '#kernel/define/context.ts'
import type { Definition } from '#kernel/define/definition.ts'
import type { IssuedLine } from '#kernel/define/issued.ts'
import type { Writing } from '#kernel/define/writing.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'
import { amountInWords } from '#kernel/rule/amount-in-words.ts'
import { dayInWords } from '#kernel/rule/day-in-words.ts'
import { toDigits } from '#kernel/rule/digits.ts'
import { formatDay } from '#kernel/rule/format-day.ts'
import type { Currency } from '#kernel/rule/money.ts'
import type { FieldsBlock, Form, NotesBlock, Paper } from './paper.ts'
import { word } from './writing.ts'

const SOURCES = join(import.meta.dirname, '../..')

/** What an issued paper is made of: the record as the step left it, and the form and words to write it in. */
export type Issuing = { definition: Definition; record: Folded; context: Context; form: Form; writing: Writing }

/** A paper that a step issues: its lines, what is certified, and its number; on a form of its own where there is one. */
export function setIssued(
  { definition, record, context, form, writing }: Issuing,
  issued: { kind: string; number: number | null },
  currency: Currency,
): Paper {
  const own = join('systems', definition.id, `${issued.kind}.typ`)
  return {
    ...form,
    ...(existsSync(join(SOURCES, own)) && { template: own }),
    title: writing.label(definition.id, `documents.${issued.kind}`),
    number:
      issued.number === null
        ? ''
        : word('number', writing.lang, { number: toDigits(String(issued.number), writing.digits) }),
    facts: [],
    wide: false,
    size: 10.5,
    blocks: issuedLines({ definition, record, context, form, writing }, issued.kind, currency),
  }
}

/** The lines of an issued paper, and what is certified below them. */
export function issuedLines(
  { definition, record, context, writing }: Issuing,
  kind: string,
  currency: Currency,
): (FieldsBlock | NotesBlock)[] {
  const { lines, notes } = definition.documents[kind]!
  const rows = (lines?.(record, context) ?? []).map((line) => rowOf(line, definition, writing, currency))
  return [
    { kind: 'fields', title: '', rows },
    { kind: 'notes', title: '', lines: (notes ?? []).map((label) => writing.label(definition.id, label)) },
  ]
}

function rowOf(
  { label, value, words }: IssuedLine,
  definition: Definition,
  writing: Writing,
  currency: Currency,
): FieldsBlock['rows'][number] {
  const { lang, digits } = writing
  const bare = typeof value === 'object' && value !== null && 'field' in value ? value.value : value
  const isDated = words === 'day' && typeof bare === 'string'
  return {
    label: writing.label(definition.id, label),
    value: (isDated ? formatDay(bare, lang, digits, 'long') : cellText(value, definition, writing)) || '–',
    words: isDated
      ? dayInWords(bare, lang)
      : words === 'money' && typeof bare === 'number'
        ? amountInWords(bare, lang, currency)
        : '',
    was: [],
  }
}
