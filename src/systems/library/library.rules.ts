import type { Context } from '#kernel/define/context.ts'
import type { Measures } from '#kernel/define/measure.ts'
import { flag, refuse } from '#kernel/error.ts'
import { citedWhere } from '../common/cited.ts'

/** Copies on the register, and those of them that nobody finds on the shelf; what borrowers lost is on their loans. */
export const measuresOf: Measures = {
  count: {
    copies: ({ state }) => (state === 'kept' || state === 'missing' ? 1 : 0),
    missing: ({ state }) => (state === 'missing' ? 1 : 0),
  },
  show: [{ measure: 'copies' }, { measure: 'missing', of: 'copies' }],
}

/** A copy is struck off by a resolution of the committee, which is found by its number. */
export function resolutionThere(page: object, context: Context) {
  const { withdrawnOn, resolution } = page as { withdrawnOn: string; resolution?: string }
  if (resolution === undefined) return true
  const where = citedWhere(resolution, withdrawnOn, context)
  if (where === 'nowhere') return refuse('LIBRARY_RESOLUTION_UNKNOWN', { cited: resolution }, '/resolution')
  return where === 'here' || flag('LIBRARY_RESOLUTION_UNKNOWN', { cited: resolution }, '/resolution')
}
