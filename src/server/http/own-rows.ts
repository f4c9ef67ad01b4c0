import { systems } from '#systems/index.ts'
import type { Deps } from './deps.ts'

const spread =
  systems
    .filter((d) => d.spreads)
    .map((d) => `'${d.id}'`)
    .join(', ') || `''`

/** The application's own rule beside row-level security; a test takes it away to see that the other holds alone. */
export const ownRows = (deps: Deps, path: string, systems: string, person: string): string =>
  deps.isFiltering === false
    ? `(${path}::text, ${systems}::text[], ${person}::uuid) is not null`
    : `((starts_with(path, ${path}) and system = any(${systems})) or subject = ${person}::uuid or (starts_with(${path}, path) and system in (${spread})))`
