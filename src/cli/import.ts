import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '#server/config.ts'
import { coversDay } from '#kernel/define/make-context.ts'
import { openHouse, type House } from '#server/house.ts'
import type { Script } from '#kernel/field/name.ts'
import { importFile } from '#server/import/import-file.ts'
import { ProblemError } from '#server/http/problem.ts'
import { titleOf } from '#server/http/title.ts'
import type { Importer } from '#server/import/job.ts'
import { reportCsv, reportSummary } from '#server/import/report-text.ts'

const USAGE =
  'khata import KIND FILE --as USERNAME [--dry]\nKIND is offices, persons, postings or pupils; FILE is CSV or XLSX'

/** `khata import KIND FILE --as USERNAME [--dry]`: the same road as the screen, under the person's own post. */
export async function run(args: string[], deps?: Pick<House, 'pool' | 'directory' | 'ledger'>): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { as: { type: 'string' }, dry: { type: 'boolean', default: false } },
  })
  const [kind, file] = positionals
  if (!kind || !file || !values.as) throw new Error(USAGE)
  const bytes = await readFile(file)
  const house = deps ? undefined : await openHouse(readConfig())
  try {
    const parts = deps ?? house!
    const { actor, language } = await importerOf(parts, values.as)
    const report = await importFile(
      { ...parts, now: Date.now },
      { kind, bytes, fileName: basename(file), actor, isDry: values.dry, language },
    )
    if (report.problems.length > 0) process.stdout.write(`${reportCsv(report, language).replace('\uFEFF', '')}\n`)
    process.stderr.write(`${reportSummary(report, language, values.dry)}\n`)
    if (report.total > 0) process.exitCode = 1
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const looks = error.facts?.['looks']
    throw new Error(`${titleOf(error.code, 'en', error.facts)}${looks === undefined ? '' : ` (${looks})`}`, {
      cause: error,
    })
  } finally {
    await house?.close()
  }
}

/** The person of a user name with the post she holds today; of several the highest office goes first. */
async function importerOf(
  { pool, directory }: Pick<House, 'pool' | 'directory'>,
  username: string,
): Promise<{ actor: Importer; language: Script }> {
  const { rows } = await pool.query(
    'select person, language from account where username = $1 and disabled_at is null',
    [username.trim().toLowerCase()],
  )
  const person = rows[0]?.person as string | undefined
  if (person === undefined) throw new Error(`IMPORT_ACCOUNT_UNKNOWN: nobody signs in as ${username}`)
  const present = (await directory.postsOf(person)).filter((held) =>
    coversDay(held, directory.today(held.office, Date.now())),
  )
  const held = present.sort((a, b) => a.office.path.length - b.office.path.length)[0]
  if (!held) throw new Error(`POST_NOT_HELD: ${username} holds no post today`)
  return {
    actor: { person, held },
    language: (rows[0].language as Script | null) ?? directory.packOf(held.office).language,
  }
}
