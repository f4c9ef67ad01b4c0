import type { ImportKind } from './columns.ts'
import type { RowProblem } from './problems.ts'

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
  problems: readonly (RowProblem & { text: string })[]
  /** Whether the file is in now. */
  done: boolean
}
