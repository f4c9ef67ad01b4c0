import type { Definition, Line } from '#kernel/define/definition.ts'
import { fieldOf, fieldText, valueText } from '#kernel/define/value-text.ts'
import { valuesOf } from '#kernel/define/values-of.ts'
import type { Writing } from '#kernel/define/writing.ts'
import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import type { Field } from '#kernel/field/field.ts'
import { nameIn, type Name } from '#kernel/field/name.ts'
import { amountFigure } from '#kernel/rule/amount.ts'
import { formatNumber } from '#kernel/rule/digits.ts'
import type { Block, FieldsBlock, Form, HappenedBlock, Paper, TableBlock } from './paper.ts'
import { setTable } from './set-table.ts'
import { word } from './writing.ts'

/** An entry of a page as its history tells it. */
export type Told = {
  id: string
  step: string
  body: Body
  replaces: readonly string[]
  reason?: string | null
  by: string
  at: number
  title?: Name
  assigned?: { readonly [key: string]: number } | null
}

/**
 * A record's page as it is printed: every field with what was struck out below it, lists and marks as tables, how it
 * was counted, and what happened to it.
 */
export function setRecord(
  definition: Definition,
  record: Folded,
  entries: readonly Told[],
  lines: readonly Line[],
  form: Form,
  writing: Writing,
): Paper {
  const { lang } = writing
  const label = (path: string) => writing.label(definition.id, path)
  const body = record.heads.length > 0 ? record.body : lastBody(entries)
  const names = Object.keys({ ...definition.fields, ...body }).filter((name) => isShown(definition, name))
  const tables = names.flatMap((name) => innerTable(definition, name, body[name], writing))
  const counted: FieldsBlock[] =
    lines.length === 0
      ? []
      : [
          {
            kind: 'fields',
            title: word('paper.explain', lang),
            rows: lines.map((line) => counting(line, definition, writing)),
          },
        ]
  const state = `${word('paper.state', lang)}: ${label(`states.${record.state}`)}`
  const blocks: Block[] = [
    { kind: 'fields', title: '', rows: names.flatMap((name) => row(definition, name, body[name], entries, writing)) },
    ...tables.flatMap((table) => table.blocks),
    ...counted,
    happened(definition, entries, writing),
  ]
  const [first] = definition.list
  const title = first === undefined ? '' : valueText(definition, first, body[first], writing)
  return {
    ...form,
    title: label('title') + (title && `: ${title}`),
    number: state,
    facts: [],
    wide: tables.some((table) => table.wide),
    size: 10,
    blocks,
  }
}

const isShown = (definition: Definition, name: string): boolean => {
  const options = fieldOf(definition, name)?.options
  return !options?.['self'] && options?.['target'] !== 'record'
}

/** A cancelled page still says what was written on it. */
const lastBody = (entries: readonly Told[]): Body => {
  const last = entries.findLast((entry) => Object.keys(entry.body).length > 0)
  return { ...last?.body, ...last?.assigned }
}

function row(
  definition: Definition,
  name: string,
  value: unknown,
  entries: readonly Told[],
  writing: Writing,
): FieldsBlock['rows'][number][] {
  const write = (one: unknown) => valueText(definition, name, one, writing)
  const was = valuesOf(definition, entries, name)
    .slice(0, -1)
    .filter((one) => one !== undefined)
    .map(write)
  if (value === undefined && was.length === 0) return []
  return [{ label: writing.label(definition.id, `fields.${name}`), value: write(value) || '–', words: '', was }]
}

/** Lists and class sheets as tables of their own below the fields. */
function innerTable(
  definition: Definition,
  name: string,
  value: unknown,
  writing: Writing,
): { blocks: Block[]; wide: boolean }[] {
  const field = fieldOf(definition, name)
  const title = writing.label(definition.id, `fields.${name}`)
  if (field?.kind === 'rows' && Array.isArray(value) && value.length > 0) {
    const inner = Object.entries(field.options['fields'] as { [key: string]: Field })
    return [
      setTable(
        {
          title: null,
          columns: [
            { head: { label: 'paper.row' }, align: 'end' },
            ...inner.map(([key, part]) => ({
              head: { label: `fields.${name}.${key}` },
              ...(['count', 'money', 'mass'].includes(part.kind) && { align: 'end' as const }),
            })),
          ],
          rows: (value as Body[]).map((line, i) => ({
            cells: [
              i + 1,
              ...inner.map(([key, part]) =>
                plain(fieldText(part, line[key], writing, definition.id, `${name}.${key}`)),
              ),
            ],
          })),
        },
        definition,
        writing,
        title,
      ),
    ]
  }
  if (field?.kind === 'marks' && value) return [marksTable(definition, name, value as Marks, writing, title)]
  return []
}

type Marks = Readonly<Record<string, string>>

/** Text that is written already: as a name in all scripts it is not touched again. */
const plain = (text: string): Name => ({ bn: text, hi: text, en: text })

/** Names with their marks, in as many columns as the page takes. */
function marksTable(
  definition: Definition,
  name: string,
  marks: Marks,
  writing: Writing,
  title: string,
): { blocks: Block[]; wide: boolean } {
  const pairs = Object.entries(marks).map(([id, mark]): [string, string] => [
    nameIn(writing.nameOf(id), writing.lang) || '…',
    writing.label(definition.id, `choices.${name}.${mark}.short`),
  ])
  const across = pairs.length > 12 ? 3 : 1
  const down = Math.ceil(pairs.length / across)
  const at = (i: number, column: number) => pairs[i + column * down]
  const columns = Array.from({ length: across }, (): TableBlock['columns'][number][] => [
    { head: word('paper.row', writing.lang), sub: '', tone: '', align: 'end', width: 3 },
    { head: word('paper.name', writing.lang), sub: '', tone: 'name', align: 'start', width: 18 },
    { head: '', sub: '', tone: '', align: 'center', width: 4 },
  ]).flat()
  const rows = Array.from({ length: down }, (_, i) => ({
    tone: '',
    tones: columns.map(() => ''),
    cells: Array.from({ length: across }, (__, column) => {
      const pair = at(i, column)
      return pair ? [formatNumber(i + column * down + 1, writing.digits), ...pair] : ['', '', '']
    }).flat(),
  }))
  return { wide: false, blocks: [{ kind: 'table', title, size: 9, columns, rows }] }
}

const counting = (line: Line, definition: Definition, writing: Writing): FieldsBlock['rows'][number] => ({
  label: writing.label(definition.id, line.label, line.facts),
  value: line.unit ? amountFigure(line.value, line.unit, writing.digits) : formatNumber(line.value, writing.digits),
  words: '',
  was: [],
})

function happened(definition: Definition, entries: readonly Told[], writing: Writing): HappenedBlock {
  const struck = new Set(entries.flatMap((entry) => entry.replaces))
  return {
    kind: 'happened',
    title: word('paper.history', writing.lang),
    items: entries.map((entry) => ({
      at: writing.time(entry.at),
      what: writing.label(definition.id, `done.${entry.step}`),
      who: [nameIn(writing.nameOf(entry.by), writing.lang), nameIn(entry.title, writing.lang)]
        .filter(Boolean)
        .join(', '),
      lines:
        definition.steps[entry.step]?.mode === 'act'
          ? Object.entries({ ...entry.body, ...entry.assigned }).map(
              ([name, value]) =>
                `${writing.label(definition.id, `fields.${name}`)}: ${valueText(definition, name, value, writing)}`,
            )
          : [],
      reason: entry.reason ? word('paper.reason', writing.lang, { reason: entry.reason }) : '',
      struck: struck.has(entry.id),
    })),
  }
}
