import { allowed, openSteps } from '#kernel/define/duty.ts'
import { placeOf } from '#kernel/define/place.ts'
import { isKeptAt } from '#kernel/define/kept-at.ts'
import { isOneOf, type Who } from '#kernel/define/who.ts'
import type { Context } from '#kernel/define/context.ts'
import type { Definition } from '#kernel/define/definition.ts'
import type { Body } from '#kernel/entry/record.ts'
import { contextOf } from './store/context.ts'
import type { Seen } from './store/overlay.ts'

/** The steps that this person may take on a record now, in the definition's order. */
export const stepsOn = (definition: Definition, record: Seen, context: Context): string[] =>
  openSteps(definition, record, context, (name) => mayTake(definition, name, context, record, record.body))

/** The step that opens a page of this system, when this person may take it here; of several the first. */
export const findOpening = (definition: Definition, context: Context): string | undefined =>
  openings(definition, context)[0]

/** All steps by which this person may open a page here (her own, or one for another). */
export function openings(definition: Definition, context: Context): string[] {
  if (!isKeptAt(definition, context.office.level)) return []
  return Object.keys(definition.steps).filter((name) => {
    const body = definition.subject ? { [definition.subject]: context.actor.person } : {}
    return definition.steps[name]!.mode === 'open' && mayTake(definition, name, context, undefined, body)
  })
}

/** The step by which this person begins a page at an office below hers, where that is not kept at her own. */
export function findAfar(definition: Definition, context: Context): string | undefined {
  if (!definition.afar || isKeptAt(definition, context.office.level)) return undefined
  return Object.keys(definition.steps).find((name) => {
    const { mode, by } = definition.steps[name]!
    const isHers = (who: Who) => who !== 'subject' && who.at === 'above' && who.role === context.actor.role
    return mode === 'open' && typeof by !== 'function' && by.some(isHers)
  })
}

/** Whether a definition is written from afar by this person. */
export function isAfar(definition: Definition): boolean {
  const context = contextOf(definition)
  return context !== undefined && findAfar(definition, context) !== undefined
}

/** Whether the actor is one of those who may take a step on a record, or on nothing yet. */
export function mayTake(
  definition: Definition,
  name: string,
  context: Context,
  record: Seen | undefined,
  body: Body,
): boolean {
  const step = definition.steps[name]
  if (!step) return false
  const subject = definition.subject && body[definition.subject]
  const place = placeOf(context, record?.office ?? context.office.id, subject)
  try {
    return isOneOf(allowed(definition, step, record, body, context), context.actor, place)
  } catch {
    return false // a rule of who may that needs a body which is not there yet
  }
}
