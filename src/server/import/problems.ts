import type { Facts } from '#kernel/error.ts'
import labels from './import.labels.json' with { type: 'json' }

type Path = keyof typeof labels

/** Codes that only an import gives: every one has its sentence in the labels. */
export type ImportCode = Path extends infer P ? (P extends `codes.${infer C}` ? C : never) : never

/** What is wrong in one row, with the column as the file heads it. */
export type RowProblem = { row: number; column?: string; code: string; facts?: Facts }

/** Most problems that are told one by one; all are counted. */
export const MOST_PROBLEMS = 1_000

/** Collects what is wrong in a file, row by row. */
export class Problems {
  readonly list: RowProblem[] = []
  private readonly badRows = new Set<number>()
  total = 0

  /** `code` is an import's own or one that a rule of the kernel gave. */
  add(row: number, code: ImportCode | (string & {}), column?: string, facts?: Facts): void {
    this.total += 1
    this.badRows.add(row)
    if (this.list.length >= MOST_PROBLEMS) return
    this.list.push({
      row,
      ...(column !== undefined && { column }),
      code,
      ...(facts && Object.keys(facts).length > 0 && { facts }),
    })
  }

  /** How many rows have something wrong. */
  get rows(): number {
    return this.badRows.size
  }

  isBad(row: number): boolean {
    return this.badRows.has(row)
  }

  /** In the order of the file, whatever the order of checking. */
  sorted(): RowProblem[] {
    return [...this.list].sort((a, b) => a.row - b.row)
  }
}
