import type { Definition } from '#kernel/define/definition.ts'
import { systems } from '#systems/index.ts'
import { packs } from '#packs/index.ts'
import type { Reach } from './db/pool.ts'
import type { Held, Office } from './directory.ts'

const byId = new Map(systems.map((definition) => [definition.id, definition]))

export const findSystem = (id: string): Definition | undefined => byId.get(id)

/** Throws where a system must exist because a stored row names it. */
export function getSystem(id: string): Definition {
  const definition = byId.get(id)
  if (!definition) throw new Error(`SYSTEM_UNKNOWN: ${id}`)
  return definition
}

/** Whether a post reads the pages of a system at and below its office: its role does, and names come so far up. */
export const mayRead = ({ read, namesUpTo }: Definition, { role, office }: Held): boolean =>
  read.includes(role) && (namesUpTo === undefined || !standsAbove(office, namesUpTo))

function standsAbove(office: Office, level: string): boolean {
  const levels = packs[office.pack]?.pack.levels.map(({ id }) => id) ?? []
  return levels.includes(level) && levels.indexOf(office.level) < levels.indexOf(level)
}

/** Systems whose records a post reads at and below its office. */
export const readable = (held: Held): string[] => systems.filter((d) => mayRead(d, held)).map((d) => d.id)

const spreading = systems.filter((d) => d.spreads).map((d) => d.id)

const list = (ids: readonly string[]): string => `,${ids.join(',')},`

/** What a post may see, as the settings that row-level security compares with. */
export const reachOf = (person: string, held: Held): Reach => ({
  ...rangeOf(held.office.path),
  systems: list(readable(held)),
  spread: list(spreading),
  person,
})

/** All rows of one office and those below it, whatever the system: for the server's work on its behalf. */
export const officeReach = (path: string, person = ''): Reach => ({
  ...rangeOf(path),
  systems: '*',
  spread: list(spreading),
  person,
  isPlanned: true,
})

/** Paths that begin with a path: '0' follows '/' in the byte order of the column. */
const rangeOf = (path: string): { lo: string; hi: string } => ({ lo: path, hi: `${path.slice(0, -1)}0` })
