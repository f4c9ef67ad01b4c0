import type { Body, Record as Folded } from '#kernel/entry/record.ts'
import { parseMoney } from '#kernel/rule/money.ts'
import { dbt } from '#systems/dbt/dbt.ts'
import labels from '#systems/dbt/dbt.labels.json' with { type: 'json' }
import { fromRows } from '../db/doc.ts'
import { everywhere, within } from '../db/pool.ts'
import type { Office } from '../directory.ts'
import choices from './choices.json' with { type: 'json' }
import { entryOf, idOf } from './entry-of.ts'
import { officesByCode, type Job, type Outcome } from './job.ts'
import type { Row } from './row.ts'
import { wordsOf, type Words } from './row.ts'
import { schoolIn } from './school-in.ts'
import { takePages, type School } from './take-pages.ts'

/** Pages of a school by admission number and year. */
type Pages = ReadonlyMap<string, Folded>

const statuses = wordsFor('states', ['pending', 'verified', 'sent', 'failed', 'credited', 'reversed'])
const reasons = wordsFor('choices.why', ['closed', 'not-seeded', 'name-differs', 'frozen', 'wrong-account', 'other'])

/**
 * The status file on its way back: each row says by admission number and year where a pupil's money stands now. A row
 * that says what the register says already changes nothing; the others are steps on its pages, judged as if a person
 * had taken each.
 */
export async function importDbt(job: Job): Promise<Outcome> {
  const find = officesByCode(job)
  const schools = new Map<string, School>()
  const pagesOf = new Map<string, Pages>()
  let known = 0
  for (const row of job.rows) {
    const office = schoolIn(row, job, find, dbt)
    const no = row.whole('no', true)
    const year = row.text('year', { needed: true, max: 7, isCode: true })
    const status = row.choice('status', statuses, true)
    if (row.isBad || !office) continue
    const pages = pagesOf.get(office.id) ?? (await readPages(job, office))
    pagesOf.set(office.id, pages)
    const page = pages.get(`${no} ${year}`)
    if (!page) row.wrong('no', 'RECORD_MISSING', { stream: `${no} ${year}` })
    else if (page.state === status) known += 1
    else {
      const taken = stepOf(row, status!)
      if (!taken || row.isBad) continue
      const school = schools.get(office.id) ?? { office, pages: [] }
      schools.set(office.id, school)
      const given = { id: idOf(job, `entry ${row.row}`, 0), stream: page.stream, reason: 'import.dbt', ...taken }
      school.pages.push({ row, entry: entryOf(job, office, dbt, given) })
    }
  }
  const { person, held } = job.actor
  const actor = { person, post: held.post, role: held.role, office: held.office.id, path: held.office.path }
  const outcome = await takePages(job, [...schools.values()], () => actor)
  return { ...outcome, known: outcome.known + known }
}

/** The step that brings a page to a status, with what the row says of it. */
function stepOf(row: Row, status: string): { step: string; body: Body } | undefined {
  const on = row.day('on', true)
  if (status === 'sent') return { step: 'send', body: { sentOn: on } }
  if (status === 'reversed') return { step: 'reverse', body: { reversedOn: on } }
  if (status === 'credited') return { step: 'credit', body: { creditedOn: on, amount: moneyOf(row) } }
  if (status !== 'failed') return row.wrong('status', 'STATE_NOT_ALLOWED', { state: status, step: status })
  const answer = row.text('answer', { max: 200 })
  const why = row.choice('why', reasons, true)
  return { step: 'fail', body: { failedOn: on, why, ...(answer !== undefined && { answer }) } }
}

function moneyOf(row: Row): number | undefined {
  const text = row.text('amount', { needed: true, max: 30 })
  if (text === undefined) return undefined
  return parseMoney(text) ?? row.wrong('amount', 'IMPORT_NUMBER_WRONG', { value: text })
}

async function readPages({ deps }: Job, office: Office): Promise<Pages> {
  const docs = await within(deps.pool, everywhere, async (client) =>
    fromRows(
      (
        await client.query('select doc from record where office = $1 and system = any($2)', [
          office.id,
          ['admission', dbt.id],
        ])
      ).rows,
    ),
  )
  const numbers = new Map(
    docs.flatMap(({ system, stream, body }) => (system === 'admission' ? [[stream, body['no']]] : [])),
  )
  return new Map(
    docs
      .filter(({ system, heads }) => system === dbt.id && heads.length > 0)
      .map((page) => [`${String(numbers.get(String(page.body['pupil'])))} ${String(page.body['year'])}`, page]),
  )
}

/** What people and banks write for each value: the register's words in three languages and our own list. */
function wordsFor(path: string, values: readonly string[]): Words {
  const texts = (value: string) =>
    Object.values((labels as Record<string, object>)[`${path}.${value}`] ?? {}) as string[]
  const own = choices as unknown as Record<string, string[]>
  return wordsOf(Object.fromEntries(values.map((value) => [value, [...texts(value), ...(own[value] ?? [])]])))
}
