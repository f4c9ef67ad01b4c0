import { createHash } from 'node:crypto'
import type { Role } from '#kernel/define/who.ts'
import type { Script } from '#kernel/field/name.ts'
import { ProblemError } from '../http/problem.ts'
import { kinds, type ImportKind } from './columns.ts'
import { importDbt } from './dbt-status.ts'
import { readHeaders } from './headers.ts'
import type { ImportDeps, Importer, Job, Outcome } from './job.ts'
import { importOffices } from './offices.ts'
import { importPersons } from './persons.ts'
import { importPostings } from './postings.ts'
import { Problems } from './problems.ts'
import { importPupils } from './pupils.ts'
import { readTable } from './read-table.ts'
import { quoting, type ImportProgress, type ImportReport } from './report.ts'
import { problemText } from './report-text.ts'
import { Row } from './row.ts'

export type ImportAsk = {
  kind: string
  bytes: Uint8Array
  fileName: string
  actor: Importer
  isDry: boolean
  language: Script
  /** Told now and then how far it is; a file of a whole district takes its time. */
  tell?: (progress: ImportProgress) => void
}

const IMPORTERS: { readonly [K in ImportKind]: { by: readonly Role[]; run: (job: Job) => Promise<Outcome> } } = {
  offices: { by: ['officer'], run: importOffices },
  persons: { by: ['officer'], run: importPersons },
  postings: { by: ['officer'], run: importPostings },
  pupils: { by: ['officer', 'head'], run: importPupils },
  dbt: { by: ['officer', 'head'], run: importDbt },
}

/** The kind of a file by its name, which that role may bring in. */
export function demandImporter(asked: string, role: Role): ImportKind {
  const kind = kinds.find((known) => known === asked)
  if (!kind) throw new ProblemError('IMPORT_KIND_UNKNOWN')
  if (!IMPORTERS[kind].by.includes(role)) throw new ProblemError('NOT_ALLOWED')
  return kind
}

let last: Promise<unknown> = Promise.resolve()

/**
 * Reads a file and checks every row; where all are well and it is no dry run, writes everything in one transaction.
 * Any problem: nothing is written. Files come one after the other, so that waiting ones hold no connection.
 */
export function importFile(deps: ImportDeps, ask: ImportAsk): Promise<ImportReport> {
  const turn = last.then(() => run(deps, ask))
  last = turn.catch(() => undefined)
  return turn
}

async function run(
  deps: ImportDeps,
  { kind: asked, bytes, fileName, actor, isDry, language, tell = () => undefined }: ImportAsk,
): Promise<ImportReport> {
  const kind = demandImporter(asked, actor.held.role)
  const importer = IMPORTERS[kind]
  const table = await readTable(bytes, fileName)
  tell({ stage: 'read', done: table.rows.length, of: table.rows.length })
  const problems = new Problems()
  const headers = readHeaders(kind, table.headers, table.headerRow, deps.directory.packOf(actor.held.office), problems)
  // Where a column is missing or not understood, rows would only say so again.
  const isReadable = problems.total === 0
  const rows = isReadable ? table.rows.map((row) => new Row(row, table.headers, headers, problems)) : []
  const hash = createHash('sha256').update(bytes).digest('hex')
  const job: Job = { deps, actor, isDry, hash, rows, problems, tell, ...(headers.level && { level: headers.level }) }
  const outcome = isReadable ? await importer.run(job) : { made: 0, known: 0, flagged: 0 }
  const isWell = problems.total === 0
  const quote = quoting(table)
  return {
    kind,
    rows: table.rows.length,
    ok: isReadable ? rows.length - problems.rows : 0,
    made: isWell ? outcome.made : 0,
    known: outcome.known,
    flagged: outcome.flagged,
    total: problems.total,
    problems: problems.sorted().map((problem) => ({
      ...problem,
      text: problemText(kind, problem, language),
      ...quote(problem.row, problem.column),
    })),
    done: isWell && !isDry,
  }
}
