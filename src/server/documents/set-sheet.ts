import { cellText } from '#kernel/define/cell-text.ts'
import type { Definition } from '#kernel/define/definition.ts'
import type { Table } from '#kernel/define/sheet.ts'
import type { Writing } from '#kernel/define/writing.ts'
import { toDigits } from '#kernel/rule/digits.ts'
import { formatDay, formatMonth } from '#kernel/rule/format-day.ts'
import { groupName } from '#kernel/rule/group-name.ts'
import type { Form, Paper } from './paper.ts'
import { setTable } from './set-table.ts'
import { word } from './writing.ts'

export type SheetParams = { readonly [param: string]: string | undefined }

/** A sheet as a paper: what it is about under the title, its table, its notes. */
export function setSheet(
  table: Table,
  definition: Definition,
  form: Form,
  writing: Writing,
  params: SheetParams,
): Paper {
  const { blocks, wide } = setTable(table, definition, writing)
  const empty = table.rows.length === 0 ? [word('paper.none', writing.lang)] : []
  return {
    ...form,
    title: cellText(table.title, definition, writing),
    number: '',
    facts: Object.entries(params).flatMap(([param, value]) =>
      // The title says what one page is about.
      value && param !== 'page' ? [factOf(param, value, writing)] : [],
    ),
    wide,
    size: 10,
    blocks: [...blocks, ...(empty.length > 0 ? [{ kind: 'notes' as const, title: '', lines: empty }] : [])],
  }
}

function factOf(param: string, value: string, writing: Writing): readonly [string, string] {
  const label = word(`param.${param}` as Parameters<typeof word>[0], writing.lang)
  return [label, paramText(param, value, writing)]
}

function paramText(param: string, value: string, { lang, digits }: Writing): string {
  if (param === 'group') return groupName(value, lang, digits)
  if (param === 'day') return formatDay(value, lang, digits, 'long')
  if (param === 'month') return formatMonth(value, lang, digits)
  return toDigits(value, digits)
}
