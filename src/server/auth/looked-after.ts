import type { Actor } from '#kernel/define/who.ts'
import type { Directory } from '../directory.ts'

/**
 * Whether a post (t, at office o) is one whose holder's account the actor looks after: an officer those below her
 * office and who is no officer at it; a head the teachers and clerks of her school. $1 her office, $2 its path, $3 role.
 */
export const LOOKED_AFTER = `case $3 when 'officer' then starts_with(o.path, $2) and (o.id <> $1 or t.role <> 'officer')
  when 'head' then o.id = $1 and t.role not in ('head', 'officer') else false end`

/** Postings that count: those of today and those to come. $4 today. */
export const CURRENT = '(g.valid_to is null or g.valid_to >= $4)'

/** The values of $1 to $4. */
export const lookedAfterValues = (
  actor: Actor,
  directory: Directory,
  now: number,
): [office: string, path: string, role: string, today: string] => [
  actor.office,
  actor.path,
  actor.role,
  directory.today(directory.get(actor.office), now),
]
