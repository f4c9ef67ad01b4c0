import type { Definition } from '#kernel/define/definition.ts'
import { label } from '../text/text.svelte.ts'

export const titleOf = (definition: Definition): string => label(definition.id, 'title')
export const shortOf = (definition: Definition): string => label(definition.id, 'short', undefined, titleOf(definition))

/** Where a page or case stands. */
export const stateText = (definition: Definition, state: string): string => label(definition.id, `states.${state}`)

/** Colour of a state: green for done, amber for what waits, red for cancelled and refused. */
export function stateTone(definition: Definition, state: string): 'go' | 'wait' | 'bad' | '' {
  if (state === 'cancelled') return 'bad'
  const waits = Object.values(definition.steps).some((step) => step.due !== undefined && step.from.includes(state))
  if (waits) return 'wait'
  const leads = Object.values(definition.steps).find((step) => step.to === state)
  if (definition.kind === 'register') return state === definition.states[0] ? 'go' : ''
  return leads?.tone === 'primary' ? 'go' : leads?.tone === 'danger' ? 'bad' : leads?.reason ? 'wait' : ''
}
