import type { Definition } from '#kernel/define/definition.ts'
import type { Actor, Role } from '#kernel/define/who.ts'
import { systems } from '#systems/index.ts'
import type { Reach } from './db/pool.ts'

const byId = new Map(systems.map((definition) => [definition.id, definition]))

export const findSystem = (id: string): Definition | undefined => byId.get(id)

/** Throws where a system must exist because a stored row names it. */
export function getSystem(id: string): Definition {
  const definition = byId.get(id)
  if (!definition) throw new Error(`SYSTEM_UNKNOWN: ${id}`)
  return definition
}

/** Systems whose records a role reads at and below its office. */
export const readable = (role: Role): string[] => systems.filter((d) => d.read.includes(role)).map((d) => d.id)

const spreading = systems.filter((d) => d.spreads).map((d) => d.id)

const list = (ids: readonly string[]): string => `,${ids.join(',')},`

/** What a post may see, as the settings that row-level security compares with. */
export const reachOf = (actor: Actor): Reach => ({
  ...rangeOf(actor.path),
  systems: list(readable(actor.role)),
  spread: list(spreading),
  person: actor.person,
})

/** All rows of one office and those below it, whatever the system: for the server's work on its behalf. */
export const officeReach = (path: string, person = ''): Reach => ({
  ...rangeOf(path),
  systems: '*',
  spread: list(spreading),
  person,
})

/** Paths that begin with a path: '0' follows '/' in the byte order of the column. */
const rangeOf = (path: string): { lo: string; hi: string } => ({ lo: path, hi: `${path.slice(0, -1)}0` })
