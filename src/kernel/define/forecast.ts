import type { Record as Folded } from '../entry/record.ts'
import type { Day } from '../rule/day.ts'
import type { Context, LineOffice } from './context.ts'
import type { Definition } from './definition.ts'
import { dueDay, dutyOf, lastMove } from './duty.ts'
import type { Role } from './who.ts'

/** Somebody who will have to act: the step, her role and office with those who sit there now, and by which day. */
export type Coming = { step: string; role: Role; office: string; by: Day; at?: LineOffice }

/** More desks than any case of a school system passes; a definition that goes in a circle stops here. */
const MOST_DESKS = 12

/**
 * Who will have to act on a case and by when, if each does what is asked of her at her last hour: found by taking the
 * steps that wait, one after the other, on a copy of the record. Nothing is written.
 */
export function forecast(definition: Definition, record: Folded, context: Context): readonly Coming[] {
  const coming: Coming[] = []
  let at = record
  let day = record.heads.length > 0 ? context.dayOf(lastMove(record)) : context.today
  while (coming.length < MOST_DESKS) {
    const duty = dutyOf(definition, at, context)
    if (!duty) break
    const by = dueDay(duty, day, context)
    const office = context.line.find(({ id }) => id === duty.office)
    coming.push({ step: duty.step, role: duty.role, office: duty.office, by, ...(office && { at: office }) })
    at = taken(definition, at, duty.step)
    day = by
  }
  return coming
}

/** The record as it would be after a step, as far as rules of who may look at it. */
function taken(definition: Definition, record: Folded, step: string): Folded {
  const act = { id: `coming-${record.acts.length}`, step, given: {}, by: '', post: '', at: 0, seq: 0 }
  return { ...record, state: definition.steps[step]!.to, acts: [...record.acts, act] }
}
