import type { Problem } from '../error.ts'

export type Body = { readonly [key: string]: unknown }

/** A value on the page: what an entry wrote, by whom and when. Two heads at once are a clash that a person decides. */
export type Head = {
  id: string
  body: Body
  by: string
  post: string
  at: number
  seq: number
  /** The step that wrote it, where that is not the first way to begin a page and leads to another state. */
  step?: string
  assigned?: { readonly [key: string]: number }
}

/** A step taken on the record after it was opened. */
export type Act = {
  id: string
  step: string
  given: Body
  by: string
  post: string
  at: number
  seq: number
  reason?: string
  assigned?: { readonly [key: string]: number }
}

/**
 * The folded current state of a stream: a cache of its entries. It keeps sets (heads, gone, acts), so that folding is
 * independent of the order in which entries come, and `state` and `body` are derived from them.
 */
export type Record = {
  office: string
  system: string
  stream: string
  state: string
  body: Body
  heads: readonly Head[]
  /** Ids of entries that were corrected or cancelled: kept so that a late arrival of one stays struck out. */
  gone: readonly string[]
  acts: readonly Act[]
  flags: readonly (Problem & { entry: string })[]
  /** The highest office sequence folded in; 0 while only on a device. */
  seq: number
}
