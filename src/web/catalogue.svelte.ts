import type { Definition } from '#kernel/define/definition.ts'
import { firstSystems } from '#systems/first.ts'
import { touchRecords } from './store/records.svelte.ts'
import { useMoreWords } from './text/text.svelte.ts'

/** The definitions that are here: those of a class's day at first, all of them soon after. */
let known = $state.raw<{ list: readonly Definition[]; byId: ReadonlyMap<string, Definition>; isWhole: boolean }>(
  catalogue(firstSystems, false),
)
let loading: Promise<void> | undefined

/** The systems that this device knows by now, in the order of the whole list. */
export const knownSystems = (): readonly Definition[] => known.list

/** Whether that is all of them: a system that is not here is then one that this version does not know. */
export const hasAllSystems = (): boolean => known.isWhole

/** The definition of a system, if it is here. */
export const findSystem = (id: string): Definition | undefined => known.byId.get(id)

/** Fetches all definitions with their words, once; without network (on the very first visit) the next page asks again. */
export function useAllSystems(): Promise<void> {
  loading ??= Promise.all([import('./all-systems.ts'), useMoreWords()]).then(
    ([{ systems }]) => {
      known = catalogue(systems, true)
      // Unsent entries of systems that have only now arrived are laid over too.
      touchRecords()
    },
    () => void (loading = undefined),
  )
  return loading
}

function catalogue(list: readonly Definition[], isWhole: boolean) {
  return { list, byId: new Map(list.map((system) => [system.id, system])), isWhole }
}
