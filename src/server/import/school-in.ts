import type { Definition } from '#kernel/define/definition.ts'
import { excerpt } from '#kernel/field/excerpt.ts'
import { usesSystem } from '#kernel/pack.ts'
import type { Office } from '../directory.ts'
import { isWithin, type Job } from './job.ts'
import type { Row } from './row.ts'

/** The school of a row; whoever imports for her own school alone need not name it. */
export function schoolIn(
  row: Row,
  job: Job,
  find: (code: string) => Office | undefined,
  definition: Definition,
): Office | undefined {
  const own = job.actor.held.office
  const code = row.text('school', { needed: own.level !== 'school', max: 60, isCode: true })
  if (code === undefined) return own.level === 'school' ? own : undefined
  const office = find(code)
  if (!office) return row.wrong('school', 'IMPORT_OFFICE_UNKNOWN', { code: excerpt(code) })
  if (!isWithin(job.actor, office)) return row.wrong('school', 'IMPORT_OFFICE_FOREIGN', { code: excerpt(code) })
  if (!definition.keptAt.includes(office.level))
    return row.wrong('school', 'IMPORT_NOT_SCHOOL', { code: excerpt(code) })
  if (office.isClosed) return row.wrong('school', 'OFFICE_CLOSED')
  if (!usesSystem(job.deps.directory.packOf(office), definition.id))
    return row.wrong('school', 'SYSTEM_NOT_ENABLED', { system: definition.id })
  return office
}
