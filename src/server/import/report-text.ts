import Papa from 'papaparse'
import type { Facts } from '#kernel/error.ts'
import type { Script } from '#kernel/field/name.ts'
import { fill, labelOf } from '../http/title.ts'
import type { ImportKind } from './columns.ts'
import labels from './import.labels.json' with { type: 'json' }
import type { RowProblem } from './problems.ts'
import type { ImportReport } from './report.ts'

type Labels = { readonly [path: string]: { readonly [S in Script]: string } }

/** The register that the rows of a kind are pages of. */
const REGISTERS: { readonly [K in ImportKind]?: string } = { pupils: 'admission', dbt: 'dbt' }

/** The sentence of a problem: the import's own, else the register's, else the common one. */
export const problemText = (kind: ImportKind, { code, facts }: RowProblem, language: Script): string =>
  own(`codes.${code}`, language, facts) ?? labelOf(`codes.${code}`, language, facts, REGISTERS[kind])

/** Codes that only an import gives. */
export const importCodes: readonly string[] = Object.keys(labels)
  .filter((path) => path.startsWith('codes.'))
  .map((path) => path.slice(6))

/** The sentence of such a code, its facts left open. */
export const importText = (code: string, language: Script): string => own(`codes.${code}`, language) ?? code

/** The report as a table for a spreadsheet, row by row, in the reader's language. */
export function reportCsv({ problems }: ImportReport, language: Script): string {
  const heads = ['row', 'column', 'problem', 'code', 'said'].map((name) => own(`report.${name}`, language)!)
  const rows = problems.map(({ row, column, text, code, said }) => [row, column ?? '', text, code, said.join(' | ')])
  return `\uFEFF${Papa.unparse({ fields: heads, data: rows }, { escapeFormulae: true, newline: '\r\n' })}`
}

/** The report in a few lines: what became of the file. */
export function reportSummary(
  { rows, ok, made, known, flagged, total, done }: ImportReport,
  language: Script,
  isDry: boolean,
): string {
  const verdict = done ? 'report.done' : total > 0 ? 'report.nothing' : isDry ? 'report.dry' : 'report.nothing'
  return [own(verdict, language), own('report.counts', language, { rows, ok, made, known, flagged, total })].join('\n')
}

function own(path: string, language: Script, facts?: Facts): string | undefined {
  const text = (labels as Labels)[path]?.[language]
  return text === undefined ? undefined : fill(text, language, facts)
}
