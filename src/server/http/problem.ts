import type { Facts, Problem } from '#kernel/error.ts'

/** Codes that only the server gives, with the HTTP status of each. The one place that knows status numbers. */
const STATUS = {
  SIGNIN_NEEDED: 401,
  SIGNIN_WRONG: 401,
  SIGNIN_CODE_NEEDED: 401,
  SIGNIN_CODE_WRONG: 401,
  SESSION_REVOKED: 401,
  PASSWORD_CHANGE_NEEDED: 403,
  TOTP_NEEDED: 403,
  REQUEST_FORGED: 403,
  NOT_ALLOWED: 403,
  POST_NOT_HELD: 403,
  OFFICE_FOREIGN: 403,
  NOT_FOUND: 404,
  ACCOUNT_EXISTS: 409,
  ALREADY_DECIDED: 409,
  BODY_TOO_LARGE: 413,
  SHEET_AREA_LARGE: 422,
  REQUEST_MALFORMED: 400,
  PASSWORD_TOO_SHORT: 422,
  PASSWORD_COMMON: 422,
  PASSWORD_SAME: 422,
  USERNAME_WRONG: 422,
  REASON_MISSING: 422,
  FIELD_WRONG_DAY: 422,
  IMPORT_KIND_UNKNOWN: 422,
  IMPORT_FILE_UNREADABLE: 422,
  IMPORT_TOO_MANY_ROWS: 422,
  PAPER_TOO_LONG: 422,
  FILE_HASH_WRONG: 422,
  FILE_TYPE_WRONG: 422,
  TOO_MANY_TRIES: 429,
  TOO_MANY_REQUESTS: 429,
  DATABASE_AWAY: 503,
  PAPER_UNPRINTABLE: 500,
  UNEXPECTED: 500,
} as const

export type ServerCode = keyof typeof STATUS

export const serverCodes = Object.keys(STATUS) as readonly ServerCode[]

/** A request that cannot be answered: thrown anywhere below http/, turned into problem details (RFC 9457) by the app. */
export class ProblemError extends Error {
  readonly code: ServerCode
  readonly status: number
  readonly facts?: Facts
  readonly problems?: readonly Problem[]

  constructor(code: ServerCode, facts?: Facts, problems?: readonly Problem[]) {
    super(code)
    this.code = code
    this.status = STATUS[code]
    if (facts) this.facts = facts
    if (problems) this.problems = problems
  }
}
