import type { Problem } from '#kernel/error.ts'
import type { Record as Folded } from '#kernel/entry/record.ts'

/** What the sender of an entry is told. `seq` and `assigned` are the server's; `record` is the page as it is now. */
export type Answer = {
  id: string
  status: 'accepted' | 'held' | 'refused'
  apart?: boolean
  problems: readonly Problem[]
  flags: readonly Problem[]
  seq?: number
  assigned?: { readonly [field: string]: number }
  record?: Folded
}

export const refusedAnswer = (id: string, ...problems: Problem[]): Answer => ({
  id,
  status: 'refused',
  problems,
  flags: [],
})
