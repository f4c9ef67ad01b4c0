import { excerpt } from '#kernel/field/excerpt.ts'
import type { Name, Script } from '#kernel/field/name.ts'
import type { Facts, Problem } from '#kernel/error.ts'
import { readText } from '#kernel/field/text.ts'
import { dayOf, isDay, type Day } from '#kernel/rule/day.ts'
import { parseWhole, toAscii } from '#kernel/rule/digits.ts'
import { plain, scriptOf } from './columns.ts'
import type { Headers } from './headers.ts'
import type { ImportCode, Problems } from './problems.ts'
import { isEmpty, type Cell, type Table } from './read-table.ts'

/** What people write in a cell of a choice: their word in its plain form → the value. */
export type Words = ReadonlyMap<string, string>

/** One row of a file. Each reader gives the value, or undefined where the cell is empty or after saying what is wrong. */
export class Row {
  readonly row: number
  private readonly cells: readonly Cell[]
  private readonly headers: Headers
  private readonly heads: readonly string[]
  private readonly problems: Problems
  private told: Set<string> | undefined

  constructor({ row, cells }: Table['rows'][number], heads: readonly string[], headers: Headers, problems: Problems) {
    this.row = row
    this.cells = cells
    this.heads = heads
    this.headers = headers
    this.problems = problems
    const extra = cells.findIndex((cell, i) => i >= heads.length && !isEmpty(cell))
    if (extra !== -1) this.wrong('', 'IMPORT_CELL_EXTRA', { value: shown(cells[extra]!) })
  }

  get isBad(): boolean {
    return this.problems.isBad(this.row)
  }

  /** Says what is wrong in a column; one thing per column is enough for the person who corrects it. */
  wrong(column: string, code: ImportCode | (string & {}), facts?: Facts): undefined {
    this.told ??= new Set()
    if (column !== '' && this.told.has(column)) return
    this.told.add(column)
    this.problems.add(this.row, code, column === '' ? undefined : this.headOf(column), facts)
  }

  /** Text as written, in ASCII digits where `isCode`. */
  text(column: string, { needed = false, max = 120, isCode = false } = {}): string | undefined {
    const cell = this.cell(column)
    if (isEmpty(cell)) return needed ? this.wrong(column, 'FIELD_MISSING') : undefined
    const found: Problem[] = []
    const text = readText(
      isCode ? toAscii(asText(cell)).replace(/\u200b|\u200c|\u200d/g, '') : asText(cell),
      '',
      found,
      max,
    )
    return found[0] ? this.wrong(column, found[0].code, found[0].facts) : text
  }

  /** A name from its columns: of the script a header says, else of the script it is written in. */
  name(column: string, needed = false): Name | undefined {
    const name: { [S in Script]?: string } = {}
    this.headers.meanings.forEach((meaning, i) => {
      const cell = this.cells[i]
      if (meaning?.column !== column || isEmpty(cell)) return
      const found: Problem[] = []
      const text = readText(asText(cell!), '', found, 120)
      if (text === undefined) return this.wrong(column, found[0]!.code, found[0]!.facts)
      name[meaning.script ?? scriptOf(text)] ??= text
    })
    if (Object.keys(name).length > 0) return name
    return needed ? this.wrong(column, 'FIELD_MISSING') : undefined
  }

  /** Day first as people here write it, or year first, or a date cell of a spreadsheet. */
  day(column: string, needed = false): Day | undefined {
    const cell = this.cell(column)
    if (isEmpty(cell)) return needed ? this.wrong(column, 'FIELD_MISSING') : undefined
    const day = dayIn(cell!)
    return day !== undefined && isDay(day) ? day : this.wrong(column, 'IMPORT_DAY_WRONG', { value: shown(cell!) })
  }

  whole(column: string, needed = false): number | undefined {
    const cell = this.cell(column)
    if (isEmpty(cell)) return needed ? this.wrong(column, 'FIELD_MISSING') : undefined
    const number = typeof cell === 'number' ? cell : parseWhole(asText(cell))
    return Number.isSafeInteger(number) && number! >= 0
      ? number
      : this.wrong(column, 'IMPORT_NUMBER_WRONG', { value: shown(cell!) })
  }

  /** Degrees with a decimal point, as millionths. */
  degrees(column: string, most: number): number | undefined {
    const cell = this.cell(column)
    if (isEmpty(cell)) return undefined
    const text = toAscii(asText(cell)).replace(/°$/, '')
    const value = /^-?\d{1,3}(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1_000_000) : Number.NaN
    return Math.abs(value) <= most * 1_000_000
      ? value
      : this.wrong(column, 'IMPORT_NUMBER_WRONG', { value: shown(cell!) })
  }

  choice(column: string, words: Words, needed = false): string | undefined {
    const cell = this.cell(column)
    if (isEmpty(cell)) return needed ? this.wrong(column, 'FIELD_MISSING') : undefined
    return words.get(plain(asText(cell))) ?? this.wrong(column, 'FIELD_UNKNOWN_CHOICE', { value: shown(cell!) })
  }

  /** Whether the spreadsheet kept the cell as a number: a code in it may have lost its leading zeros. */
  isNumber(column: string): boolean {
    return typeof this.cell(column) === 'number'
  }

  private cell(column: string): Cell | undefined {
    const i = this.headers.meanings.findIndex((meaning) => meaning?.column === column)
    return i === -1 ? undefined : this.cells[i]
  }

  private headOf(column: string): string {
    const i = this.headers.meanings.findIndex((meaning) => meaning?.column === column)
    return i === -1 ? column : this.heads[i]!.trim()
  }
}

/** What a cell says as text: no blanks around it, and without the quote that keeps spreadsheets from reading a formula. */
export function asText(cell: Cell | undefined): string {
  if (cell instanceof Date) return dayIn(cell) ?? ''
  return String(cell ?? '')
    .trim()
    .replace(/^'(?=[=+\-@\d])/, '')
}

const shown = (cell: Cell): string => excerpt(asText(cell), 40)

const DAY_FIRST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/

function dayIn(cell: Cell): Day | undefined {
  // A day counted from 30 December 1899: a date cell that lost its format. Below 1955 it is more likely something else.
  if (typeof cell === 'number')
    return Number.isInteger(cell) && cell > 20_000 && cell < 80_000
      ? dayIn(new Date((cell - 25_569) * 86_400_000))
      : undefined
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : cell.toISOString().slice(0, 10)
  const text = toAscii(
    String(cell ?? '')
      .trim()
      .replace(/^'/, ''),
  )
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst) return dayOf(+dayFirst[3]!, +dayFirst[2]!, +dayFirst[1]!)
  const yearFirst = YEAR_FIRST.exec(text)
  return yearFirst ? dayOf(+yearFirst[1]!, +yearFirst[2]!, +yearFirst[3]!) : undefined
}

/** A table of the words for each value: the value itself, the texts given for it and our own list. */
export function wordsOf(values: Readonly<Record<string, readonly string[]>>): Words {
  const words = new Map<string, string>()
  for (const [value, texts] of Object.entries(values))
    for (const text of [value, ...texts]) words.set(plain(text), words.get(plain(text)) ?? value)
  return words
}
