import type { Cell, Table } from '#kernel/define/sheet.ts'
import { amountNumber } from '#kernel/rule/amount.ts'
import { cellText } from './cell-text.ts'

/** A table as CSV that a spreadsheet opens in any script; no cell can become a formula. */
export function tableCsv(table: Table, system: string): Blob {
  const lines = [
    table.columns.map(({ head, sub = null }) =>
      [head, sub]
        .map((cell) => cellText(cell, system))
        .join(' ')
        .trim(),
    ),
    ...table.rows.map((row) => row.cells.map((cell) => plain(cell) ?? cellText(cell, system))),
  ]
  return linesCsv(lines)
}

/** Lines of cells as CSV. */
export function linesCsv(lines: readonly (readonly string[])[]): Blob {
  const text = lines.map((line) => line.map(quote).join(',')).join('\r\n')
  return new Blob([`\ufeff${text}\r\n`], { type: 'text/csv;charset=utf-8' })
}

/** A number as a spreadsheet reads it, whatever digits the reader's are. */
const plain = (cell: Cell): string | undefined =>
  typeof cell === 'number'
    ? String(cell)
    : typeof cell === 'object' && cell !== null && 'amount' in cell
      ? String(amountNumber(cell.amount, cell.unit))
      : undefined

function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
