import type { Actor } from '#kernel/define/who.ts'
import { epochDay } from '#kernel/rule/day.ts'
import { admission } from '#systems/admission/admission.ts'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Office } from '../directory.ts'
import { entryOf, idOf } from './entry-of.ts'
import { officesByCode, type Job, type Outcome } from './job.ts'
import { readPage, tellFieldProblems } from './pupil-page.ts'
import { schoolIn } from './school-in.ts'
import { takePages, type School } from './take-pages.ts'

/** Most pupils of one school in one file: each is compared with all others of her school. */
const MOST_OF_SCHOOL = 10_000

/** Admission pages in bulk. */
export const importPupils = async (job: Job): Promise<Outcome> =>
  takePages(job, await readSchools(job), (office) => actorAt(job, office))

/**
 * The register lets its school's head and teachers write. Bringing in what stood on paper is the office's work on the
 * head's behalf: it may, because the school is its own or below it, and the entries name who did it under which post.
 */
const actorAt = ({ actor }: Job, office: Office): Actor => ({
  person: actor.person,
  post: actor.held.post,
  role: 'head',
  office: office.id,
  path: office.path,
})

async function readSchools(job: Job): Promise<School[]> {
  const find = officesByCode(job)
  const schools = new Map<string, School>()
  for (const [i, row] of job.rows.entries()) {
    if (i % 2_000 === 1_999) {
      job.tell({ stage: 'read', done: i, of: job.rows.length })
      await breathe()
    }
    const office = schoolIn(row, job, find, admission)
    const groups = office && (office.settings.groups ?? job.deps.directory.packOf(office).groups)
    const pupil = idOf(job, `pupil ${row.row}`, 0)
    const body = readPage(row, pupil, groups)
    if (row.isBad || !office) {
      if (groups) tellFieldProblems(row, body, groups)
      continue
    }
    const school = schools.get(office.id) ?? { office, pages: [] }
    if (!schools.has(office.id)) schools.set(office.id, school)
    if (school.pages.length === MOST_OF_SCHOOL) row.wrong('school', 'IMPORT_SCHOOL_TOO_LARGE', { max: MOST_OF_SCHOOL })
    else {
      // Its time is the day of admission: the entry then lies in the partition of that month.
      const id = idOf(job, `entry ${row.row}`, epochDay(String(body['on'])) * 86_400_000)
      school.pages.push({ row, entry: entryOf(job, office, admission, { id, stream: pupil, step: 'enter', body }) })
    }
  }
  return [...schools.values()]
}
