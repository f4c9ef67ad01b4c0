import type { Definition } from './definition.ts'

/**
 * A definition with the sheets and papers that are drawn of its pages. Only what every phone fetches before its first
 * page works (`systems/first.ts`) is written in these two parts; all others name them among their other words.
 */
export const drawn = (base: Definition, of: Partial<Pick<Definition, 'sheets' | 'documents'>>): Definition => ({
  ...base,
  ...of,
})
