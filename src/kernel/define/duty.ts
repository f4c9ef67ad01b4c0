import type { Record as Folded } from '../entry/record.ts'
import { allowed } from '../entry/judge.ts'
import type { Context } from './context.ts'
import type { Definition } from './definition.ts'
import type { Role } from './who.ts'

/** Whose move it is on a record: a role at an office, and within how many working days. */
export type Duty = { role: Role; office: string; step: string; due: number }

/**
 * The one whose inbox a record lies in: of the steps open from its state, the first that belongs to somebody other
 * than its subject and has a time to be done in.
 */
export function dutyOf(definition: Definition, record: Folded, context: Context): Duty | undefined {
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.due === undefined || !step.from.includes(record.state)) continue
    for (const who of allowed(step, record, record.body, context)) {
      if (who === 'subject') continue
      const office = who.at === 'office' ? record.office : context.nearest(who.role)
      if (office !== undefined) return { role: who.role, office, step: name, due: daysOf(step.due, context) }
    }
  }
  return undefined
}

const daysOf = (due: number | string, context: Context): number =>
  typeof due === 'number' ? due : (context.rate(due, context.today) ?? 3)

/** Names of the steps that this actor may take on a record now, in the definition's order. */
export function openSteps(
  definition: Definition,
  record: Folded,
  context: Context,
  isAllowed: (step: string) => boolean,
): string[] {
  const state = record.heads.length > 0 ? record.state : null
  return Object.keys(definition.steps).filter((name) => {
    const step = definition.steps[name]!
    return step.mode !== 'open' && step.from.includes(state) && isAllowed(name)
  })
}
