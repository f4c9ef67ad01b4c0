import { PassThrough } from 'node:stream'
import type { FastifyError, FastifyInstance } from 'fastify'
import { z } from 'zod'
import { demandImporter, importFile, type ImportAsk } from '../import/import-file.ts'
import type { ImportProgress } from '../import/report.ts'
import { reportCsv } from '../import/report-text.ts'
import { costly } from './costly.ts'
import { actingOf, type Deps } from './deps.ts'
import { ProblemError } from './problem.ts'
import { asProblem, problemDetails } from './problem-details.ts'
import { read } from './read.ts'

/** How often it is told. */
const TELL_MS = 250

const asked = z.strictObject({ dry: z.enum(['0', '1']).default('0') })

/** Bringing in a file of offices, persons, postings or pupils; with `Accept: text/csv` the report comes as a table. */
export function routes(app: FastifyInstance, deps: Deps): void {
  app.post<{ Params: { kind: string } }>('/api/v1/import/:kind', { config: costly }, async (request, reply) => {
    const { person, held, language } = actingOf(request)
    const { dry } = read(asked, request.query)
    // Before sixty megabytes are taken into memory for somebody who may not.
    demandImporter(request.params.kind, held.role)
    if (!request.isMultipart()) throw new ProblemError('REQUEST_MALFORMED', { field: 'file' })
    const file = await request.file()
    if (!file) throw new ProblemError('REQUEST_MALFORMED', { field: 'file' })
    const bytes = await file.toBuffer()
    const ask: ImportAsk = {
      kind: request.params.kind,
      bytes,
      fileName: file.filename,
      actor: { person, held },
      isDry: dry === '1',
      language,
    }
    if (/\bapplication\/x-ndjson\b/.test(request.headers.accept ?? ''))
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(linesOf(deps, ask))
    const report = await importFile(deps, ask)
    if (!/\btext\/csv\b/.test(request.headers.accept ?? '')) return report
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="import-${report.kind}.csv"`)
      .send(reportCsv(report, language))
  })
}

/** A line now and then of how far it is, and last the report or what went wrong. */
function linesOf(deps: Deps, ask: ImportAsk): PassThrough {
  const lines = new PassThrough()
  const say = (line: object): void => void lines.write(`${JSON.stringify(line)}\n`)
  let said = 0
  const tell = (progress: ImportProgress): void => {
    if (performance.now() - said < TELL_MS) return
    said = performance.now()
    say(progress)
  }
  importFile(deps, { ...ask, tell })
    .then(
      (report) => say({ report }),
      (error: FastifyError | ProblemError) => say({ problem: problemDetails(asProblem(error), ask.language) }),
    )
    .finally(() => lines.end())
    .catch(() => undefined)
  return lines
}
