import type { FastifyError } from 'fastify'
import type { Script } from '#kernel/field/name.ts'
import { ProblemError } from './problem.ts'
import { titleOf } from './title.ts'

/** Most bytes of a JSON request: a batch of 200 sheets of 100 is about 1 MB. */
export const MOST_JSON = 4 * 1024 * 1024

/** Most bytes of a file that is imported: 100,000 pupils are some 20 MB. */
export const MOST_FILE = 64 * 1024 * 1024

/** Problem details (RFC 9457) in the reader's language. */
export const problemDetails = (problem: ProblemError, language: Script) => ({
  type: `/docs/problems#${problem.code}`,
  title: titleOf(problem.code, language, problem.facts),
  status: problem.status,
  code: problem.code,
  ...(problem.facts && { facts: problem.facts }),
  ...(problem.problems && { problems: problem.problems }),
})

/** The database is not there, is going, is coming up, or takes no more connections. */
const AWAY = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
]

/** What any failure is to the one who asked; what it is to us goes to the log. */
export function asProblem(error: FastifyError | ProblemError, mostBytes: number = MOST_JSON): ProblemError {
  if (error instanceof ProblemError) return error
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new ProblemError('BODY_TOO_LARGE', { max: mostBytes })
  if (error.code === 'FST_REQ_FILE_TOO_LARGE') return new ProblemError('BODY_TOO_LARGE', { max: MOST_FILE })
  if (error.statusCode !== undefined && error.statusCode < 500) return new ProblemError('REQUEST_MALFORMED')
  if (
    AWAY.includes(error.code) ||
    /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/.test(
      error.message,
    )
  )
    return new ProblemError('DATABASE_AWAY')
  // What the database cannot even read as data came from the request: an answer that a device goes on trying would block it for ever.
  if (/^22\w{3}$/.test(error.code)) return new ProblemError('REQUEST_MALFORMED')
  return new ProblemError('UNEXPECTED')
}
