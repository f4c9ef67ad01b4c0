import type { Context } from './context.ts'
import type { Place } from './who.ts'

/** The place of an entry about a subject at an office, as the rules of who may see it. */
export const placeOf = (context: Context, office: string, subject?: unknown): Place => ({
  office,
  path: context.office.path,
  nearest: context.nearest,
  officeAt: (level) => context.line.find((one) => one.level === level)?.id,
  ...(typeof subject === 'string' && { subject }),
})
