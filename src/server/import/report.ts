import { excerpt } from '#kernel/field/excerpt.ts'
import type { ImportKind } from './columns.ts'
import type { RowProblem } from './problems.ts'
import type { Table } from './read-table.ts'
import { asText } from './row.ts'

/** What became of a file. `ok` rows are fine, `made` of them made or changed something, `known` were there already. */
export type ImportReport = {
  kind: ImportKind
  rows: number
  ok: number
  made: number
  known: number
  /** Rows that are taken with a mark (no proof of age, under age): the register shows it. */
  flagged: number
  /** How many problems there are; the first thousand are told. */
  total: number
  problems: readonly ReportedProblem[]
  /** Whether the file is in now. */
  done: boolean
}

/** What is wrong, as a person corrects it: the sentence in her language, and what her file says in that row. */
export type ReportedProblem = RowProblem & {
  text: string
  said: readonly string[]
  /** Which of `said` it is about. */
  at?: number
}

/** What a file is being done with, and how far. */
export type ImportProgress = { stage: 'read' | 'check' | 'write'; done: number; of: number }

const MOST_CELLS = 24

/** The cells of the rows that have problems, beside each of them. */
export function quoting(table: Table): (row: number, column: string | undefined) => { said: string[]; at?: number } {
  const rows = new Map(table.rows.map(({ row, cells }) => [row, cells]))
  const heads = table.headers.map((head) => head.trim())
  return (row, column) => {
    const cells = row === table.headerRow ? heads : (rows.get(row) ?? [])
    const said = cells.slice(0, MOST_CELLS).map((cell) => excerpt(asText(cell), 60))
    const at = column === undefined ? -1 : heads.indexOf(column)
    return { said, ...(at !== -1 && at < said.length && { at }) }
  }
}
