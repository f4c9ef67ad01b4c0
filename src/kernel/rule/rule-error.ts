import type { Facts } from '../error.ts'

/** Codes of the mistakes a pure rule can meet; a caller maps them to words, a rule never prints. */
export type RuleCode =
  'AGE_BEFORE_BIRTH' | 'DAY_INVALID' | 'MONEY_UNSAFE' | 'RATE_MISSING' | 'WORDS_RANGE' | 'WORKDAY_NEVER'

/** What a rule throws when the program (not the person) is wrong: a code and the facts, so that no message has to be parsed. */
export class RuleError extends Error {
  readonly code: RuleCode
  readonly facts: Facts

  constructor(code: RuleCode, facts: Facts = {}) {
    super(code)
    this.name = 'RuleError'
    this.code = code
    this.facts = facts
  }
}
