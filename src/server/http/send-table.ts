import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import Papa from 'papaparse'
import { writeXlsxStream } from 'hucre'

export type PlainCell = string | number | null
export type Rows = AsyncIterable<readonly PlainCell[]> | Iterable<readonly PlainCell[]>

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Says what a file is called, in any script. */
export function named(
  reply: FastifyReply,
  name: string,
  ending: string,
  how: 'attachment' | 'inline' = 'attachment',
): void {
  const file = `${name.replace(/[^\p{Letter}\p{Mark}\p{Number}._-]+/gu, '-')}.${ending}`
  void reply.header('content-disposition', `${how}; filename*=UTF-8''${encodeURIComponent(file)}`)
}

/** A plain table as people take it away, streamed: CSV with a byte-order mark and no live formulas, or XLSX. */
export function sendTable(
  reply: FastifyReply,
  format: 'csv' | 'xlsx',
  name: string,
  table: { columns: readonly PlainCell[]; rows: Rows },
): FastifyReply {
  named(reply, name, format)
  if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(Readable.from(csvLines(table)))
  return reply.type(XLSX).send(writeXlsxStream(allRows(table), { name: 'Khata' }))
}

async function* csvLines({ columns, rows }: { columns: readonly PlainCell[]; rows: Rows }): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(columns)}`
  for await (const row of rows) yield csvLine(row)
}

const csvLine = (row: readonly PlainCell[]): string =>
  `${Papa.unparse([row as unknown[]], { escapeFormulae: true, newline: '\r\n' })}\r\n`

async function* allRows({ columns, rows }: { columns: readonly PlainCell[]; rows: Rows }): AsyncGenerator<PlainCell[]> {
  yield [...columns]
  for await (const row of rows) yield row.map((cell) => cell ?? '')
}
