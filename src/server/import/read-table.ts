import { streamXlsxRows } from 'hucre'
import Papa from 'papaparse'
import { excerpt } from '#kernel/field/excerpt.ts'
import { ProblemError } from '../http/problem.ts'
import { lookAt } from './look.ts'

/** A cell as the file has it; in text files always a string. */
export type Cell = string | number | boolean | Date | null

/** A table with the numbers its rows have in the spreadsheet, empty rows left out; the first row holds the headers. */
export type Table = {
  headers: readonly string[]
  headerRow: number
  rows: readonly { row: number; cells: readonly Cell[] }[]
}

/** Most rows of one file. */
export const MOST_ROWS = 200_000

/** Reads a file into a table, or says what the file is instead. */
export async function readTable(bytes: Uint8Array, fileName: string): Promise<Table> {
  const look = lookAt(bytes)
  if (look.is === 'other') throw unreadable(fileName, look.looks)
  const rows: Table['rows'][number][] = []
  const add = (row: number, cells: readonly Cell[]): void => {
    if (cells.every(isEmpty)) return
    if (rows.length > MOST_ROWS) throw new ProblemError('IMPORT_TOO_MANY_ROWS', { max: MOST_ROWS })
    rows.push({ row, cells })
  }
  if (look.is === 'text') readText(look.text, fileName, add)
  else await readWorkbook(bytes, fileName, add)
  const [first, ...rest] = rows
  if (!first) throw unreadable(fileName, 'EMPTY')
  return { headers: first.cells.map((cell) => (isEmpty(cell) ? '' : String(cell))), headerRow: first.row, rows: rest }
}

type Add = (row: number, cells: readonly Cell[]) => void

function readText(text: string, fileName: string, add: Add): void {
  // Excel's own first line that names the separator.
  const named = /^sep=(.)\r?\n/i.exec(text)
  const { data, errors } = Papa.parse<string[]>(named ? text.slice(named[0].length) : text, {
    delimitersToGuess: [',', ';', '\t'],
    ...(named && { delimiter: named[1]! }),
  })
  const broken = errors.find((error) => error.type === 'Quotes')
  if (broken)
    throw new ProblemError('IMPORT_FILE_UNREADABLE', {
      looks: 'CSV_QUOTES',
      file: excerpt(fileName, 80),
      row: (broken.row ?? 0) + 1,
    })
  data.forEach((cells, index) => add(index + (named ? 2 : 1), cells))
}

async function readWorkbook(bytes: Uint8Array, fileName: string, add: Add): Promise<void> {
  try {
    for await (const { index, values } of streamXlsxRows(bytes, { sheet: 0 })) add(index + 1, values.map(plainCell))
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw unreadable(fileName, 'XLSX_BROKEN')
  }
}

/** What a cell shows; rich kinds (errors, links) that a register has no use for become their text. */
const plainCell = (value: unknown): Cell =>
  value === null || value === undefined
    ? null
    : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof Date
      ? value
      : String(value)

export const isEmpty = (cell: Cell | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')

const unreadable = (fileName: string, looks: string): ProblemError =>
  new ProblemError('IMPORT_FILE_UNREADABLE', { looks, file: excerpt(fileName, 80) })
