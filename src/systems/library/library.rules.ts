import type { Measures } from '#kernel/define/measure.ts'

/** Copies on the register, and those of them that nobody finds on the shelf; what borrowers lost is on their loans. */
export const measuresOf: Measures = {
  count: {
    copies: ({ state }) => (state === 'kept' || state === 'missing' ? 1 : 0),
    missing: ({ state }) => (state === 'missing' ? 1 : 0),
  },
  show: [{ measure: 'copies' }, { measure: 'missing', of: 'copies' }],
}
