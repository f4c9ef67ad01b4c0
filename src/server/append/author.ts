import type { Held } from '../directory.ts'

/** Who sends entries: a signed-in person with the posts she holds or held. */
export type Author = { person: string; posts: readonly Held[] }
