import type { Facts } from '#kernel/error.ts'

/**
 * What no program may mend: each means that a log's past may be told in two ways. The sequencer stops and says so;
 * `docs/operate/log-keys.md` says what an operator does then.
 */
export type IncidentCode =
  | 'LOG_DATABASE_OLDER'
  | 'LOG_FILES_OLDER'
  | 'LOG_FILES_CHANGED'
  | 'LOG_FORKED'
  | 'LOG_ORIGIN_CHANGED'
  | 'LOG_KEY_CHANGED'

export class LogIncident extends Error {
  readonly code: IncidentCode
  readonly facts: Facts

  constructor(code: IncidentCode, facts: Facts = {}) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.code = code
    this.facts = facts
  }
}
