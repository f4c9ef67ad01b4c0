import type { Definition } from '#kernel/define/definition.ts'
import { systems } from '#systems/index.ts'

const byId = new Map(systems.map((system) => [system.id, system]))

/** The definition of a system, if this version of the app knows it. */
export const findSystem = (id: string): Definition | undefined => byId.get(id)
