/** What can stop the bundled PostgreSQL from serving. */
export type EmbeddedCode =
  | 'DB_EMBEDDED_MISSING'
  | 'DB_EMBEDDED_NOT_RUNNABLE'
  | 'DB_EMBEDDED_NO_ACCOUNT'
  | 'DB_EMBEDDED_INIT_FAILED'
  | 'DB_EMBEDDED_START_FAILED'
  | 'DB_EMBEDDED_TIMEOUT'
  | 'DB_EMBEDDED_LOCKED'

/** A failure of the bundled database; its message always ends with the way out, a PostgreSQL of one's own. */
export class EmbeddedError extends Error {
  readonly code: EmbeddedCode

  constructor(code: EmbeddedCode, reason: string) {
    super(`${code}: ${reason}. To use a PostgreSQL server of your own instead, set DATABASE_URL=postgres://…`)
    this.name = 'EmbeddedError'
    this.code = code
  }
}
