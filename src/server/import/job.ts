import type { Ledger } from '../append/ledger.ts'
import { IMPORT_LOCK } from '../db/locks.ts'
import type { Client, Pool } from '../db/pool.ts'
import type { Directory, Held, Office } from '../directory.ts'
import type { Problems } from './problems.ts'
import type { ImportProgress } from './report.ts'
import type { Row } from './row.ts'

/** What an import works with. */
export type ImportDeps = { pool: Pool; directory: Directory; ledger: Ledger; now: () => number }

/** Who imports, under which post: her office bounds what she may bring in. */
export type Importer = { person: string; held: Held }

/** One file on its way in, read and matched. */
export type Job = {
  deps: ImportDeps
  actor: Importer
  isDry: boolean
  /** SHA-256 of the file in hex: ids of what it makes follow from it. */
  hash: string
  rows: readonly Row[]
  problems: Problems
  tell: (progress: ImportProgress) => void
  /** The level that the headers of a list of offices imply. */
  level?: string
}

/** What came of it: rows that made or changed something, rows that were there already, rows taken with a mark. */
export type Outcome = { made: number; known: number; flagged: number }

export const isWithin = ({ held }: Importer, office: Office): boolean => office.path.startsWith(held.office.path)

/**
 * Finds offices of a pack by their codes. Spreadsheets drop the leading zero of a code that they take for a number:
 * where a code is no office's, the same with one zero before it is tried.
 */
export function officesByCode({ deps, actor }: Job): (code: string) => Office | undefined {
  const { pack } = actor.held.office
  const byCode = new Map<string, Office>()
  for (const office of deps.directory.all()) if (office.pack === pack) byCode.set(office.code, office)
  return (code) => byCode.get(code) ?? (/^\d+$/.test(code) ? byCode.get(`0${code}`) : undefined)
}

/** Imports of one house follow each other, also those of several servers: what one checked is still so when it writes. */
export const lockImports = (client: Client): Promise<unknown> =>
  client.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
