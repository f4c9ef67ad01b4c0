import type { Table } from '#kernel/define/sheet.ts'
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
    ...table.rows.map((row) =>
      row.cells.map((cell) => (typeof cell === 'number' ? String(cell) : cellText(cell, system))),
    ),
  ]
  return linesCsv(lines)
}

/** Lines of cells as CSV. */
export function linesCsv(lines: readonly (readonly string[])[]): Blob {
  const text = lines.map((line) => line.map(quote).join(',')).join('\r\n')
  return new Blob([`\ufeff${text}\r\n`], { type: 'text/csv;charset=utf-8' })
}

function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
