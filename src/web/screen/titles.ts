import type { Definition } from '#kernel/define/definition.ts'
import type { SyncRecord } from '../api-types.ts'
import { hasLabel, label, num } from '../text/text.svelte.ts'
import { contextOf } from '../store/context.ts'

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

/** The figures a page contributes, as a line: 45 present of 48. */
export function measureLine(definition: Definition, record: SyncRecord): string {
  const { measures } = definition
  const context = contextOf(definition, record.body)
  if (!measures || !context) return ''
  return measures.show
    .filter(({ of, per }) => per === undefined && (of === undefined || of in measures.count))
    .map(({ measure, of }) => {
      const value = measures.count[measure]?.(record, context) ?? 0
      const whole = of === undefined ? undefined : (measures.count[of]?.(record, context) ?? 0)
      if (whole === undefined && value === 0) return ''
      const name = hasLabel(definition.id, `measures.${measure}`) ? label(definition.id, `measures.${measure}`) : ''
      return whole === undefined ? `${name} ${num(value)}` : `${name} ${num(value)} / ${num(whole)}`
    })
    .filter(Boolean)
    .join(' · ')
}
