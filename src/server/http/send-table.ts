import type { FastifyReply } from 'fastify'
import Papa from 'papaparse'
import { writeXlsx } from 'hucre'

/** A plain table as people take it away: CSV with a byte-order mark and no live formulas, or XLSX. */
export async function sendTable(
  reply: FastifyReply,
  format: 'csv' | 'xlsx',
  name: string,
  table: {
    columns: readonly string[] | readonly (string | number)[]
    rows: readonly (readonly (string | number | null)[])[]
  },
): Promise<FastifyReply> {
  const file = `${name.replace(/[^\p{Letter}\p{Mark}\p{Number}._-]+/gu, '-')}.${format}`
  void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file)}`)
  if (format === 'csv') {
    const text = Papa.unparse(
      { fields: table.columns.map(String), data: table.rows as unknown[][] },
      { escapeFormulae: true, newline: '\r\n' },
    )
    return reply.type('text/csv; charset=utf-8').send(`\uFEFF${text}`)
  }
  const bytes = await writeXlsx({
    sheets: [
      { name: 'Khata', rows: [table.columns.map(String), ...table.rows.map((row) => row.map((cell) => cell ?? ''))] },
    ],
  })
  return reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(Buffer.from(bytes))
}
