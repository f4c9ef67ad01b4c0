import { cellText } from '#kernel/define/cell-text.ts'
import type { Definition } from '#kernel/define/definition.ts'
import type { Table } from '#kernel/define/sheet.ts'
import type { Writing } from '#kernel/define/writing.ts'
import type { Block, TableBlock } from './paper.ts'

/** Characters that an upright page takes in one line beside the rules, at ten points. */
const UPRIGHT = 84
const MOST_UPRIGHT_COLUMNS = 12
/** A column never asks for more than this many characters a line; what is longer wraps. */
const LONGEST = 26

/** A table as blocks of a paper, and whether the paper must be turned on its side for it. */
export function setTable(
  table: Table,
  definition: Definition,
  writing: Writing,
  title = '',
): { blocks: Block[]; wide: boolean } {
  const write = (cell: Table['title']) => cellText(cell, definition, writing)
  const rows = table.rows.map((row) => ({
    cells: table.columns.map((_, i) => breakable(write(row.cells[i] ?? null))),
    tones: table.columns.map((_, i) => row.tones?.[i] ?? ''),
    tone: row.tone ?? '',
  }))
  const columns = table.columns.map((column, i) => {
    const head = write(column.head)
    const sub = column.sub === undefined ? '' : write(column.sub)
    return {
      head,
      sub,
      tone: column.tone ?? '',
      align: column.align ?? ('start' as const),
      width: widthOf([head, sub], rows, i),
    }
  })
  const asked = columns.reduce((sum, { width }) => sum + width, 0)
  const wide = asked > UPRIGHT || columns.length > MOST_UPRIGHT_COLUMNS
  const block: TableBlock = { kind: 'table', title, size: sizeOf(asked, columns.length, wide), columns, rows }
  const notes = (table.notes ?? []).map(write)
  return { blocks: [block, ...(notes.length > 0 ? [{ kind: 'notes' as const, title: '', lines: notes }] : [])], wide }
}

/** The share of the page that a column should have: its longest word, and as much of its longest text as is fair. */
function widthOf(heads: readonly string[], rows: readonly { cells: readonly string[] }[], i: number): number {
  let word = Math.max(...heads.map(longestWord))
  let text = 0
  for (const row of rows) {
    word = Math.max(word, longestWord(row.cells[i]!))
    text = Math.max(text, widthIn(row.cells[i]!))
  }
  return Math.max(2, Math.min(LONGEST, Math.max(word, Math.min(text, 14 + text / 8)))) + 1
}

/** A key of several parts may be broken after each, where a line would else run into the next column. */
const breakable = (text: string): string => text.replace(/(?<=[\p{L}\p{N}])\+(?=[\p{L}\p{N}])/gu, '+\u200b')

const longestWord = (text: string): number => Math.max(0, ...text.split(/[\s/\u200b-]+/).map(widthIn))

/** Letters that take room: signs above and below a letter take none. */
const widthIn = (text: string): number => text.replace(/\p{Mn}/gu, '').length

function sizeOf(asked: number, columns: number, wide: boolean): number {
  const room = wide ? UPRIGHT * 1.55 : UPRIGHT
  const fits = (room / asked) * 10
  return Math.round(Math.max(5.5, Math.min(columns > MOST_UPRIGHT_COLUMNS ? 8 : 10, fits)) * 4) / 4
}
