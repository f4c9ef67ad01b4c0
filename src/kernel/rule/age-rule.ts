import { birthdayOf } from './age.ts'
import { type Day, daysBetween } from './day.ts'

/** Age limits in full years, both ends allowed: 6 to 14 admits from the sixth birthday to the fourteenth. */
export interface AgeLimits {
  minYears?: number
  maxYears?: number
}

/** Fit, or by how many days too young (`short`) or too old (`over`): a refusal that says "by one day" is understood. */
export type AgeVerdict = { ok: true } | { ok: false; short: number } | { ok: false; over: number }

/**
 * Whether somebody is within age limits on the day the rule names (1 January, 31 July …), not the day of application.
 * The birthday itself counts as reached; of 29 February in common years that is 1 March, as in `ageOn`.
 */
export function ageEligible(birth: Day, onDay: Day, rule: AgeLimits): AgeVerdict {
  const short = rule.minYears === undefined ? 0 : daysBetween(onDay, birthdayOf(birth, rule.minYears))
  if (short > 0) return { ok: false, short }
  const over = rule.maxYears === undefined ? 0 : daysBetween(birthdayOf(birth, rule.maxYears), onDay)
  return over > 0 ? { ok: false, over } : { ok: true }
}
