import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { importFile } from '../import/import-file.ts'
import { reportCsv } from '../import/report-text.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { read } from './read.ts'

const asked = z.strictObject({ dry: z.enum(['0', '1']).default('0') })

/** Bringing in a file of offices, persons, postings or pupils; with `Accept: text/csv` the report comes as a table. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.post<{ Params: { kind: string } }>('/api/v1/import/:kind', async (request, reply) => {
    const { person, held, language } = actingOf(request)
    const { dry } = read(asked, request.query)
    if (!request.isMultipart()) throw new ProblemError('REQUEST_MALFORMED', { field: 'file' })
    const file = await request.file()
    if (!file) throw new ProblemError('REQUEST_MALFORMED', { field: 'file' })
    const bytes = await file.toBuffer()
    const report = await importFile(deps, {
      kind: request.params.kind,
      bytes,
      fileName: file.filename,
      actor: { person, held },
      isDry: dry === '1',
      language,
    })
    if (!/\btext\/csv\b/.test(request.headers.accept ?? '')) return report
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="import-${report.kind}.csv"`)
      .send(reportCsv(report, language))
  })
}
